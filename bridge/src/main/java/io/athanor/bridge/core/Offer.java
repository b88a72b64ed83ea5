package io.athanor.bridge.core;

import io.athanor.schemas.signing.SignedOrder;
import java.time.Instant;
import java.util.Objects;

/**
 * An order as it comes from the door: signed papers, and the lease that it came under, which nobody
 * signed and which can therefore only take away.
 *
 * @param signed the order
 * @param experimentId what was leased
 * @param epoch fencing number of the lease, at least 1
 * @param step 0-based step of the recipe that was leased
 * @param leaseExpiresAt the lease is over then
 * @param halted whether an emergency stop is known that concerns it
 */
public record Offer(
    SignedOrder signed,
    String experimentId,
    int epoch,
    int step,
    Instant leaseExpiresAt,
    boolean halted) {
  /** Checks that all is there. */
  public Offer {
    Objects.requireNonNull(signed, "signed");
    Objects.requireNonNull(experimentId, "experimentId");
    Objects.requireNonNull(leaseExpiresAt, "leaseExpiresAt");
  }
}
