package io.athanor.bridge.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.athanor.bridge.core.Outcome;
import io.athanor.bridge.core.Outcome.Failed;
import io.athanor.bridge.core.Outcome.Made;
import io.athanor.bridge.core.Outcome.Measured;
import io.athanor.bridge.core.Outcome.Reading;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Outcomes as JSON and back: {@code {"readings": [{"technique", "scalars": {property: {"value",
 * "unit"}}}]}}, or {@code {"failed": kind, "reason", "retryable", "evidence": {name: number}}}.
 */
public final class OutcomeCodec {
  private static final ObjectMapper JSON = new ObjectMapper();

  private OutcomeCodec() {}

  /** As JSON. */
  public static ObjectNode json(Outcome outcome) {
    ObjectNode json = JSON.createObjectNode();
    if (outcome instanceof Failed failed) {
      json.put("failed", failed.kind());
      json.put("reason", failed.reason());
      json.put("retryable", failed.retryable());
      ObjectNode evidence = json.putObject("evidence");
      failed.evidence().forEach(evidence::put);
      return json;
    }
    ArrayNode readings = json.putArray("readings");
    for (Reading reading : ((Made) outcome).readings()) {
      ObjectNode each = readings.addObject().put("technique", reading.technique());
      ObjectNode scalars = each.putObject("scalars");
      reading
          .scalars()
          .forEach(
              (name, said) ->
                  scalars.putObject(name).put("value", said.value()).put("unit", said.unit()));
    }
    return json;
  }

  /**
   * From JSON.
   *
   * @throws IllegalArgumentException where it says none
   */
  public static Outcome outcome(JsonNode json) {
    if (json.has("failed")) {
      return new Failed(
          text(json, "failed"),
          json.path("reason").asText(""),
          json.path("retryable").asBoolean(false),
          json.has("evidence") ? numbers(json.get("evidence")) : Map.of());
    }
    if (!json.path("readings").isArray()) {
      throw new IllegalArgumentException("readings: are missing, and so is 'failed'");
    }
    List<Reading> readings = new ArrayList<>();
    for (JsonNode each : json.get("readings")) {
      Map<String, Measured> scalars = new TreeMap<>();
      each.path("scalars").properties().forEach(it -> scalars.put(it.getKey(), of(it.getValue())));
      readings.add(new Reading(text(each, "technique"), scalars));
    }
    return new Made(readings);
  }

  static Map<String, Double> numbers(JsonNode json) {
    Map<String, Double> numbers = new TreeMap<>();
    json.properties().forEach(each -> numbers.put(each.getKey(), number(each.getValue())));
    return numbers;
  }

  private static Measured of(JsonNode json) {
    return new Measured(number(json.path("value")), text(json, "unit"));
  }

  private static String text(JsonNode json, String name) {
    if (!json.path(name).isTextual() || json.path(name).textValue().isEmpty()) {
      throw new IllegalArgumentException(name + ": is no text");
    }
    return json.path(name).textValue();
  }

  private static double number(JsonNode json) {
    if (!json.isNumber() || !Double.isFinite(json.doubleValue())) {
      throw new IllegalArgumentException("value: is no finite number");
    }
    return json.doubleValue();
  }
}
