package io.athanor.schemas.lifecycle;

import io.athanor.event.ExperimentProgressed;
import io.athanor.schemas.lifecycle.ExperimentLifecycle.Accepted;
import io.athanor.schemas.lifecycle.ExperimentLifecycle.Refused;
import io.athanor.schemas.lifecycle.ExperimentLifecycle.Transition;
import java.util.Optional;

/** What several states do alike. */
final class Moves {
  private Moves() {}

  /** Steps that concern the whole proposal carry epoch 0 or the last one. */
  static boolean concerns(ExperimentProgressed said, int epoch) {
    return said.getLeaseEpoch() == 0 || said.getLeaseEpoch() == epoch;
  }

  static Transition end(ExperimentLifecycle from, ExperimentProgressed said, boolean ran) {
    return new Accepted(
        new Ended(
            said.getState(),
            from.epoch(),
            Optional.ofNullable(said.getWorker()),
            Optional.ofNullable(said.getFailureKind()),
            ran,
            said.getMeta().getId()));
  }

  /** The campaign takes it back before anybody began. */
  static Transition withdraw(ExperimentLifecycle from, ExperimentProgressed said) {
    return said.getWorker() == null
        ? end(from, said, false)
        : new Refused("a worker cannot withdraw a proposal");
  }
}
