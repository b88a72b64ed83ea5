package io.athanor.inference.training.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a field of a row must be. Written as a value, a list of values, or {@code {not: [..], min:
 * .., max: ..}}. Values are compared as text; a row without the field meets only {@code not}.
 *
 * @param any one of these, anything where empty
 * @param not none of these
 * @param min least number, null where unbounded
 * @param max greatest number, null where unbounded
 */
public record Condition(List<String> any, List<String> not, Double min, Double max) {
  public Condition {
    any = List.copyOf(any);
    not = List.copyOf(not);
    if (min != null && max != null && min > max) {
      throw new ConfigException("min", "must not exceed max, got " + min + " > " + max);
    }
  }

  static Condition of(JsonNode node) {
    if (!node.isObject()) {
      return new Condition(values("", node), List.of(), null, null);
    }
    List<String> not = List.of();
    Double min = null;
    Double max = null;
    for (Map.Entry<String, JsonNode> each : node.properties()) {
      switch (each.getKey()) {
        case "not" -> not = values("not", each.getValue());
        case "min" -> min = number("min", each.getValue());
        case "max" -> max = number("max", each.getValue());
        default -> throw new ConfigException(each.getKey(), "no such field; known: not, min, max");
      }
    }
    return new Condition(List.of(), not, min, max);
  }

  /** Whether a field's value is as wanted; a missing field is given as null or a missing node. */
  public boolean meets(JsonNode value) {
    boolean present = value != null && value.isValueNode() && !value.isNull();
    if (present && not.contains(value.asText())) {
      return false;
    }
    if (!any.isEmpty() && !(present && any.contains(value.asText()))) {
      return false;
    }
    boolean isBounded = min != null || max != null;
    return !isBounded
        || (present
            && value.isNumber()
            && (min == null || value.asDouble() >= min)
            && (max == null || value.asDouble() <= max));
  }

  private static List<String> values(String field, JsonNode node) {
    List<String> values = new ArrayList<>();
    for (JsonNode each : node.isArray() ? node : List.of(node)) {
      if (!each.isValueNode() || each.isNull()) {
        throw new ConfigException(field, "must be a value or a list of values");
      }
      values.add(each.asText());
    }
    return values;
  }

  private static Double number(String field, JsonNode node) {
    if (!node.isNumber()) {
      throw new ConfigException(field, "must be a number");
    }
    return node.asDouble();
  }
}
