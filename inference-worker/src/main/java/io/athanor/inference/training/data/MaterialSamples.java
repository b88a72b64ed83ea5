package io.athanor.inference.training.data;

import com.fasterxml.jackson.databind.JsonNode;
import io.athanor.event.MaterialUpdated;
import io.athanor.inference.model.NetworkShape;
import io.athanor.inference.model.Property;
import io.athanor.inference.training.Sample;
import io.athanor.inference.training.data.RowParser.BrokenRecordException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Fused materials of a running log as labelled samples, one at a time. Pure. */
public final class MaterialSamples {
  private final MaterialRows rows;

  /**
   * For one network.
   *
   * @param shape whose graphs to build
   * @param bases kinds of value to take, the most wanted first, as in {@code material-updated}
   */
  public MaterialSamples(NetworkShape shape, List<String> bases) {
    this.rows = new MaterialRows(shape, bases);
  }

  /**
   * The sample of a material: its graphs, and every label that a network can learn.
   *
   * @return empty where there is none, or where the material is nothing that a network reads
   */
  public Optional<Sample> sample(MaterialUpdated material) {
    Optional<Row> row;
    try {
      row = rows.row(1, material);
    } catch (BrokenRecordException | IllegalArgumentException cause) {
      return Optional.empty();
    }
    return row.map(
        each ->
            new Sample(each.id(), 0, each.crystal(), each.composition(), labels(each.fields())));
  }

  private static Map<Property, Double> labels(JsonNode fields) {
    Map<Property, Double> labels = new EnumMap<>(Property.class);
    for (Map.Entry<String, JsonNode> each : fields.path("props").properties()) {
      Property.ofKey(each.getKey())
          .ifPresent(property -> labels.put(property, each.getValue().asDouble()));
    }
    return labels;
  }
}
