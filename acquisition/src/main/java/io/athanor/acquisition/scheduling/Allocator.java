package io.athanor.acquisition.scheduling;

import java.util.List;

/** A way to share out capacity. Deterministic: the order of the claims does not matter. */
public interface Allocator {
  /**
   * One grant for each claim.
   *
   * @param claims of different campaigns
   * @param floor what the instruments can take; used up by the call
   */
  List<Grant> allocate(List<Claim> claims, CapacityFlow floor);
}
