package io.athanor.acquisition.campaign;

import io.athanor.acquisition.conformal.ServedInterval;
import io.athanor.event.ExperimentState;
import io.athanor.schemas.lifecycle.Ended;
import io.athanor.schemas.lifecycle.ExperimentLifecycle;
import io.athanor.schemas.lifecycle.Held;
import io.athanor.schemas.lifecycle.PendingApproval;
import io.athanor.schemas.lifecycle.Proposed;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * One experiment of a campaign.
 *
 * @param experimentId the experiment
 * @param ordinal 0-based number in the campaign
 * @param candidate pool index, or the ordinal in a process space
 * @param life where it stands
 * @param endedAt when it ended
 * @param observed which of the objectives have been observed
 * @param interval where its measurement was expected when it was proposed
 * @param approval what people have to decide first
 * @param knownBefore measurements the campaign had when it was proposed
 * @param fidelity level it is measured at; empty where there is one way only
 */
record Experiment(
    String experimentId,
    int ordinal,
    int candidate,
    ExperimentLifecycle life,
    Optional<Instant> endedAt,
    Set<Integer> observed,
    Optional<ServedInterval> interval,
    Optional<ApprovalNeeded> approval,
    int knownBefore,
    Optional<String> fidelity) {
  Experiment {
    observed = Set.copyOf(observed);
  }

  Experiment moved(ExperimentLifecycle next, Instant at) {
    return new Experiment(
        experimentId,
        ordinal,
        candidate,
        next,
        next.isEnded() ? Optional.of(at) : endedAt,
        observed,
        interval,
        approval,
        knownBefore,
        fidelity);
  }

  Experiment withObservation(int objective) {
    Set<Integer> more = new TreeSet<>(observed);
    more.add(objective);
    return new Experiment(
        experimentId,
        ordinal,
        candidate,
        life,
        endedAt,
        more,
        interval,
        approval,
        knownBefore,
        fidelity);
  }

  /**
   * Whether it takes a place: it may still be done, or it succeeded and results may still come.
   *
   * @param objectives how many results there are to come
   */
  boolean isOpen(Instant now, Duration grace, int objectives) {
    if (observed.size() == objectives) {
      return false;
    }
    boolean awaited =
        life.state() == ExperimentState.SUCCEEDED
            && endedAt.map(end -> !now.isAfter(end.plus(grace))).orElse(true);
    return !life.isEnded() || awaited;
  }

  /** Whether it ended before anyone was allowed to act, and no result came either. */
  boolean neverHappened() {
    return observed.isEmpty()
        && life instanceof Ended ended
        && !ended.ran()
        && ended.state() != ExperimentState.FAILED
        && ended.state() != ExperimentState.SUCCEEDED;
  }

  /** Whether its candidate may be proposed again; what people refused is not. */
  boolean freesCandidate() {
    return neverHappened()
        && (life.state() == ExperimentState.EXPIRED || life.state() == ExperimentState.RETRACTED);
  }

  /** Whether it was tried and brought nothing. */
  boolean failed() {
    return observed.isEmpty() && life.state() == ExperimentState.FAILED;
  }

  /** Whether the critic keeps it from being done. */
  boolean isBlocked() {
    return approval.filter(ApprovalNeeded::isBlocked).isPresent();
  }

  /** Whether nobody has begun or holds it, but may. */
  boolean isUnbegun() {
    return life instanceof PendingApproval
        || (life instanceof Proposed proposed && proposed.step() == 0);
  }

  /** The expiry that is due, if any. */
  Optional<Decision.Expire> due(Instant now) {
    Instant end = Instant.MAX;
    if (life instanceof Held held) {
      end = held.leaseExpiresAt();
    } else if (life instanceof Proposed proposed) {
      end = proposed.expiresAt();
    } else if (life instanceof PendingApproval pending) {
      end = pending.terms().expiresAt();
    }
    return now.isAfter(end)
        ? Optional.of(new Decision.Expire(experimentId, life.epoch(), end))
        : Optional.empty();
  }
}
