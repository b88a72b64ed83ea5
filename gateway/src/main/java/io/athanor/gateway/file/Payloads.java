package io.athanor.gateway.file;

import io.athanor.event.Action;
import io.athanor.event.ActionLog;
import io.athanor.event.Crystal;
import io.athanor.event.Curve;
import io.athanor.event.ImageReference;
import io.athanor.event.Quantity;
import io.athanor.event.Scalars;
import io.athanor.formats.Payload;
import io.athanor.materials.crystal.Site;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Values of statements as values of events. */
final class Payloads {
  private Payloads() {}

  static Object avro(Payload payload, Arrival arrival) {
    if (payload instanceof Payload.Scalars scalars) {
      return new Scalars(quantities(scalars.values()));
    }
    if (payload instanceof Payload.Curve curve) {
      Map<String, io.athanor.materials.unit.Quantity> conditions =
          new TreeMap<>(curve.conditions());
      conditions.putAll(arrival.conditions());
      return Curve.newBuilder()
          .setXName(curve.xName())
          .setXUnit(curve.xUnit())
          .setX(list(curve.x()))
          .setYName(curve.yName())
          .setYUnit(curve.yUnit())
          .setY(list(curve.y()))
          .setConditions(quantities(conditions))
          .build();
    }
    if (payload instanceof Payload.Image image) {
      return new ImageReference(arrival.location().toString(), image.mediaType(), image.sha256());
    }
    List<Action> steps = new ArrayList<>();
    for (Payload.Action step : ((Payload.Actions) payload).steps()) {
      steps.add(
          Action.newBuilder()
              .setName(step.name())
              .setStartedAt(step.startedAt())
              .setParameters(quantities(step.parameters()))
              .build());
    }
    return new ActionLog(steps);
  }

  static Map<String, Quantity> quantities(
      Map<String, io.athanor.materials.unit.Quantity> quantities) {
    Map<String, Quantity> avro = new TreeMap<>();
    quantities.forEach(
        (name, each) ->
            avro.put(
                name,
                Quantity.newBuilder()
                    .setValue(each.value())
                    .setUnit(each.unit())
                    .setSem(each.sem().isPresent() ? each.sem().getAsDouble() : null)
                    .setN(each.n())
                    .build()));
    return avro;
  }

  static Crystal crystal(io.athanor.materials.crystal.Crystal crystal) {
    List<Double> lattice = new ArrayList<>();
    for (double[] row : crystal.lattice().matrix()) {
      lattice.addAll(list(row));
    }
    List<String> species = new ArrayList<>();
    List<Double> fractional = new ArrayList<>();
    for (Site site : crystal.sites()) {
      species.add(site.element().symbol());
      fractional.addAll(List.of(site.x(), site.y(), site.z()));
    }
    return new Crystal(lattice, species, fractional);
  }

  private static List<Double> list(double[] values) {
    return Arrays.stream(values).boxed().toList();
  }
}
