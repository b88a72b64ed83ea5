package io.athanor.gateway.event;

import io.athanor.event.Candidate;
import io.athanor.event.SimulationCompleted;
import io.athanor.gateway.problem.ProblemCode;
import io.athanor.gateway.problem.ProblemException;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Computations: JSON to {@link SimulationCompleted}. */
public final class Simulations {
  private Simulations() {}

  /**
   * The event of a computation that fits the contract; its candidate's id follows from the
   * material.
   *
   * @param key the sender's own name of the message
   * @throws ProblemException naming the field that cannot be
   */
  public static SimulationCompleted read(JsonObject json, Optional<String> key, Origin origin) {
    Optional<Instant> occurredAt =
        Optional.ofNullable(json.getString("occurredAt"))
            .map(text -> Values.past(text, origin.now(), "/occurredAt"));
    String source = origin.source("simulator/" + json.getString("simulator"));
    Candidate candidate = Candidates.candidate(json, List.of());
    JsonObject properties = json.getJsonObject("properties");
    if (properties.isEmpty()) {
      throw ProblemException.at(
          "/properties", ProblemCode.CONTRACT, "must have at least 1 members");
    }
    JsonObject relaxed = json.getJsonObject("relaxedCrystal");
    return SimulationCompleted.newBuilder()
        .setMeta(
            origin.meta(
                origin.id(source, occurredAt, key),
                source,
                occurredAt.orElse(origin.now()),
                json.getString("campaignId")))
        .setCandidateId(candidate.getCandidateId())
        .setCandidate(candidate)
        .setMethod(json.getString("method"))
        .setFidelity(json.getString("fidelity"))
        .setConverged(json.getBoolean("converged"))
        .setProperties(Values.quantities(properties, "/properties"))
        .setCampaignId(json.getString("campaignId"))
        .setExperimentId(experimentId(json))
        .setRelaxedCrystal(
            relaxed == null ? null : Candidates.structure(relaxed, "/relaxedCrystal"))
        .build();
  }

  private static String experimentId(JsonObject json) {
    String experimentId = json.getString("experimentId");
    if (experimentId != null && json.getString("campaignId") == null) {
      throw ProblemException.at(
          "/experimentId", ProblemCode.INVALID_FIELD, "needs the campaignId beside it");
    }
    return experimentId;
  }
}
