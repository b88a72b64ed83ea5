package io.athanor.gateway.command;

import io.athanor.event.ReadingReported;
import io.athanor.gateway.contract.Contract;
import io.athanor.gateway.event.Origin;
import io.athanor.gateway.event.Readings;
import io.athanor.gateway.log.EventLog;
import io.athanor.gateway.problem.ProblemCode;
import io.athanor.gateway.problem.ProblemException;
import io.athanor.gateway.view.Seen;
import io.athanor.gateway.view.View;
import io.athanor.schemas.topic.Topics;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Takes readings. */
public final class ReadingCommands {
  private static final int ACCEPTED = 202;
  private static final String KEY = "idempotencyKey";

  private final Contract contract;
  private final EventLog log;
  private final View view;

  /** With the log to write to. */
  public ReadingCommands(Contract contract, EventLog log, View view) {
    this.contract = contract;
    this.log = log;
    this.view = view;
  }

  /** One reading that fits the contract. */
  public CompletableFuture<Reply> report(JsonObject json, Optional<String> key, Origin origin) {
    return append(json, key, origin).thenApply(body -> new Reply(ACCEPTED, body));
  }

  /** Many readings. */
  public CompletableFuture<Reply> reportAll(JsonObject json, Origin origin) {
    return Batch.handle(
        json.getJsonArray("readings"), item -> reportOne(item, origin), item -> new JsonObject());
  }

  private CompletableFuture<JsonObject> reportOne(Object item, Origin origin) {
    JsonObject json = item instanceof JsonObject object ? object.copy() : new JsonObject();
    Object key = json.remove(KEY);
    if (key != null && !(key instanceof String text && !text.isEmpty() && text.length() <= 256)) {
      throw ProblemException.at(
          "/" + KEY, ProblemCode.CONTRACT, "must be a string of 1 to 256 characters");
    }
    return one(json, Optional.ofNullable((String) key), origin);
  }

  /** One reading of another door, with what it is answered. */
  CompletableFuture<JsonObject> one(JsonObject json, Optional<String> key, Origin origin) {
    contract.check("Reading", json);
    return append(json, key, origin);
  }

  private CompletableFuture<JsonObject> append(
      JsonObject json, Optional<String> key, Origin origin) {
    origin.caller().requireInstrument(json.getString("instrumentId"), "/instrumentId");
    Seen seen = view.seenBy(origin.caller());
    String campaignId = json.getString("campaignId");
    if (campaignId != null && seen.definition(campaignId).isEmpty()) {
      throw ProblemException.at(
          "/campaignId", ProblemCode.UNKNOWN_CAMPAIGN, "no campaign has this id");
    }
    String experimentId = json.getString("experimentId");
    if (experimentId != null && seen.isForeign(experimentId)) {
      throw ProblemException.at(
          "/experimentId", ProblemCode.INVALID_FIELD, "no experiment has this id");
    }
    ReadingReported event = Readings.read(json, key, origin);
    JsonObject answer =
        new JsonObject().put("id", event.getMeta().getId()).put("sampleId", event.getSampleId());
    return log.append(Topics.READING_REPORTED, event.getSampleId(), event)
        .thenApply(position -> answer);
  }
}
