package io.athanor.gateway.command;

import io.athanor.gateway.contract.Contract;
import io.athanor.gateway.event.Origin;
import io.athanor.gateway.problem.ProblemCode;
import io.athanor.gateway.problem.ProblemException;
import io.athanor.gateway.security.Role;
import io.athanor.schemas.topic.Topics;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;

/**
 * What may be said by any door: a message of one event type, in the JSON that REST takes for it. It
 * is held to the contract, becomes the same event with the same id as there, and is answered when
 * the broker has it.
 */
public final class Intake {
  private final Map<String, Taker> takers = new TreeMap<>();

  /** Takes one type. */
  private interface Taker {
    CompletableFuture<JsonObject> take(JsonObject data, Optional<String> key, Origin origin);
  }

  /** Over the commands of the REST door. */
  public Intake(
      Contract contract,
      ReadingCommands readings,
      CampaignCommands campaigns,
      FactCommands facts,
      InstrumentCommands instruments) {
    like(contract, "reportReading").accept(Topics.READING_REPORTED.name(), readings::one);
    like(contract, "reportSimulation")
        .accept(Topics.SIMULATION_COMPLETED.name(), facts::simulation);
    like(contract, "reportLiterature").accept(Topics.LITERATURE_EMBEDDED.name(), facts::literature);
    like(contract, "proposeCandidates")
        .accept(
            Topics.CANDIDATE_PROPOSED.name(),
            (data, key, origin) ->
                campaigns.proposeOne(
                    take(contract, data, "campaignId", "CampaignId"), data, origin));
    like(contract, "registerInstrument")
        .accept(
            Topics.INSTRUMENT_REGISTERED.name(),
            (data, key, origin) -> {
              String id = take(contract, data, "instrumentId", "InstrumentId");
              return instruments
                  .register(id, data, key, origin)
                  .thenApply(
                      event ->
                          new JsonObject()
                              .put("id", event.getMeta().getId())
                              .put("instrumentId", id));
            });
  }

  /** Takes a type from whoever may say it by REST. */
  private BiConsumer<String, Taker> like(Contract contract, String operationId) {
    Set<Role> roles = contract.operation(operationId).roles();
    return (type, taker) ->
        takers.put(
            type,
            (data, key, origin) -> {
              origin.caller().require(roles);
              return taker.take(data, key, origin);
            });
  }

  /** The event types it takes: names of topics. */
  public Set<String> types() {
    return Set.copyOf(takers.keySet());
  }

  /**
   * Takes a message.
   *
   * @param data its content; not changed
   * @param key the sender's own name of the message
   * @return what the sender is answered: the event's id and key
   * @throws ProblemException naming the field relative to {@code data}
   */
  public CompletableFuture<JsonObject> take(
      String type, JsonObject data, Optional<String> key, Origin origin) {
    Taker taker = takers.get(type);
    if (taker == null) {
      throw ProblemException.of(ProblemCode.CONTRACT, "is none of " + takers.keySet());
    }
    return taker.take(data.copy(), key, origin);
  }

  /** Takes a member out that REST has in the path. */
  private static String take(Contract contract, JsonObject data, String name, String schema) {
    Object value = data.remove(name);
    if (value == null) {
      throw ProblemException.at("/" + name, ProblemCode.CONTRACT, "is missing");
    }
    try {
      contract.check(schema, value);
    } catch (ProblemException e) {
      throw ProblemException.at("/" + name, e.problem().code(), e.problem().detail());
    }
    return (String) value;
  }
}
