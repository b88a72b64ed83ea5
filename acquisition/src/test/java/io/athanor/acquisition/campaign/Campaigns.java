package io.athanor.acquisition.campaign;

import io.athanor.acquisition.campaign.CampaignDefinition.Feature;
import io.athanor.acquisition.campaign.CampaignDefinition.Wanted;
import io.athanor.acquisition.campaign.CampaignEvent.CandidateAdmitted;
import io.athanor.acquisition.campaign.CampaignEvent.ExperimentMoved;
import io.athanor.acquisition.planner.Policy;
import io.athanor.acquisition.planner.Stopping;
import io.athanor.acquisition.planner.objective.Goal;
import io.athanor.acquisition.planner.objective.Objective;
import io.athanor.acquisition.planner.space.Point;
import io.athanor.event.ExperimentProgressed;
import io.athanor.event.ExperimentState;
import io.athanor.event.Meta;
import io.athanor.materials.space.Parameter;
import io.athanor.schemas.lifecycle.Terms;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** Small campaigns for tests. */
final class Campaigns {
  static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  static final Duration GRACE = Duration.ofMinutes(2);
  static final Duration PROPOSAL = Duration.ofMinutes(60);
  static final Duration LEASE = Duration.ofMinutes(10);
  static final List<Parameter> LINE = List.of(new Parameter.Continuous("x", 0, 1));

  private Campaigns() {}

  static CampaignDefinition definition(
      int pool, int budget, int parallelism, Policy.Acquisition acquisition, Feature... features) {
    return new CampaignDefinition(
        "campaign-1",
        List.of(new Wanted("yield", "%", Objective.of(new Goal.Maximize()))),
        new CampaignDefinition.DeclaredPool(pool, LINE),
        new Policy(acquisition, Policy.Surrogate.GAUSSIAN_PROCESS, 1, 2),
        Stopping.never(),
        features.length == 0 ? Set.of(Feature.PARAMETERS) : Set.of(features),
        budget,
        parallelism,
        PROPOSAL,
        7,
        CampaignDefinition.State.OPEN);
  }

  static CandidateAdmitted candidate(int index, int pool) {
    return new CandidateAdmitted(index, "c-" + index, new Point(List.of(index / (double) pool)));
  }

  static CampaignEvent.ExperimentProposed fedBack(Decision.Propose proposal) {
    return new CampaignEvent.ExperimentProposed(
        proposal.experimentId(),
        proposal.ordinal(),
        proposal.candidate(),
        proposal.candidateId().orElse("c-new"),
        proposal.choice().point(),
        Terms.open(proposal.expiresAt()),
        proposal.interval());
  }

  static ExperimentMoved step(
      String id,
      String experimentId,
      ExperimentState state,
      int epoch,
      String worker,
      Instant now) {
    boolean holds =
        state == ExperimentState.LEASED
            || state == ExperimentState.RUNNING
            || state == ExperimentState.PARTIAL;
    return new ExperimentMoved(
        ExperimentProgressed.newBuilder()
            .setMeta(
                Meta.newBuilder()
                    .setId(id)
                    .setSource("test")
                    .setOccurredAt(now)
                    .setRecordedAt(now)
                    .build())
            .setCampaignId("campaign-1")
            .setExperimentId(experimentId)
            .setState(state)
            .setLeaseEpoch(epoch)
            .setWorker(worker)
            .setLeaseExpiresAt(holds ? now.plus(LEASE) : null)
            .build());
  }
}
