package io.athanor.schemas.lifecycle;

import io.athanor.event.ExperimentProgressed;
import io.athanor.event.ExperimentState;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * Leased or running.
 *
 * @param state {@code LEASED} or {@code RUNNING}
 * @param leaseExpiresAt the lease is over then unless renewed
 * @param step 0-based step of the recipe that is being done
 * @param instrumentId where, if the worker said so
 * @param stepId id of the event that made this state
 */
public record Held(
    ExperimentState state,
    int epoch,
    String worker,
    Instant leaseExpiresAt,
    Terms terms,
    int step,
    Optional<String> instrumentId,
    String stepId)
    implements ExperimentLifecycle {
  /** Checks that the state is one in which somebody holds the experiment. */
  public Held {
    Objects.requireNonNull(worker, "worker");
    if (state != ExperimentState.LEASED && state != ExperimentState.RUNNING) {
      throw new IllegalArgumentException("state " + state + " holds no lease");
    }
  }

  @Override
  public Transition on(ExperimentProgressed said) {
    if (said.getMeta().getId().equals(stepId)) {
      return new Repeated(this);
    }
    return switch (said.getState()) {
      case PROPOSED, PENDING_APPROVAL -> new Refused("already proposed");
      case APPROVED, REJECTED, OFFERED, RETRACTED -> new Refused("leased in epoch " + epoch);
      case LEASED -> new Refused("already leased in epoch " + epoch);
      case CANCELLED -> cancel(said);
      case EXPIRED -> expire(said);
      case RUNNING -> isRunning() ? new Refused("already running") : hold(said);
      case PARTIAL -> isRunning() ? partial(said) : new Refused("not running");
      case SUCCEEDED -> isRunning() ? succeed(said) : new Refused("not running");
      case FAILED -> finish(said);
    };
  }

  /** Whether somebody has the permission to actuate. */
  public boolean isRunning() {
    return state == ExperimentState.RUNNING;
  }

  private boolean isLastStep() {
    return step == terms.steps() - 1;
  }

  private Transition succeed(ExperimentProgressed said) {
    return isLastStep()
        ? finish(said)
        : new Refused(
            "recipe step %d of %d is done, not the experiment".formatted(step, terms.steps()));
  }

  private Transition partial(ExperimentProgressed said) {
    if (!said.getStepDone()) {
      return hold(said);
    }
    if (isLastStep()) {
      return new Refused("the last step of the recipe ends with the experiment");
    }
    return refusal(said)
        .<Transition>map(reason -> reason)
        .orElseGet(
            () -> new Accepted(Proposed.waiting(terms, epoch, step + 1, said.getMeta().getId())));
  }

  private Transition finish(ExperimentProgressed said) {
    return refusal(said)
        .<Transition>map(reason -> reason)
        .orElseGet(() -> Moves.end(this, said, hasRun()));
  }

  private boolean hasRun() {
    return isRunning() || step > 0;
  }

  /** The holder gives up, or (no worker named) the campaign's owner stops it. */
  private Transition cancel(ExperimentProgressed said) {
    if (said.getWorker() != null) {
      return finish(said);
    }
    return Moves.concerns(said, epoch)
        ? Moves.end(this, said, hasRun())
        : new Refused("lease epoch is " + said.getLeaseEpoch() + ", current is " + epoch);
  }

  private Transition hold(ExperimentProgressed said) {
    Optional<Refused> refusal = refusal(said);
    if (refusal.isPresent()) {
      return refusal.get();
    }
    if (said.getMeta().getRecordedAt().isAfter(leaseExpiresAt)) {
      return new Refused("lease was over at " + leaseExpiresAt);
    }
    // a renewal never shortens: steps may arrive in another order than they were meant
    Instant asked = said.getLeaseExpiresAt();
    Instant renewed = asked == null || asked.isBefore(leaseExpiresAt) ? leaseExpiresAt : asked;
    String madeBy = said.getState() == ExperimentState.RUNNING ? said.getMeta().getId() : stepId;
    return new Accepted(
        new Held(
            ExperimentState.RUNNING, epoch, worker, renewed, terms, step, instrumentId, madeBy));
  }

  private Transition expire(ExperimentProgressed said) {
    if (said.getLeaseEpoch() != epoch) {
      return new Refused("lease epoch is " + said.getLeaseEpoch() + ", current is " + epoch);
    }
    if (said.getMeta().getRecordedAt().isBefore(leaseExpiresAt)) {
      // whoever said so had not yet seen a renewal
      return new Refused("lease holds until " + leaseExpiresAt);
    }
    // an expired lease that never ran may be taken again; one that ran must not run twice
    boolean over = step == 0 && !said.getMeta().getRecordedAt().isBefore(terms.expiresAt());
    return isRunning() || over
        ? Moves.end(this, said, hasRun())
        : new Accepted(Proposed.waiting(terms, epoch, step, said.getMeta().getId()));
  }

  private Optional<Refused> refusal(ExperimentProgressed said) {
    if (said.getLeaseEpoch() != epoch) {
      return Optional.of(
          new Refused("lease epoch is " + said.getLeaseEpoch() + ", current is " + epoch));
    }
    if (!worker.equals(said.getWorker())) {
      return Optional.of(new Refused("leased to another worker"));
    }
    return Optional.empty();
  }
}
