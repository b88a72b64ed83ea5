package io.athanor.gateway.webhook;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/**
 * How often and when an address is called again: exponential backoff with jitter, and a circuit
 * that opens after so many failures in a row, whatever they were about. Pure.
 *
 * @param most calls for one event, at least 1; then it is given up
 * @param first pause after the first failure
 * @param longest pause between two calls while the circuit is closed
 * @param circuitFailures failures in a row that open the circuit, at least 1
 * @param circuitPause nothing is called for this long while the circuit is open; then one call
 *     tries
 */
public record Persistence(
    int most, Duration first, Duration longest, int circuitFailures, Duration circuitPause) {
  private static final int MOST_DOUBLINGS = 30;

  /** Checks the numbers. */
  public Persistence {
    if (most < 1) {
      throw new IllegalArgumentException("persistence.most " + most + " is not positive");
    }
    if (circuitFailures < 1) {
      throw new IllegalArgumentException(
          "persistence.circuitFailures " + circuitFailures + " is not positive");
    }
    if (first.isNegative() || longest.compareTo(first) < 0) {
      throw new IllegalArgumentException("persistence.longest is below first");
    }
    if (circuitPause.isNegative()) {
      throw new IllegalArgumentException("persistence.circuitPause is negative");
    }
  }

  /**
   * How an address stands.
   *
   * @param calls made for the event that is next
   * @param failures in a row, over all events
   * @param notBefore nothing is called before this
   */
  public record Standing(int calls, int failures, Instant notBefore) {
    /** Nothing is known of it yet. */
    public static final Standing FRESH = new Standing(0, 0, Instant.EPOCH);

    /** Checks that nothing is missing. */
    public Standing {
      Objects.requireNonNull(notBefore, "notBefore");
    }

    /** The event was taken. */
    public Standing delivered() {
      return FRESH;
    }

    /** The next event, with what the last one taught of the address. */
    public Standing next() {
      return new Standing(0, failures, notBefore);
    }
  }

  /**
   * After one more failure.
   *
   * @param jitter in [0, 1)
   */
  public Standing failed(Standing before, Instant now, double jitter) {
    Standing after = new Standing(before.calls() + 1, before.failures() + 1, now);
    long factor = 1L << Math.min(after.calls() - 1, MOST_DOUBLINGS);
    Duration full = first.multipliedBy(factor);
    Duration bounded = full.compareTo(longest) < 0 ? full : longest;
    Duration pause = Duration.ofNanos((long) (bounded.toNanos() * (1 + jitter) / 2));
    boolean longer = isOpen(after) && circuitPause.compareTo(pause) > 0;
    return new Standing(after.calls(), after.failures(), now.plus(longer ? circuitPause : pause));
  }

  /** Whether an event has been called for often enough. */
  public boolean isSpent(Standing standing) {
    return standing.calls() >= most;
  }

  /** Whether the circuit is open: the next call is a trial. */
  public boolean isOpen(Standing standing) {
    return standing.failures() >= circuitFailures;
  }
}
