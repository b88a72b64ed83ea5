package io.athanor.gateway.event;

import io.athanor.event.ExperimentProgressed;
import io.athanor.event.ExperimentState;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Steps in an experiment's life: JSON to {@link ExperimentProgressed}, and back. */
public final class Steps {
  private Steps() {}

  /**
   * What a step is about.
   *
   * @param campaignId the campaign
   * @param experimentId the experiment
   * @param lease how long a lease of this campaign holds
   */
  public record Subject(String campaignId, String experimentId, Duration lease) {}

  /**
   * What is claimed.
   *
   * @param epoch of the lease
   * @param step 0-based step of the recipe
   * @param instrumentId where it is to be done; empty where the worker does not say
   */
  public record Claim(int epoch, int step, Optional<String> instrumentId) {}

  /** A claim of a lease. */
  public static ExperimentProgressed claim(
      Subject subject, String worker, Claim claim, Origin origin) {
    String source = source(worker);
    return ExperimentProgressed.newBuilder()
        .setMeta(
            origin.meta(
                origin.id(source, Optional.empty(), Optional.empty()),
                source,
                origin.now(),
                subject.experimentId()))
        .setCampaignId(subject.campaignId())
        .setExperimentId(subject.experimentId())
        .setState(ExperimentState.LEASED)
        .setLeaseEpoch(claim.epoch())
        .setStep(claim.step())
        .setInstrumentId(claim.instrumentId().orElse(null))
        .setWorker(worker)
        .setLeaseExpiresAt(origin.now().plus(subject.lease()))
        .build();
  }

  /**
   * The step of a report that fits the contract; the same report under the same key has the same
   * event id.
   *
   * @param current step of the recipe, for a report that does not say which it is about
   */
  public static ExperimentProgressed read(
      JsonObject json, Subject subject, int current, Optional<String> key, Origin origin) {
    String worker = json.getString("worker");
    ExperimentState state = Spelling.read(ExperimentState.class, json.getString("state"));
    int epoch = Values.integer(json.getNumber("epoch"));
    String source = source(worker);
    Optional<String> name =
        key.map(each -> String.join("\u0000", subject.experimentId(), "" + epoch, each));
    List<String> samples = new ArrayList<>();
    json.getJsonArray("sampleIds", new JsonArray()).forEach(each -> samples.add((String) each));
    boolean renews = state == ExperimentState.RUNNING || state == ExperimentState.PARTIAL;
    return ExperimentProgressed.newBuilder()
        .setMeta(
            origin.meta(
                origin.id(source, Optional.empty(), name),
                source,
                origin.now(),
                subject.experimentId()))
        .setCampaignId(subject.campaignId())
        .setExperimentId(subject.experimentId())
        .setState(state)
        .setLeaseEpoch(epoch)
        .setWorker(worker)
        .setLeaseExpiresAt(renews ? origin.now().plus(subject.lease()) : null)
        .setFailureKind(json.getString("failureKind"))
        .setReason(json.getString("reason"))
        .setSampleIds(samples)
        .setStep(Values.integer(json.getNumber("step", current)))
        .setStepDone(json.getBoolean("stepDone", false))
        .setRetryable(json.getBoolean("retryable"))
        .setEvidence(evidence(json.getJsonObject("evidence", new JsonObject())))
        .build();
  }

  private static Map<String, Double> evidence(JsonObject json) {
    Map<String, Double> evidence = new TreeMap<>();
    for (String name : json.fieldNames()) {
      evidence.put(name, Values.finite(json.getNumber(name), Values.pointer("/evidence", name)));
    }
    return evidence;
  }

  /** As the door shows a step that holds. */
  public static JsonObject json(ExperimentProgressed step) {
    JsonObject json =
        new JsonObject()
            .put("experimentId", step.getExperimentId())
            .put("campaignId", step.getCampaignId())
            .put("state", Spelling.of(step.getState()))
            .put("epoch", step.getLeaseEpoch());
    Values.putIfPresent(json, "worker", step.getWorker());
    Values.putIfPresent(json, "leaseExpiresAt", step.getLeaseExpiresAt());
    Values.putIfPresent(json, "failureKind", step.getFailureKind());
    Values.putIfPresent(json, "reason", step.getReason());
    Values.putIfPresent(json, "instrumentId", step.getInstrumentId());
    json.put("step", step.getStep());
    if (step.getStepDone()) {
      json.put("stepDone", true);
    }
    Values.putIfPresent(json, "retryable", step.getRetryable());
    if (!step.getEvidence().isEmpty()) {
      json.put("evidence", new JsonObject(new TreeMap<>(step.getEvidence())));
    }
    return json.put("sampleIds", new JsonArray(List.copyOf(step.getSampleIds())))
        .put("recordedAt", step.getMeta().getRecordedAt().toString());
  }

  private static String source(String worker) {
    return "worker/" + worker;
  }
}
