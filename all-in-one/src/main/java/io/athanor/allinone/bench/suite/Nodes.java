package io.athanor.allinone.bench.suite;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Pieces of reports. */
final class Nodes {
  private static final double TENTH = 0.1;

  private Nodes() {}

  /** A name for programs. */
  static String id(String... parts) {
    return String.join(".", parts).toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_.-]+", "-");
  }

  static Map<String, JsonNode> byName(JsonNode object) {
    Map<String, JsonNode> map = new LinkedHashMap<>();
    object.properties().forEach(each -> map.put(each.getKey(), each.getValue()));
    return map;
  }

  static List<Double> numbers(JsonNode list) {
    List<Double> numbers = new ArrayList<>();
    list.forEach(each -> numbers.add(each.asDouble()));
    return numbers;
  }

  /** A tenth of it: what a figure over few runs may lose to another order of floating point. */
  static double tenth(Value value) {
    return TENTH * Math.abs(value.number());
  }
}
