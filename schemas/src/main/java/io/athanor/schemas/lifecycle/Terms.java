package io.athanor.schemas.lifecycle;

import io.athanor.event.Approval;
import io.athanor.event.Dispatch;
import io.athanor.event.DispatchMode;
import io.athanor.event.ExperimentProposed;
import java.time.Instant;
import java.util.Objects;

/**
 * What holds for the whole life of an experiment, from its proposal.
 *
 * @param expiresAt a proposal that nobody has begun is over then
 * @param approval whether people decide before anybody may lease it
 * @param scheduled whether it may be leased only where it was offered
 * @param steps how many steps its recipe has, at least 1; each is done under a lease of its own
 */
public record Terms(Instant expiresAt, boolean approval, boolean scheduled, int steps) {
  /** Checks the number of steps. */
  public Terms {
    Objects.requireNonNull(expiresAt, "expiresAt");
    if (steps < 1) {
      throw new IllegalArgumentException("steps: " + steps + " is not positive");
    }
  }

  /** Of one step that any worker may lease at once. */
  public static Terms open(Instant expiresAt) {
    return new Terms(expiresAt, false, false, 1);
  }

  /** The terms that a proposal was made on. */
  public static Terms of(ExperimentProposed proposal) {
    Dispatch dispatch = proposal.getDispatch();
    return new Terms(
        proposal.getExpiresAt(),
        proposal.getApproval() == Approval.REQUIRED,
        dispatch != null && dispatch.getMode() == DispatchMode.SCHEDULED,
        dispatch == null ? 1 : Math.max(1, dispatch.getRecipe().size()));
  }
}
