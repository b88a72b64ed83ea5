package io.athanor.acquisition.analysis.fork;

import io.athanor.acquisition.campaign.Campaign;
import io.athanor.acquisition.campaign.CampaignDefinition;
import io.athanor.acquisition.campaign.CampaignEvent;
import io.athanor.acquisition.campaign.Decision;
import io.athanor.acquisition.planner.Policy;
import io.athanor.acquisition.planner.Stopping;
import io.athanor.acquisition.planner.objective.Goal;
import io.athanor.acquisition.planner.objective.Objective;
import io.athanor.acquisition.planner.space.Point;
import io.athanor.acquisition.topology.CampaignFold.Told;
import io.athanor.event.ExperimentProgressed;
import io.athanor.event.ExperimentState;
import io.athanor.event.Meta;
import io.athanor.materials.space.Parameter;
import io.athanor.schemas.lifecycle.Terms;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/** A campaign over a pool that really happens, written down as a journal. */
final class Histories {
  static final Duration GRACE = Duration.ofMinutes(2);
  static final String ID = "campaign-1";
  static final String UNIT = "%";
  private static final String PROPERTY = "yield";

  private final List<Told> told = new ArrayList<>();
  private final Campaign campaign = new Campaign(GRACE);
  private final List<Point> points;
  private final ToDoubleFunction<Point> laboratory;
  private final Deque<CampaignEvent.ExperimentProposed> open = new ArrayDeque<>();
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private long offset;
  private int failEvery = Integer.MAX_VALUE;

  Histories(List<Point> points, ToDoubleFunction<Point> laboratory) {
    this.points = points;
    this.laboratory = laboratory;
  }

  /** Every so many experiments one fails, by the recipe's fault. */
  Histories failingEvery(int experiments) {
    failEvery = experiments;
    return this;
  }

  static CampaignDefinition definition(int size, int dimensions, Policy policy, int parallelism) {
    List<Parameter> parameters = new ArrayList<>();
    for (int i = 0; i < dimensions; i++) {
      parameters.add(new Parameter.Continuous("x" + i, 0, 1));
    }
    return new CampaignDefinition(
        ID,
        List.of(new CampaignDefinition.Wanted(PROPERTY, UNIT, Objective.of(new Goal.Maximize()))),
        new CampaignDefinition.DeclaredPool(size, parameters),
        policy,
        Stopping.never(),
        Set.of(CampaignDefinition.Feature.PARAMETERS),
        size,
        parallelism,
        Duration.ofDays(365),
        7,
        CampaignDefinition.State.OPEN);
  }

  static Policy policy(Policy.Acquisition acquisition) {
    return new Policy(acquisition, Policy.Surrogate.GAUSSIAN_PROCESS, 1, 2);
  }

  /** The journal after so many experiments. */
  List<Told> run(CampaignDefinition definition, int experiments) {
    hear("campaign-defined", new CampaignEvent.CampaignDefined(definition));
    for (int i = 0; i < points.size(); i++) {
      hear("material-updated", new CampaignEvent.CandidateAdmitted(i, "c-" + i, points.get(i)));
    }
    decide();
    for (int done = 0; done < experiments; done++) {
      CampaignEvent.ExperimentProposed next = open.poll();
      if (done % failEvery == failEvery - 1) {
        fail(next);
      } else {
        hear(
            "observation-derived",
            new CampaignEvent.ObservationReceived(
                "reading-" + done,
                PROPERTY,
                next.candidateId(),
                Optional.of(next.experimentId()),
                laboratory.applyAsDouble(next.point()),
                UNIT));
      }
      decide();
    }
    return List.copyOf(told);
  }

  private void fail(CampaignEvent.ExperimentProposed experiment) {
    for (ExperimentState state :
        List.of(ExperimentState.LEASED, ExperimentState.RUNNING, ExperimentState.FAILED)) {
      hear(
          "experiment-progressed",
          new CampaignEvent.ExperimentMoved(
              ExperimentProgressed.newBuilder()
                  .setMeta(meta("step-" + offset))
                  .setCampaignId(ID)
                  .setExperimentId(experiment.experimentId())
                  .setState(state)
                  .setLeaseEpoch(1)
                  .setWorker("robot")
                  .setLeaseExpiresAt(now.plusSeconds(600))
                  .setFailureKind(state == ExperimentState.FAILED ? "recipe" : null)
                  .setEvidence(Map.of())
                  .build()));
    }
  }

  private void decide() {
    boolean again = true;
    while (again) {
      again = false;
      for (Decision decision : campaign.decide(now)) {
        if (decision instanceof Decision.Propose proposal) {
          CampaignEvent.ExperimentProposed event =
              new CampaignEvent.ExperimentProposed(
                  proposal.experimentId(),
                  proposal.ordinal(),
                  proposal.candidate(),
                  proposal.candidateId().orElseThrow(),
                  points.get(proposal.candidate()),
                  Terms.open(proposal.expiresAt()),
                  proposal.interval(),
                  proposal.approval(),
                  proposal.followsUp());
          own(event);
          open.add(event);
          again = true;
        } else if (decision instanceof Decision.Diagnose diagnose) {
          own(new CampaignEvent.FailureDiagnosed(diagnose.experimentId()));
          again = true;
        }
      }
      now = now.plusSeconds(1);
    }
  }

  private void own(CampaignEvent event) {
    campaign.apply(event);
    told.add(new Told("own", -1, -1, event, meta("own-" + told.size())));
  }

  private void hear(String topic, CampaignEvent event) {
    now = now.plusSeconds(1);
    campaign.apply(event);
    told.add(new Told(topic, 0, offset++, event, meta("event-" + offset)));
  }

  private Meta meta(String id) {
    return Meta.newBuilder()
        .setId(id)
        .setSource("test")
        .setOccurredAt(now)
        .setRecordedAt(now)
        .build();
  }

  /** Ordinals and pool indices of the proposals. */
  static List<Integer> picks(List<Told> told) {
    return told.stream()
        .map(Told::event)
        .filter(CampaignEvent.ExperimentProposed.class::isInstance)
        .map(each -> ((CampaignEvent.ExperimentProposed) each).candidate())
        .toList();
  }
}
