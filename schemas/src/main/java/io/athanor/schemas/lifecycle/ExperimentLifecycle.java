package io.athanor.schemas.lifecycle;

import io.athanor.event.ExperimentProgressed;
import io.athanor.event.ExperimentState;

/**
 * Where one experiment stands, as a pure fold over the {@code experiment-progressed} log:
 *
 * <pre>
 * PENDING_APPROVAL → APPROVED | REJECTED
 * PROPOSED | APPROVED → OFFERED(instrument) → LEASED(epoch) → RUNNING → PARTIAL*
 *   → (next step of the recipe) PROPOSED → … → SUCCEEDED | FAILED | CANCELLED | EXPIRED
 * anything unbegun → RETRACTED | CANCELLED | EXPIRED
 * </pre>
 *
 * <p>The order of the log is the arbiter: everyone who folds it knows the same holder of a lease,
 * so nobody has to be asked. A lease is fenced by its epoch; a step that carries another epoch,
 * another worker or comes after the lease is over changes nothing. {@code RUNNING} is accepted once
 * per step of the recipe: it is the permission to actuate, so a proposal leads to at most one
 * actuation of each; nobody succeeds without it. Time is the steps' own {@code meta.recordedAt}, so
 * that every fold of a log agrees.
 */
public sealed interface ExperimentLifecycle permits PendingApproval, Proposed, Held, Ended {
  /** The state as events name it. */
  ExperimentState state();

  /** Highest lease epoch so far; 0 before the first lease. */
  int epoch();

  /** What {@code said} makes of this. Never throws for a step that is merely out of place. */
  Transition on(ExperimentProgressed said);

  /** Whether no further step can change it. */
  default boolean isEnded() {
    return this instanceof Ended;
  }

  /** The start: free to be leased, or waiting for people or for a place. */
  static ExperimentLifecycle proposed(Terms terms) {
    return terms.approval() ? new PendingApproval(terms) : Proposed.fresh(terms);
  }

  /** What a step does. */
  sealed interface Transition {}

  /** The step holds. */
  record Accepted(ExperimentLifecycle next) implements Transition {}

  /** The step is the one that already made this state, said again: nothing changes, all is well. */
  record Repeated(ExperimentLifecycle same) implements Transition {}

  /** The step is out of place and changes nothing. */
  record Refused(String reason) implements Transition {}
}
