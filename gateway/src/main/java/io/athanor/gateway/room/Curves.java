package io.athanor.gateway.room;

import io.athanor.event.Curve;
import io.athanor.event.Quantity;
import io.athanor.event.ReadingReported;
import io.athanor.materials.MaterialException;
import io.athanor.materials.crystal.Crystal;
import io.athanor.materials.unit.Units;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Measured curves as the door shows them, thinned to what can be drawn. Pure. */
final class Curves {
  static final String DIFFRACTION = "powder-diffraction";

  private static final int MOST_POINTS = 2_000;
  private static final String WAVELENGTH = "radiation_wavelength";
  private static final String ANGSTROM = "Ao";

  private Curves() {}

  /** A curve with its axes and units. */
  static JsonObject json(ReadingReported reading, Curve curve, JsonObject event) {
    List<Integer> kept = kept(curve);
    JsonObject conditions = new JsonObject();
    new java.util.TreeMap<>(curve.getConditions())
        .forEach((name, each) -> conditions.put(name, quantity(each)));
    JsonObject json =
        new JsonObject()
            .put("readingId", reading.getMeta().getId())
            .put("event", event)
            .put("technique", reading.getTechnique())
            .put("instrumentId", reading.getInstrumentId())
            .put("sampleId", reading.getSampleId())
            .put("simulated", reading.getSimulated())
            .put("occurredAt", reading.getMeta().getOccurredAt().toString())
            .put("points", curve.getX().size())
            .put("conditions", conditions);
    return json.put("x", axis(curve.getXName(), curve.getXUnit(), curve.getX(), kept))
        .put("y", axis(curve.getYName(), curve.getYUnit(), curve.getY(), kept));
  }

  /** A pattern beside what the structure would show, where both are there. */
  static JsonObject pattern(
      ReadingReported reading, Curve curve, Optional<Crystal> crystal, JsonObject event) {
    JsonObject json = json(reading, curve, event);
    Optional<Double> wavelength = wavelength(curve);
    wavelength.ifPresent(
        each -> json.put("wavelength", new JsonObject().put("value", each).put("unit", ANGSTROM)));
    if (crystal.isEmpty() || wavelength.isEmpty()) {
      return json.put(
          "note",
          crystal.isEmpty()
              ? "no structure is known to calculate a pattern from"
              : "the reading names no radiation_wavelength to calculate a pattern at");
    }
    double[] angles = doubles(json.getJsonObject("x").getJsonArray("values"));
    double[] measured = doubles(json.getJsonObject("y").getJsonArray("values"));
    Optional<PatternComparison> comparison =
        angles.length < 2
            ? Optional.empty()
            : PatternComparison.of(crystal.get(), angles, measured, wavelength.get());
    if (comparison.isEmpty()) {
      return json.put("note", "no pattern can be calculated in this range");
    }
    JsonArray lines = new JsonArray();
    comparison
        .get()
        .lines()
        .forEach(
            each ->
                lines.add(
                    new JsonObject()
                        .put("twoTheta", each.twoTheta())
                        .put("spacing", each.spacing())
                        .put("relative", each.relative())
                        .put(
                            "plane",
                            "%d %d %d"
                                .formatted(
                                    each.planes().get(0).h(),
                                    each.planes().get(0).k(),
                                    each.planes().get(0).l()))));
    return json.put("calculated", array(comparison.get().calculated()))
        .put("correlation", comparison.get().correlation())
        .put("peakWidth", new JsonObject().put("value", PatternComparison.WIDTH).put("unit", "deg"))
        .put("lines", lines);
  }

  private static Optional<Double> wavelength(Curve curve) {
    Quantity given = curve.getConditions().get(WAVELENGTH);
    if (given == null || !curve.getXName().equals("two_theta") || !ascends(curve.getX())) {
      return Optional.empty();
    }
    try {
      return Optional.of(Units.convert(given.getValue(), given.getUnit(), ANGSTROM));
    } catch (MaterialException e) {
      return Optional.empty();
    }
  }

  private static boolean ascends(List<Double> x) {
    return x.size() > 1 && x.get(0) < x.get(1);
  }

  /** Of each of many equal pieces the highest and the lowest point: no peak is lost. */
  private static List<Integer> kept(Curve curve) {
    int size = Math.min(curve.getX().size(), curve.getY().size());
    List<Integer> kept = new ArrayList<>();
    if (size <= MOST_POINTS) {
      for (int i = 0; i < size; i++) {
        kept.add(i);
      }
      return kept;
    }
    int pieces = MOST_POINTS / 2;
    for (int piece = 0; piece < pieces; piece++) {
      int from = (int) ((long) piece * size / pieces);
      int to = (int) ((long) (piece + 1) * size / pieces);
      int low = from;
      int high = from;
      for (int i = from; i < to; i++) {
        low = curve.getY().get(i) < curve.getY().get(low) ? i : low;
        high = curve.getY().get(i) > curve.getY().get(high) ? i : high;
      }
      kept.add(Math.min(low, high));
      if (low != high) {
        kept.add(Math.max(low, high));
      }
    }
    return kept;
  }

  private static JsonObject axis(
      String name, String unit, List<Double> values, List<Integer> kept) {
    JsonArray array = new JsonArray();
    kept.forEach(each -> array.add(values.get(each)));
    return new JsonObject().put("name", name).put("unit", unit).put("values", array);
  }

  private static JsonObject quantity(Quantity quantity) {
    return new JsonObject().put("value", quantity.getValue()).put("unit", quantity.getUnit());
  }

  private static double[] doubles(JsonArray array) {
    double[] values = new double[array.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = array.getDouble(i);
    }
    return values;
  }

  private static JsonArray array(double[] values) {
    JsonArray array = new JsonArray();
    for (double each : values) {
      array.add(each);
    }
    return array;
  }
}
