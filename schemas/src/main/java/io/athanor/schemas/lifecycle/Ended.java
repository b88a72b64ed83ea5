package io.athanor.schemas.lifecycle;

import io.athanor.event.ExperimentProgressed;
import io.athanor.event.ExperimentState;
import java.util.Objects;
import java.util.Optional;

/**
 * Over.
 *
 * @param failureKind for FAILED
 * @param ran whether anyone had been allowed to actuate
 * @param stepId id of the event that ended it
 */
public record Ended(
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
      case SUCCEEDED, FAILED, CANCELLED, EXPIRED, REJECTED, RETRACTED -> {}
      case PROPOSED, PENDING_APPROVAL, APPROVED, OFFERED, LEASED, RUNNING, PARTIAL ->
          throw new IllegalArgumentException("state " + state + " is no end");
    }
  }

  @Override
  public Transition on(ExperimentProgressed said) {
    return said.getMeta().getId().equals(stepId)
        ? new Repeated(this)
        : new Refused("ended as " + state);
  }
}
