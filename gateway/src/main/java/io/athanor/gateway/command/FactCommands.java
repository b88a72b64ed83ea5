package io.athanor.gateway.command;

import io.athanor.event.LiteratureEmbedded;
import io.athanor.event.SimulationCompleted;
import io.athanor.gateway.contract.Contract;
import io.athanor.gateway.event.Literature;
import io.athanor.gateway.event.Origin;
import io.athanor.gateway.event.Simulations;
import io.athanor.gateway.log.EventLog;
import io.athanor.gateway.problem.ProblemCode;
import io.athanor.gateway.problem.ProblemException;
import io.athanor.gateway.view.View;
import io.athanor.schemas.topic.Topics;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Takes what was computed and what was read: facts that no instrument measured. */
public final class FactCommands {
  private final Contract contract;
  private final EventLog log;
  private final View view;

  /** With the log to write to. */
  public FactCommands(Contract contract, EventLog log, View view) {
    this.contract = contract;
    this.log = log;
    this.view = view;
  }

  /** A computation. */
  public CompletableFuture<JsonObject> simulation(
      JsonObject json, Optional<String> key, Origin origin) {
    contract.check("Simulation", json);
    String campaignId = json.getString("campaignId");
    if (campaignId != null && view.seenBy(origin.caller()).definition(campaignId).isEmpty()) {
      throw ProblemException.at(
          "/campaignId", ProblemCode.UNKNOWN_CAMPAIGN, "no campaign has this id");
    }
    SimulationCompleted event = Simulations.read(json, key, origin);
    JsonObject answer =
        new JsonObject()
            .put("id", event.getMeta().getId())
            .put("candidateId", event.getCandidateId());
    return log.append(Topics.SIMULATION_COMPLETED, event.getCandidateId(), event)
        .thenApply(position -> answer);
  }

  /** A document. */
  public CompletableFuture<JsonObject> literature(
      JsonObject json, Optional<String> key, Origin origin) {
    contract.check("Literature", json);
    LiteratureEmbedded event = Literature.read(json, key, origin);
    JsonObject answer =
        new JsonObject()
            .put("id", event.getMeta().getId())
            .put("documentId", event.getDocumentId());
    return log.append(Topics.LITERATURE_EMBEDDED, event.getDocumentId(), event)
        .thenApply(position -> answer);
  }
}
