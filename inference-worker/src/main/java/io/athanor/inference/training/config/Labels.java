package io.athanor.inference.training.config;

import com.fasterxml.jackson.databind.JsonNode;
import io.athanor.inference.model.Property;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Which labels of a source to take. Written as a list of the model's properties, or as a map from
 * the name in the file to the property it is.
 *
 * @param byName property by the name its value has in the file; empty takes all that are known
 */
public record Labels(Map<String, Property> byName) {
  static final Labels ALL = new Labels(Map.of());

  public Labels {
    byName = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(byName));
  }

  static Labels of(JsonNode node) {
    Map<String, Property> byName = new LinkedHashMap<>();
    if (node.isArray()) {
      for (int index = 0; index < node.size(); index++) {
        String name = node.get(index).asText();
        byName.put(name, Checks.property("[" + index + "]", name));
      }
    } else if (node.isObject()) {
      for (Map.Entry<String, JsonNode> each : node.properties()) {
        byName.put(each.getKey(), Checks.property(each.getKey(), each.getValue().asText()));
      }
    } else {
      throw new ConfigException("", "must be a list of properties, or a map of names to them");
    }
    return new Labels(byName);
  }
}
