package io.athanor.schemas.lifecycle;

import io.athanor.event.ExperimentProgressed;
import io.athanor.event.ExperimentState;

/** People have not decided yet: nobody may lease it. */
public record PendingApproval(Terms terms) implements ExperimentLifecycle {
  @Override
  public ExperimentState state() {
    return ExperimentState.PENDING_APPROVAL;
  }

  @Override
  public int epoch() {
    return 0;
  }

  @Override
  public Transition on(ExperimentProgressed step) {
    if (step.getLeaseEpoch() != 0) {
      return new Refused("lease epoch is " + step.getLeaseEpoch() + ", none was leased");
    }
    return switch (step.getState()) {
      case APPROVED -> approve(step);
      case REJECTED, RETRACTED -> Moves.withdraw(this, step);
      case CANCELLED ->
          step.getWorker() == null ? Moves.withdraw(this, step) : new Refused("not leased");
      case EXPIRED ->
          step.getMeta().getRecordedAt().isBefore(terms.expiresAt())
              ? new Refused("proposal holds until " + terms.expiresAt())
              : Moves.withdraw(this, step);
      case PROPOSED, PENDING_APPROVAL, OFFERED, LEASED, RUNNING, PARTIAL, SUCCEEDED, FAILED ->
          new Refused("not approved");
    };
  }

  private Transition approve(ExperimentProgressed step) {
    if (step.getWorker() != null) {
      return new Refused("a worker cannot approve");
    }
    if (step.getMeta().getRecordedAt().isAfter(terms.expiresAt())) {
      return new Refused("proposal expired at " + terms.expiresAt());
    }
    return new Accepted(Proposed.approved(terms, step.getMeta().getId()));
  }
}
