package io.athanor.allinone.fleet;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * A lease as the door gave it.
 *
 * @param isRunning whether the permission to actuate was given already
 * @param parameters numbers of the candidate, by name
 */
record Lease(
    String campaignId,
    String experimentId,
    String candidateId,
    int step,
    int epoch,
    boolean isRunning,
    Instant expiresAt,
    Map<String, Double> parameters) {
  Lease {
    parameters = Map.copyOf(parameters);
  }

  StepKey key() {
    return new StepKey(experimentId, step);
  }

  static Lease of(JsonObject json) {
    JsonObject proposal = json.getJsonObject("proposal");
    Map<String, Double> parameters = new TreeMap<>();
    JsonObject candidate = proposal.getJsonObject("candidate");
    for (Map.Entry<String, Object> each :
        candidate.getJsonObject("parameters", new JsonObject()).getMap().entrySet()) {
      if (each.getValue() instanceof Number number) {
        parameters.put(each.getKey(), number.doubleValue());
      }
    }
    return new Lease(
        proposal.getString("campaignId"),
        json.getString("experimentId"),
        proposal.getString("candidateId"),
        json.getInteger("step", proposal.getInteger("step", 0)),
        json.getInteger("epoch"),
        "running".equals(json.getString("state")),
        Instant.parse(json.getString("leaseExpiresAt")),
        parameters);
  }
}
