package io.athanor.acquisition.campaign;

import io.athanor.event.ExperimentState;
import io.athanor.schemas.lifecycle.Held;
import io.athanor.schemas.lifecycle.PendingApproval;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * What becomes of experiments by the word of people and by emergency stops: a function of what was
 * said. Nothing takes effect before it comes back through the log, where the first lease may have
 * been quicker.
 */
final class Settlements {
  private Settlements() {}

  static List<Decision> due(
      Collection<Experiment> experiments, People people, boolean halted, Instant now) {
    List<Decision> decisions = new ArrayList<>();
    for (Experiment experiment : experiments) {
      if (!experiment.life().isEnded()) {
        People.Said said = people.about(experiment.experimentId());
        due(experiment, said, halted, now)
            .ifPresent(
                settled ->
                    decisions.add(
                        new Decision.Settle(
                            experiment.experimentId(),
                            settled.state(),
                            experiment.life().epoch(),
                            settled.reason())));
      }
    }
    return decisions;
  }

  private record Settled(ExperimentState state, String reason) {}

  private static Optional<Settled> due(
      Experiment experiment, People.Said said, boolean halted, Instant now) {
    boolean pending = experiment.life() instanceof PendingApproval;
    if (said.cancelledBy().isPresent()) {
      return settled(ExperimentState.CANCELLED, "cancelled by " + said.cancelledBy().get());
    }
    if (experiment.life() instanceof Held || !experiment.isUnbegun()) {
      return Optional.empty();
    }
    ExperimentState withdrawn = pending ? ExperimentState.REJECTED : ExperimentState.RETRACTED;
    if (said.vetoedBy().isPresent()) {
      return settled(withdrawn, "vetoed by " + said.vetoedBy().get());
    }
    if (said.edit().isPresent()) {
      return settled(withdrawn, "edited by " + said.edit().get().by());
    }
    if (experiment.isBlocked()) {
      return settled(ExperimentState.REJECTED, "blocked by the critic");
    }
    if (halted) {
      return settled(ExperimentState.RETRACTED, "halted");
    }
    return pending ? approval(experiment, said, now) : Optional.empty();
  }

  private static Optional<Settled> approval(Experiment experiment, People.Said said, Instant now) {
    // a campaign of an older version asks for approval and does not say of how many
    int quorum = experiment.approval().map(ApprovalNeeded::quorum).orElse(1);
    Optional<Instant> silence = experiment.approval().flatMap(ApprovalNeeded::vetoUntil);
    if (silence.isPresent()) {
      return now.isBefore(silence.get())
          ? Optional.empty()
          : settled(ExperimentState.APPROVED, "nobody objected by " + silence.get());
    }
    return said.approvals() >= quorum
        ? settled(ExperimentState.APPROVED, "approved by " + said.approvers())
        : Optional.empty();
  }

  private static Optional<Settled> settled(ExperimentState state, String reason) {
    return Optional.of(new Settled(state, reason));
  }
}
