package io.athanor.schemas.signing;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Orders as bytes and back. The form is canonical JSON (RFC 8785); bytes in any other form (white
 * space, another order, a name twice, a member too many, a number written otherwise) are refused,
 * so there is exactly one byte string for an order. {@code "type"} is {@value #TYPE}: bytes signed
 * for another purpose are no order.
 */
public final class OrderCodec {
  /** Kind and version of the bytes. */
  public static final String TYPE = "athanor-actuation-order-1";

  /** Longer ones are refused unread (bytes). */
  public static final int MAXIMUM_BYTES = 1 << 20;

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private OrderCodec() {}

  /** The canonical bytes. */
  public static byte[] encode(ActuationOrder order) {
    Map<String, Object> json = new TreeMap<>();
    json.put("type", TYPE);
    json.put("experimentId", order.experimentId());
    json.put("campaignId", order.campaignId());
    order.tenant().ifPresent(tenant -> json.put("tenant", tenant));
    json.put("campaignEpoch", order.campaignEpoch());
    json.put("ordinal", order.ordinal());
    json.put("candidateId", order.candidateId());
    order.formula().ifPresent(formula -> json.put("formula", formula));
    json.put("steps", order.steps().stream().map(OrderCodec::step).toList());
    Map<String, Object> parameters = new TreeMap<>();
    order.parameters().forEach((name, setting) -> parameters.put(name, setting(setting)));
    json.put("parameters", parameters);
    json.put("notBefore", order.notBefore().toString());
    json.put("expiresAt", order.expiresAt().toString());
    json.put("simulated", order.simulated());
    json.put("keyId", order.keyId());
    return CanonicalJson.bytes(json);
  }

  /**
   * The order that the bytes say.
   *
   * @throws IllegalArgumentException naming the field and what is wrong with it
   */
  public static ActuationOrder decode(byte[] bytes) {
    if (bytes.length > MAXIMUM_BYTES) {
      throw new IllegalArgumentException("order: " + bytes.length + " bytes are too many");
    }
    JsonNode json;
    try {
      json = JSON.readTree(bytes);
    } catch (IOException e) {
      throw new IllegalArgumentException("order: is no JSON", e);
    }
    if (!TYPE.equals(text(json, "type"))) {
      throw new IllegalArgumentException("type: is not " + TYPE);
    }
    ActuationOrder order =
        new ActuationOrder(
            text(json, "experimentId"),
            text(json, "campaignId"),
            optional(json, "tenant"),
            whole(json, "campaignEpoch"),
            whole(json, "ordinal"),
            text(json, "candidateId"),
            optional(json, "formula"),
            steps(json),
            parameters(json),
            instant(json, "notBefore"),
            instant(json, "expiresAt"),
            flag(json, "simulated"),
            text(json, "keyId"));
    if (!Arrays.equals(encode(order), bytes)) {
      throw new IllegalArgumentException("order: the bytes are not in canonical form");
    }
    return order;
  }

  private static Map<String, Object> step(ActuationOrder.Step step) {
    Map<String, Object> json = new TreeMap<>();
    json.put("name", step.name());
    json.put("technique", step.technique());
    step.seconds().ifPresent(seconds -> json.put("seconds", seconds));
    return json;
  }

  private static Map<String, Object> setting(ActuationOrder.Setting setting) {
    if (setting instanceof ActuationOrder.Amount amount) {
      return Map.of("value", amount.value(), "unit", amount.unit());
    }
    return Map.of("option", ((ActuationOrder.Option) setting).option());
  }

  private static List<ActuationOrder.Step> steps(JsonNode json) {
    List<ActuationOrder.Step> steps = new ArrayList<>();
    for (JsonNode each : member(json, "steps")) {
      Optional<Double> seconds =
          each.has("seconds") ? Optional.of(number(each, "seconds")) : Optional.empty();
      steps.add(new ActuationOrder.Step(text(each, "name"), text(each, "technique"), seconds));
    }
    return steps;
  }

  private static Map<String, ActuationOrder.Setting> parameters(JsonNode json) {
    Map<String, ActuationOrder.Setting> parameters = new TreeMap<>();
    for (Map.Entry<String, JsonNode> each : member(json, "parameters").properties()) {
      JsonNode said = each.getValue();
      try {
        parameters.put(
            each.getKey(),
            said.has("option")
                ? new ActuationOrder.Option(text(said, "option"))
                : new ActuationOrder.Amount(number(said, "value"), text(said, "unit")));
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException("parameters." + each.getKey() + "." + e.getMessage(), e);
      }
    }
    return parameters;
  }

  private static JsonNode member(JsonNode json, String name) {
    JsonNode value = json.get(name);
    if (value == null) {
      throw new IllegalArgumentException(name + ": is missing");
    }
    return value;
  }

  private static String text(JsonNode json, String name) {
    JsonNode value = member(json, name);
    if (!value.isTextual()) {
      throw new IllegalArgumentException(name + ": is no text");
    }
    return value.textValue();
  }

  private static Optional<String> optional(JsonNode json, String name) {
    return json.has(name) ? Optional.of(text(json, name)) : Optional.empty();
  }

  private static double number(JsonNode json, String name) {
    JsonNode value = member(json, name);
    if (!value.isNumber()) {
      throw new IllegalArgumentException(name + ": is no number");
    }
    return value.doubleValue();
  }

  private static int whole(JsonNode json, String name) {
    double value = number(json, name);
    if (value != (int) value) {
      throw new IllegalArgumentException(name + ": " + value + " is no whole number in range");
    }
    return (int) value;
  }

  private static boolean flag(JsonNode json, String name) {
    JsonNode value = member(json, name);
    if (!value.isBoolean()) {
      throw new IllegalArgumentException(name + ": is neither true nor false");
    }
    return value.booleanValue();
  }

  private static Instant instant(JsonNode json, String name) {
    try {
      return Instant.parse(text(json, name));
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(name + ": is no moment as RFC 3339 writes it", e);
    }
  }
}
