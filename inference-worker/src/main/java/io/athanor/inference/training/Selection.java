package io.athanor.inference.training;

import com.fasterxml.jackson.databind.JsonNode;
import io.athanor.inference.model.Property;
import io.athanor.inference.training.config.SourceConfig;
import io.athanor.inference.training.data.Row;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The rows of one source that are taken, as samples. Rows come one by one, in order. */
final class Selection {
  // beyond it lie fill values such as 9.97e36, and nothing that was measured
  private static final double LARGEST = 1e12;

  private final SourceConfig source;
  private final int convention;
  private final Collection<Property> properties;
  private final Set<String> taken;
  private final List<Sample> samples = new ArrayList<>();
  private long read;
  private long left;

  /**
   * Nothing selected yet.
   *
   * @param convention index of the source's label convention
   * @param properties of the model
   * @param excluded ids that are not taken
   */
  Selection(
      SourceConfig source, int convention, Collection<Property> properties, Set<String> excluded) {
    this.source = source;
    this.convention = convention;
    this.properties = properties;
    this.taken = new HashSet<>(excluded);
  }

  /** Takes the row or leaves it; of rows with one id the first counts. */
  void offer(Row row) {
    read++;
    if (!isWanted(row.fields()) || !taken.add(row.id())) {
      return;
    }
    boolean isTurn = left % source.every() == source.offset();
    left++;
    if (isTurn && (source.most() == 0 || samples.size() < source.most())) {
      samples.add(
          new Sample(
              row.id(),
              convention,
              row.crystal(),
              row.composition(),
              labels(row.fields().path("props"))));
    }
  }

  /** What was taken. */
  List<Sample> samples() {
    return samples;
  }

  /** How many rows were offered. */
  long read() {
    return read;
  }

  private boolean isWanted(JsonNode fields) {
    return source.where().entrySet().stream()
        .allMatch(
            condition -> {
              JsonNode value = fields;
              for (String step : condition.getKey().split("\\.")) {
                value = value.path(step);
              }
              return condition.getValue().meets(value);
            });
  }

  /** A name that the configuration or the property gives goes before the property's other names. */
  private Map<Property, Double> labels(JsonNode given) {
    Map<String, Property> wanted = source.labels().byName();
    Map<Property, Double> labels = new EnumMap<>(Property.class);
    wanted.forEach((name, property) -> put(labels, property, given.path(name)));
    for (Property property : properties) {
      if (isNamed(wanted, property)) {
        put(labels, property, given.path(property.key()));
      }
    }
    for (Map.Entry<String, JsonNode> each : given.properties()) {
      Property.ofKey(each.getKey())
          .filter(properties::contains)
          .filter(property -> isNamed(wanted, property))
          .ifPresent(property -> put(labels, property, each.getValue()));
    }
    return labels;
  }

  /** Whether a property may be taken by whatever name it has. */
  private static boolean isNamed(Map<String, Property> wanted, Property property) {
    return wanted.isEmpty() || wanted.get(property.key()) == property;
  }

  private static void put(Map<Property, Double> labels, Property property, JsonNode value) {
    if (value.isNumber() && Math.abs(value.asDouble()) <= LARGEST) {
      labels.putIfAbsent(property, value.asDouble());
    }
  }
}
