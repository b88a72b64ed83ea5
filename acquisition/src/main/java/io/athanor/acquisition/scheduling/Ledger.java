package io.athanor.acquisition.scheduling;

import io.athanor.acquisition.portfolio.Standing;
import java.time.Instant;
import java.util.Optional;

/**
 * What is kept of a campaign's past.
 *
 * @param spent experiments that are over and count in the budget
 * @param servedAt when one of its experiments was begun last
 * @param standing its place in its portfolio
 */
public record Ledger(int spent, Optional<Instant> servedAt, Standing standing) {
  /** Nothing yet. */
  public static Ledger empty() {
    return new Ledger(0, Optional.empty(), Standing.fresh());
  }

  Ledger spentOne() {
    return new Ledger(spent + 1, servedAt, standing);
  }

  Ledger served(Instant at) {
    return servedAt.filter(at::isBefore).isPresent()
        ? this
        : new Ledger(spent, Optional.of(at), standing);
  }

  Ledger standing(Standing next) {
    return new Ledger(spent, servedAt, next);
  }
}
