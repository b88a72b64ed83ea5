package io.athanor.allinone.fleet;

import io.athanor.event.AcquisitionBreakdown;
import io.athanor.event.Approval;
import io.athanor.event.Candidate;
import io.athanor.event.Dispatch;
import io.athanor.event.DispatchMode;
import io.athanor.event.ExperimentProgressed;
import io.athanor.event.ExperimentProposed;
import io.athanor.event.ExperimentState;
import io.athanor.event.Meta;
import io.athanor.event.OffsetSeen;
import io.athanor.event.RecipeStep;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Facts for tests; seconds since {@link #START} stand for times. */
final class Facts {
  static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  static final String CAMPAIGN = "c";
  static final String ROBOT = "robot";

  private int number;

  static Instant at(double seconds) {
    return START.plusMillis(Math.round(1_000 * seconds));
  }

  static Actuation actuation(String experiment, int step, int epoch, double from, double to) {
    return new Actuation(
        ROBOT, CAMPAIGN, experiment, step, epoch, ROBOT, at(from), to < 0 ? null : at(to));
  }

  static ExperimentProposed proposal(String experiment, int steps, OffsetSeen... seen) {
    List<RecipeStep> recipe = new ArrayList<>();
    for (int i = 0; i < steps; i++) {
      recipe.add(RecipeStep.newBuilder().setName("s" + i).setTechnique("t" + i).build());
    }
    return ExperimentProposed.newBuilder()
        .setMeta(meta("p-" + experiment, 0))
        .setCampaignId(CAMPAIGN)
        .setExperimentId(experiment)
        .setOrdinal(0)
        .setCandidateId("k")
        .setCandidate(Candidate.newBuilder().setCandidateId("k").build())
        .setObjective("y")
        .setWhy(
            AcquisitionBreakdown.newBuilder()
                .setObjectives(List.of())
                .setFunction("random")
                .setValue(0)
                .setObservations(0)
                .setPending(0)
                .build())
        .setSeed(1)
        .setApproval(Approval.AUTOMATIC)
        .setRunnersUp(List.of())
        .setOffsetsSeen(List.of(seen))
        .setProposedAt(at(0))
        .setExpiresAt(at(10_000))
        .setDispatch(Dispatch.newBuilder().setMode(DispatchMode.OPEN).setRecipe(recipe).build())
        .build();
  }

  ExperimentProgressed said(String experiment, ExperimentState state, int epoch, double when) {
    return said(experiment, state, epoch, 0, when);
  }

  ExperimentProgressed said(
      String experiment, ExperimentState state, int epoch, int step, double when) {
    boolean stepDone = state == ExperimentState.PARTIAL;
    return ExperimentProgressed.newBuilder()
        .setMeta(meta("s-" + number++, when))
        .setCampaignId(CAMPAIGN)
        .setExperimentId(experiment)
        .setState(state)
        .setLeaseEpoch(epoch)
        .setStep(step)
        .setStepDone(stepDone)
        .setWorker(state == ExperimentState.EXPIRED ? null : ROBOT)
        .setLeaseExpiresAt(state == ExperimentState.LEASED ? at(when + 60) : null)
        .build();
  }

  static LogFold.Outcome place(long offset, double when) {
    return new LogFold.Outcome("experiment-progressed", 0, offset, at(when));
  }

  private static Meta meta(String id, double when) {
    return Meta.newBuilder()
        .setId(id)
        .setSource("test")
        .setOccurredAt(at(when))
        .setRecordedAt(at(when))
        .build();
  }
}
