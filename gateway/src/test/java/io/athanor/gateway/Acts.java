package io.athanor.gateway;

import io.athanor.event.Approval;
import io.athanor.event.Dispatch;
import io.athanor.event.DispatchMode;
import io.athanor.event.ExperimentProgressed;
import io.athanor.event.ExperimentProposed;
import io.athanor.event.ExperimentState;
import io.athanor.event.RecipeStep;
import io.athanor.schemas.topic.Topics;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** A laboratory at a door: what the scheduler and acquisition write, and what workers say. */
final class Acts {
  private final Door door;
  private int steps;

  Acts(Door door) {
    this.door = door;
  }

  /** A proposal of two steps that waits for a place. */
  ExperimentProposed schedule(String campaignId, int ordinal) {
    ExperimentProposed proposal = fresh(campaignId, ordinal);
    set(
        proposal,
        "dispatch",
        Dispatch.newBuilder()
            .setMode(DispatchMode.SCHEDULED)
            .setRecipe(
                List.of(
                    new RecipeStep("make", "annealing", 60.0),
                    new RecipeStep("measure", "scalar", null)))
            .build());
    door.log.append(Topics.EXPERIMENT_PROPOSED, campaignId, proposal).join();
    return proposal;
  }

  /** A proposal that people decide about. */
  ExperimentProposed hold(String campaignId, int ordinal) {
    ExperimentProposed proposal = fresh(campaignId, ordinal);
    set(proposal, "approval", Approval.REQUIRED);
    door.log.append(Topics.EXPERIMENT_PROPOSED, campaignId, proposal).join();
    return proposal;
  }

  /** The scheduler offers the next step. */
  void offer(String experimentId, int step, String instrumentId) {
    say(experimentId, ExperimentState.OFFERED, step, 0, instrumentId, now());
  }

  /** Acquisition or the scheduler says a step. */
  void say(
      String experimentId,
      ExperimentState state,
      int step,
      int epoch,
      String instrumentId,
      Instant at) {
    String campaignId = experimentId.substring(0, experimentId.indexOf("-e"));
    ExperimentProgressed said =
        ExperimentProgressed.newBuilder()
            .setMeta(Events.meta("step-" + experimentId + "-" + steps++, at))
            .setCampaignId(campaignId)
            .setExperimentId(experimentId)
            .setState(state)
            .setLeaseEpoch(epoch)
            .setStep(step)
            .setInstrumentId(instrumentId)
            .build();
    door.log.append(Topics.EXPERIMENT_PROGRESSED, campaignId, said).join();
  }

  /** Registers an instrument. */
  void register(String instrumentId) {
    Door.Answer answer =
        door.put(
            "/v1/instruments/" + instrumentId,
            new JsonObject().put("name", instrumentId).put("techniques", JsonArray.of("scalar")));
    if (answer.status() != 200) {
      throw new AssertionError(answer);
    }
  }

  /** What a worker gets at an instrument. */
  JsonArray leases(String instrumentId, String worker, int max) {
    Door.Answer answer =
        door.post(
            "/v1/instruments/" + instrumentId + "/leases",
            new JsonObject().put("worker", worker).put("max", max));
    if (answer.status() != 200) {
      throw new AssertionError(answer);
    }
    return answer.json().getJsonArray("leases");
  }

  /** What a worker gets by asking. */
  JsonArray ask(String campaignId, String worker, int n) {
    Door.Answer answer =
        door.post(
            "/v1/campaigns/" + campaignId + "/ask",
            new JsonObject().put("worker", worker).put("n", n));
    if (answer.status() != 200) {
      throw new AssertionError(answer);
    }
    return answer.json().getJsonArray("leases");
  }

  /** What a worker says of an experiment in its first epoch. */
  Door.Answer of(String experimentId, String what, JsonObject more, String... headers) {
    JsonObject body = new JsonObject().put("worker", "w").put("epoch", 1).mergeIn(more);
    return door.post("/v1/experiments/" + experimentId + "/" + what, body, headers);
  }

  static Instant now() {
    return Instant.now().truncatedTo(ChronoUnit.MICROS);
  }

  /** Records are made by builders; a made one is changed by its fields' names. */
  private static void set(ExperimentProposed proposal, String field, Object value) {
    proposal.put(proposal.getSchema().getField(field).pos(), value);
  }

  private static ExperimentProposed fresh(String campaignId, int ordinal) {
    return Events.proposal(campaignId, ordinal, now().plusSeconds(3600), now(), null);
  }
}
