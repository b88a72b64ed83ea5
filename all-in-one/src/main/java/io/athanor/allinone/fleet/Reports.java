package io.athanor.allinone.fleet;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;

/** What a robot says of a step, in the door's words. */
final class Reports {
  /** The property that campaigns of the fleet want. */
  static final String PROPERTY = "fleet_merit";

  private Reports() {}

  static JsonObject running(Lease lease, String worker) {
    return step(lease, worker, "running");
  }

  static JsonObject alive(Lease lease, String worker) {
    return step(lease, worker, "partial");
  }

  static JsonObject stepDone(Lease lease, String worker) {
    return step(lease, worker, "partial").put("stepDone", true);
  }

  static JsonObject succeeded(Lease lease, String worker) {
    return step(lease, worker, "succeeded")
        .put("sampleIds", new JsonArray().add(sampleId(lease.experimentId())));
  }

  static JsonObject failed(Lease lease, String worker, Sample.Bad bad, boolean withEvidence) {
    JsonObject json =
        step(lease, worker, "failed")
            .put("failureKind", bad.kind())
            .put("reason", "simulated: " + bad.cause());
    if (withEvidence) {
      JsonObject evidence = new JsonObject();
      bad.evidence().forEach(evidence::put);
      json.put("retryable", bad.retryable()).put("evidence", evidence);
    }
    return json;
  }

  static JsonObject reading(Lease lease, String instrumentId, double value, Instant at) {
    return new JsonObject()
        .put("sampleId", sampleId(lease.experimentId()))
        .put("candidateId", lease.candidateId())
        .put("campaignId", lease.campaignId())
        .put("experimentId", lease.experimentId())
        .put("instrumentId", instrumentId)
        .put("technique", "scalar")
        .put("occurredAt", at.toString())
        .put("simulated", true)
        .put(
            "scalars",
            new JsonObject().put(PROPERTY, new JsonObject().put("value", value).put("unit", "1")));
  }

  private static JsonObject step(Lease lease, String worker, String state) {
    return new JsonObject().put("worker", worker).put("epoch", lease.epoch()).put("state", state);
  }

  private static String sampleId(String experimentId) {
    return "sample-" + experimentId;
  }
}
