package io.athanor.schemas.lifecycle;

import io.athanor.event.ExperimentProgressed;
import io.athanor.event.ExperimentState;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * Where one experiment stands, as a pure fold over the {@code experiment-progressed} log. The order
 * of the log is the arbiter: everyone who folds it knows the same holder of a lease, so nobody has
 * to be asked. A lease is fenced by its epoch; a step that carries another epoch, another worker or
 * comes after the lease is over changes nothing. {@code RUNNING} is accepted once: it is the
 * permission to actuate, so a proposal leads to at most one actuation.
 */
public sealed interface ExperimentLifecycle {
  /** The state as events name it. */
  ExperimentState state();

  /** Highest lease epoch so far; 0 before the first lease. */
  int epoch();

  /** What {@code step} makes of this. Never throws for a step that is merely out of place. */
  Transition on(ExperimentProgressed step);

  /** Whether no further step can change it. */
  default boolean isEnded() {
    return this instanceof Ended;
  }

  /** The start: proposed and free to be leased until {@code expiresAt}. */
  static ExperimentLifecycle proposed(Instant expiresAt) {
    return new Proposed(0, expiresAt);
  }

  /** What a step does. */
  sealed interface Transition {}

  /** The step holds. */
  record Accepted(ExperimentLifecycle next) implements Transition {}

  /** The step is the one that already made this state, said again: nothing changes, all is well. */
  record Repeated(ExperimentLifecycle same) implements Transition {}

  /** The step is out of place and changes nothing. */
  record Refused(String reason) implements Transition {}

  /** Free to be leased. */
  record Proposed(int epoch, Instant expiresAt) implements ExperimentLifecycle {
    @Override
    public ExperimentState state() {
      return ExperimentState.PROPOSED;
    }

    @Override
    public Transition on(ExperimentProgressed step) {
      return switch (step.getState()) {
        case LEASED -> lease(step);
        case EXPIRED, CANCELLED -> end(this, step, false);
        case PROPOSED, RUNNING, PARTIAL, SUCCEEDED, FAILED -> new Refused("not leased");
      };
    }

    private Transition lease(ExperimentProgressed step) {
      if (step.getLeaseEpoch() != epoch + 1) {
        return new Refused("lease epoch is " + step.getLeaseEpoch() + ", next is " + (epoch + 1));
      }
      if (step.getWorker() == null || step.getLeaseExpiresAt() == null) {
        return new Refused("a lease needs worker and leaseExpiresAt");
      }
      if (step.getMeta().getRecordedAt().isAfter(expiresAt)) {
        return new Refused("proposal expired at " + expiresAt);
      }
      return new Accepted(
          new Held(
              ExperimentState.LEASED,
              step.getLeaseEpoch(),
              step.getWorker(),
              step.getLeaseExpiresAt(),
              expiresAt,
              step.getMeta().getId()));
    }
  }

  /**
   * Leased or running.
   *
   * @param state {@code LEASED} or {@code RUNNING}
   * @param leaseExpiresAt the lease is over then unless renewed
   * @param proposalExpiresAt until when the proposal could be leased again
   * @param stepId id of the event that made this state
   */
  record Held(
      ExperimentState state,
      int epoch,
      String worker,
      Instant leaseExpiresAt,
      Instant proposalExpiresAt,
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
    public Transition on(ExperimentProgressed step) {
      if (step.getMeta().getId().equals(stepId)) {
        return new Repeated(this);
      }
      return switch (step.getState()) {
        case PROPOSED -> new Refused("already proposed");
        case LEASED -> new Refused("already leased in epoch " + epoch);
        case CANCELLED -> end(this, step, isRunning());
        case EXPIRED -> expire(step);
        case RUNNING -> isRunning() ? new Refused("already running") : hold(step);
        case PARTIAL -> isRunning() ? hold(step) : new Refused("not running");
        case SUCCEEDED, FAILED ->
            refusal(step)
                .<Transition>map(reason -> reason)
                .orElseGet(() -> end(this, step, isRunning()));
      };
    }

    private boolean isRunning() {
      return state == ExperimentState.RUNNING;
    }

    private Transition hold(ExperimentProgressed step) {
      Optional<Refused> refusal = refusal(step);
      if (refusal.isPresent()) {
        return refusal.get();
      }
      if (step.getMeta().getRecordedAt().isAfter(leaseExpiresAt)) {
        return new Refused("lease was over at " + leaseExpiresAt);
      }
      Instant renewed =
          step.getLeaseExpiresAt() == null ? leaseExpiresAt : step.getLeaseExpiresAt();
      String madeBy = step.getState() == ExperimentState.RUNNING ? step.getMeta().getId() : stepId;
      return new Accepted(
          new Held(ExperimentState.RUNNING, epoch, worker, renewed, proposalExpiresAt, madeBy));
    }

    private Transition expire(ExperimentProgressed step) {
      if (step.getLeaseEpoch() != epoch) {
        return new Refused("lease epoch is " + step.getLeaseEpoch() + ", current is " + epoch);
      }
      // an expired lease that never ran may be taken again; one that ran must not run twice
      return isRunning()
          ? end(this, step, true)
          : new Accepted(new Proposed(epoch, proposalExpiresAt));
    }

    private Optional<Refused> refusal(ExperimentProgressed step) {
      if (step.getLeaseEpoch() != epoch) {
        return Optional.of(
            new Refused("lease epoch is " + step.getLeaseEpoch() + ", current is " + epoch));
      }
      if (!worker.equals(step.getWorker())) {
        return Optional.of(new Refused("leased to another worker"));
      }
      return Optional.empty();
    }
  }

  /**
   * Over.
   *
   * @param ran whether anyone had been allowed to actuate
   * @param failureKind for FAILED
   */
  record Ended(
      ExperimentState state,
      int epoch,
      Optional<String> worker,
      Optional<String> failureKind,
      boolean ran,
      String stepId)
      implements ExperimentLifecycle {
    @Override
    public Transition on(ExperimentProgressed step) {
      return step.getMeta().getId().equals(stepId)
          ? new Repeated(this)
          : new Refused("ended as " + state);
    }
  }

  private static Transition end(ExperimentLifecycle from, ExperimentProgressed step, boolean ran) {
    return new Accepted(
        new Ended(
            step.getState(),
            from.epoch(),
            Optional.ofNullable(step.getWorker()),
            Optional.ofNullable(step.getFailureKind()),
            ran,
            step.getMeta().getId()));
  }
}
