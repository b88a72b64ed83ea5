package io.athanor.allinone.client;

import java.time.Duration;
import java.util.Objects;

/**
 * How long a request is tried again.
 *
 * @param overall after it the last failure is thrown
 * @param firstPause doubled after each failure
 * @param longestPause upper bound of the pause
 */
public record Patience(Duration overall, Duration firstPause, Duration longestPause) {
  /** What the laboratory has: two minutes, which outlasts a restart of a broker or registry. */
  public static final Patience DEFAULT =
      new Patience(Duration.ofMinutes(2), Duration.ofMillis(50), Duration.ofSeconds(2));

  /** Checks that no duration is negative. */
  public Patience {
    Objects.requireNonNull(overall, "overall");
    if (overall.isNegative() || firstPause.isNegative() || longestPause.isNegative()) {
      throw new IllegalArgumentException("a negative duration");
    }
  }

  /** Pause before the next attempt, {@code failures} having been made. */
  public Duration pause(int failures) {
    Duration pause = firstPause.multipliedBy(1L << Math.min(failures - 1, 20));
    return pause.compareTo(longestPause) > 0 ? longestPause : pause;
  }
}
