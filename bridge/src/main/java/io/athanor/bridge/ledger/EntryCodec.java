package io.athanor.bridge.ledger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.athanor.bridge.core.Command;
import io.athanor.bridge.core.LedgerEntry;
import io.athanor.schemas.signing.ActuationOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Ledger entries as JSON and back. */
public final class EntryCodec {
  private static final ObjectMapper JSON = new ObjectMapper();

  private EntryCodec() {}

  static ObjectNode json(LedgerEntry entry) {
    ObjectNode json = JSON.createObjectNode();
    json.put("at", entry.at().toString());
    json.put("order", entry.orderId());
    if (entry instanceof LedgerEntry.Intent intent) {
      json.put("kind", "intent");
      json.set("command", json(intent.command()));
      ObjectNode uses = json.putObject("uses");
      intent.uses().forEach(uses::put);
    } else if (entry instanceof LedgerEntry.Done done) {
      json.put("kind", "done");
      json.set("outcome", OutcomeCodec.json(done.outcome()));
    } else {
      json.put("kind", "reported");
      json.put("accepted", ((LedgerEntry.Reported) entry).accepted());
    }
    return json;
  }

  static LedgerEntry entry(JsonNode json) {
    Instant at = Instant.parse(json.required("at").textValue());
    String order = json.required("order").textValue();
    return switch (json.required("kind").textValue()) {
      case "intent" ->
          new LedgerEntry.Intent(
              at, command(json.required("command")), OutcomeCodec.numbers(json.required("uses")));
      case "done" ->
          new LedgerEntry.Done(at, order, OutcomeCodec.outcome(json.required("outcome")));
      case "reported" ->
          new LedgerEntry.Reported(at, order, json.required("accepted").booleanValue());
      default -> throw new IllegalArgumentException("kind: is unknown");
    };
  }

  /** A command as the ledger, and devices outside this process, have it. */
  public static ObjectNode json(Command command) {
    ObjectNode json = JSON.createObjectNode();
    json.put("order", command.orderId());
    json.put("experimentId", command.experimentId());
    json.put("campaignId", command.campaignId());
    json.put("campaignEpoch", command.campaignEpoch());
    json.put("epoch", command.epoch());
    json.put("step", command.step());
    json.put("steps", command.steps());
    json.put("name", command.name());
    json.put("technique", command.technique());
    command.seconds().ifPresent(seconds -> json.put("seconds", seconds));
    json.put("candidateId", command.candidateId());
    command.formula().ifPresent(formula -> json.put("formula", formula));
    ObjectNode settings = json.putObject("parameters");
    command.settings().forEach((name, each) -> put(settings.putObject(name), each));
    json.put("simulated", command.simulated());
    return json;
  }

  private static void put(ObjectNode json, ActuationOrder.Setting setting) {
    if (setting instanceof ActuationOrder.Amount amount) {
      json.put("value", amount.value()).put("unit", amount.unit());
    } else {
      json.put("option", ((ActuationOrder.Option) setting).option());
    }
  }

  /** A command from its JSON. */
  public static Command command(JsonNode json) {
    Map<String, ActuationOrder.Setting> settings = new TreeMap<>();
    json.required("parameters")
        .properties()
        .forEach(each -> settings.put(each.getKey(), setting(each.getValue())));
    return new Command(
        json.required("experimentId").textValue(),
        json.required("campaignId").textValue(),
        json.required("campaignEpoch").intValue(),
        json.required("epoch").intValue(),
        json.required("step").intValue(),
        json.required("steps").intValue(),
        json.required("name").textValue(),
        json.required("technique").textValue(),
        Optional.ofNullable(json.get("seconds")).map(JsonNode::doubleValue),
        json.required("candidateId").textValue(),
        Optional.ofNullable(json.get("formula")).map(JsonNode::textValue),
        settings,
        json.required("simulated").booleanValue());
  }

  private static ActuationOrder.Setting setting(JsonNode json) {
    return json.has("option")
        ? new ActuationOrder.Option(json.get("option").textValue())
        : new ActuationOrder.Amount(
            json.required("value").doubleValue(), json.required("unit").textValue());
  }

  static JsonNode read(byte[] bytes, int from, int length) {
    try {
      return JSON.readTree(new String(bytes, from, length, StandardCharsets.UTF_8));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("it is no JSON", e);
    }
  }

  static byte[] bytes(JsonNode json) {
    try {
      return JSON.writeValueAsBytes(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
