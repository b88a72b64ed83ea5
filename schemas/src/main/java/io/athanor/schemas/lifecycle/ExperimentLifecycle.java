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
 * permission to actuate, so a proposal leads to at most one actuation; nobody succeeds without it.
 * Time is the steps' own {@code meta.recordedAt}, so that every fold of a log agrees.
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
        case CANCELLED ->
            step.getWorker() == null && concerns(step, epoch)
                ? end(this, step, false)
                : new Refused("not leased");
        case EXPIRED -> expire(step);
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
      Instant now = step.getMeta().getRecordedAt();
      if (now.isAfter(expiresAt)) {
        return new Refused("proposal expired at " + expiresAt);
      }
      if (!step.getLeaseExpiresAt().isAfter(now)) {
        return new Refused("the lease would be over at once");
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

    private Transition expire(ExperimentProgressed step) {
      if (!concerns(step, epoch)) {
        return new Refused("lease epoch is " + step.getLeaseEpoch() + ", last was " + epoch);
      }
      if (!step.getMeta().getRecordedAt().isBefore(expiresAt)) {
        return end(this, step, false);
      }
      // before the proposal's own end this can only be the end of the last lease, said again
      return step.getLeaseEpoch() > 0
          ? new Repeated(this)
          : new Refused("proposal holds until " + expiresAt);
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
        case CANCELLED -> cancel(step);
        case EXPIRED -> expire(step);
        case RUNNING -> isRunning() ? new Refused("already running") : hold(step);
        case PARTIAL -> isRunning() ? hold(step) : new Refused("not running");
        case SUCCEEDED -> isRunning() ? finish(step) : new Refused("not running");
        case FAILED -> finish(step);
      };
    }

    private Transition finish(ExperimentProgressed step) {
      return refusal(step)
          .<Transition>map(reason -> reason)
          .orElseGet(() -> end(this, step, isRunning()));
    }

    /** The holder gives up, or (no worker named) the campaign's owner stops it. */
    private Transition cancel(ExperimentProgressed step) {
      if (step.getWorker() != null) {
        return finish(step);
      }
      return concerns(step, epoch)
          ? end(this, step, isRunning())
          : new Refused("lease epoch is " + step.getLeaseEpoch() + ", current is " + epoch);
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
      // a renewal never shortens: steps may arrive in another order than they were meant
      Instant asked = step.getLeaseExpiresAt();
      Instant renewed = asked == null || asked.isBefore(leaseExpiresAt) ? leaseExpiresAt : asked;
      String madeBy = step.getState() == ExperimentState.RUNNING ? step.getMeta().getId() : stepId;
      return new Accepted(
          new Held(ExperimentState.RUNNING, epoch, worker, renewed, proposalExpiresAt, madeBy));
    }

    private Transition expire(ExperimentProgressed step) {
      if (step.getLeaseEpoch() != epoch) {
        return new Refused("lease epoch is " + step.getLeaseEpoch() + ", current is " + epoch);
      }
      if (step.getMeta().getRecordedAt().isBefore(leaseExpiresAt)) {
        // whoever said so had not yet seen a renewal
        return new Refused("lease holds until " + leaseExpiresAt);
      }
      // an expired lease that never ran may be taken again; one that ran must not run twice
      boolean over = !step.getMeta().getRecordedAt().isBefore(proposalExpiresAt);
      return isRunning() || over
          ? end(this, step, isRunning())
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
    /** Checks that the state is an end. */
    public Ended {
      Objects.requireNonNull(stepId, "stepId");
      switch (state) {
        case SUCCEEDED, FAILED, CANCELLED, EXPIRED -> {}
        case PROPOSED, LEASED, RUNNING, PARTIAL ->
            throw new IllegalArgumentException("state " + state + " is no end");
      }
    }

    @Override
    public Transition on(ExperimentProgressed step) {
      return step.getMeta().getId().equals(stepId)
          ? new Repeated(this)
          : new Refused("ended as " + state);
    }
  }

  /** Steps that concern the whole proposal carry epoch 0 or the last one. */
  private static boolean concerns(ExperimentProgressed step, int epoch) {
    return step.getLeaseEpoch() == 0 || step.getLeaseEpoch() == epoch;
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
