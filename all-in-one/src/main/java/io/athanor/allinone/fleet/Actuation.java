package io.athanor.allinone.fleet;

import java.time.Instant;
import java.util.Objects;

/**
 * One line of the ledger at the instruments: a step of an experiment was begun, physically.
 *
 * @param instrumentId where
 * @param campaignId for whom
 * @param experimentId what
 * @param step 0-based step of the recipe
 * @param epoch the lease it was done under
 * @param worker who commanded it
 * @param startedAt by the instrument's own clock
 * @param endedAt when the slot was free again; null while it is not
 */
record Actuation(
    String instrumentId,
    String campaignId,
    String experimentId,
    int step,
    int epoch,
    String worker,
    Instant startedAt,
    Instant endedAt) {
  Actuation {
    Objects.requireNonNull(startedAt, "startedAt");
    if (endedAt != null && endedAt.isBefore(startedAt)) {
      throw new IllegalArgumentException("endedAt " + endedAt + " is before " + startedAt);
    }
  }

  /** What may happen once. */
  StepKey key() {
    return new StepKey(experimentId, step);
  }

  Actuation ended(Instant at) {
    return new Actuation(
        instrumentId, campaignId, experimentId, step, epoch, worker, startedAt, at);
  }
}
