package io.athanor.schemas.lifecycle;

import io.athanor.event.ExperimentProgressed;
import io.athanor.event.ExperimentState;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * Free to be leased: by any worker, or, on scheduled terms, once it is offered to an instrument and
 * there only.
 *
 * @param state {@code PROPOSED}, {@code APPROVED} or {@code OFFERED}
 * @param epoch of the last lease, 0 before the first
 * @param step 0-based step of the recipe that is to be done next
 * @param offeredTo the instrument, where it is offered to one
 * @param stepId id of the event that made this state; empty at the start
 */
public record Proposed(
    ExperimentState state,
    Terms terms,
    int epoch,
    int step,
    Optional<String> offeredTo,
    String stepId)
    implements ExperimentLifecycle {
  /** Checks that state and offer agree. */
  public Proposed {
    Objects.requireNonNull(stepId, "stepId");
    if ((state == ExperimentState.OFFERED) != offeredTo.isPresent()) {
      throw new IllegalArgumentException("state: " + state + " with offer " + offeredTo);
    }
  }

  static Proposed fresh(Terms terms) {
    return waiting(terms, 0, 0, "");
  }

  static Proposed approved(Terms terms, String stepId) {
    return new Proposed(ExperimentState.APPROVED, terms, 0, 0, Optional.empty(), stepId);
  }

  static Proposed waiting(Terms terms, int epoch, int step, String stepId) {
    return new Proposed(ExperimentState.PROPOSED, terms, epoch, step, Optional.empty(), stepId);
  }

  /** Until when it may be leased; an experiment that has begun stays. */
  public Instant expiresAt() {
    return step == 0 ? terms.expiresAt() : Instant.MAX;
  }

  /** Whether an instrument may lease it now; a worker of an open campaign names none. */
  public boolean mayLease(Optional<String> instrumentId) {
    return terms.scheduled() ? offeredTo.isPresent() && offeredTo.equals(instrumentId) : true;
  }

  @Override
  public Transition on(ExperimentProgressed said) {
    if (said.getMeta().getId().equals(stepId)) {
      return new Repeated(this);
    }
    return switch (said.getState()) {
      case OFFERED -> offer(said);
      case LEASED -> lease(said);
      case RETRACTED -> step == 0 ? withdraw(said) : new Refused("already begun");
      case CANCELLED ->
          said.getWorker() == null && Moves.concerns(said, epoch)
              ? Moves.end(this, said, step > 0)
              : new Refused("not leased");
      case EXPIRED -> expire(said);
      case APPROVED, REJECTED -> new Refused("nobody has to approve");
      case PROPOSED, PENDING_APPROVAL, RUNNING, PARTIAL, SUCCEEDED, FAILED ->
          new Refused("not leased");
    };
  }

  private Transition offer(ExperimentProgressed said) {
    if (!terms.scheduled()) {
      return new Refused("anybody may lease it");
    }
    if (said.getInstrumentId() == null || said.getWorker() != null) {
      return new Refused("an offer names an instrument and no worker");
    }
    if (said.getStep() != step) {
      return new Refused("recipe step is " + said.getStep() + ", next is " + step);
    }
    if (!Moves.concerns(said, epoch)) {
      return new Refused("lease epoch is " + said.getLeaseEpoch() + ", last was " + epoch);
    }
    if (said.getMeta().getRecordedAt().isAfter(expiresAt())) {
      return new Refused("proposal expired at " + expiresAt());
    }
    return new Accepted(
        new Proposed(
            ExperimentState.OFFERED,
            terms,
            epoch,
            step,
            Optional.of(said.getInstrumentId()),
            said.getMeta().getId()));
  }

  private Transition lease(ExperimentProgressed said) {
    if (said.getLeaseEpoch() != epoch + 1) {
      return new Refused("lease epoch is " + said.getLeaseEpoch() + ", next is " + (epoch + 1));
    }
    if (said.getWorker() == null || said.getLeaseExpiresAt() == null) {
      return new Refused("a lease needs worker and leaseExpiresAt");
    }
    if (said.getStep() != step) {
      return new Refused("recipe step is " + said.getStep() + ", next is " + step);
    }
    if (!mayLease(Optional.ofNullable(said.getInstrumentId()))) {
      return new Refused(
          offeredTo.map(id -> "offered to another instrument").orElse("not offered yet"));
    }
    Instant now = said.getMeta().getRecordedAt();
    if (now.isAfter(expiresAt())) {
      return new Refused("proposal expired at " + expiresAt());
    }
    if (!said.getLeaseExpiresAt().isAfter(now)) {
      return new Refused("the lease would be over at once");
    }
    return new Accepted(
        new Held(
            ExperimentState.LEASED,
            said.getLeaseEpoch(),
            said.getWorker(),
            said.getLeaseExpiresAt(),
            terms,
            step,
            Optional.ofNullable(said.getInstrumentId()),
            said.getMeta().getId()));
  }

  private Transition expire(ExperimentProgressed said) {
    if (!Moves.concerns(said, epoch)) {
      return new Refused("lease epoch is " + said.getLeaseEpoch() + ", last was " + epoch);
    }
    if (!said.getMeta().getRecordedAt().isBefore(expiresAt())) {
      return Moves.end(this, said, false);
    }
    // before the proposal's own end this can only be the end of the last lease, said again
    return said.getLeaseEpoch() > 0
        ? new Repeated(this)
        : new Refused("proposal holds until " + expiresAt());
  }

  private Transition withdraw(ExperimentProgressed said) {
    return Moves.concerns(said, epoch)
        ? Moves.withdraw(this, said)
        : new Refused("lease epoch is " + said.getLeaseEpoch() + ", last was " + epoch);
  }
}
