package io.athanor.acquisition.analysis.fork;

import io.athanor.acquisition.campaign.CampaignEvent.ExperimentMoved;
import io.athanor.event.ExperimentProgressed;
import io.athanor.event.ExperimentState;
import io.athanor.event.Meta;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Steps of experiments that only a fork does. */
final class Steps {
  private static final String WORKER = "fork";

  private Steps() {}

  /** It fails as another one did. */
  static List<ExperimentMoved> failing(
      String campaignId, String experimentId, ExperimentProgressed as, Instant at) {
    ExperimentProgressed last =
        step(campaignId, experimentId, ExperimentState.FAILED, at)
            .setFailureKind(as.getFailureKind())
            .setRetryable(as.getRetryable())
            .setEvidence(as.getEvidence())
            .build();
    return Stream.concat(
            Stream.of(ExperimentState.LEASED, ExperimentState.RUNNING)
                .map(state -> step(campaignId, experimentId, state, at).build()),
            Stream.of(last))
        .map(ExperimentMoved::new)
        .toList();
  }

  /** It succeeds. */
  static List<ExperimentMoved> succeeding(String campaignId, String experimentId, Instant at) {
    return Stream.of(ExperimentState.LEASED, ExperimentState.RUNNING, ExperimentState.SUCCEEDED)
        .map(state -> new ExperimentMoved(step(campaignId, experimentId, state, at).build()))
        .toList();
  }

  /** The campaign withdraws it. */
  static ExperimentMoved settled(
      String campaignId, String experimentId, ExperimentState state, int epoch, Instant at) {
    return new ExperimentMoved(
        step(campaignId, experimentId, state, at)
            .setWorker(null)
            .setLeaseExpiresAt(null)
            .setLeaseEpoch(epoch)
            .build());
  }

  private static ExperimentProgressed.Builder step(
      String campaignId, String experimentId, ExperimentState state, Instant at) {
    boolean holds = state == ExperimentState.LEASED || state == ExperimentState.RUNNING;
    return ExperimentProgressed.newBuilder()
        .setMeta(
            Meta.newBuilder()
                .setId(experimentId + "/" + state)
                .setSource(WORKER)
                .setOccurredAt(at)
                .setRecordedAt(at)
                .build())
        .setCampaignId(campaignId)
        .setExperimentId(experimentId)
        .setState(state)
        .setLeaseEpoch(1)
        .setWorker(WORKER)
        .setEvidence(Map.of())
        .setLeaseExpiresAt(holds ? at.plusSeconds(1) : null);
  }
}
