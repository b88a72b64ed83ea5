package io.athanor.streams.topology;

import java.time.Duration;
import java.util.Objects;

/**
 * Where perception draws its lines.
 *
 * @param deduplicationWindow how long an event id is remembered, in stream time
 * @param futureTolerance how far ahead of the clock an event may say it happened
 * @param largestDeadLetterValue bytes of an original value that a dead letter repeats at most
 */
public record Limits(
    Duration deduplicationWindow, Duration futureTolerance, int largestDeadLetterValue) {
  /** Checks the limits. */
  public Limits {
    Objects.requireNonNull(deduplicationWindow, "deduplicationWindow");
    Objects.requireNonNull(futureTolerance, "futureTolerance");
    if (deduplicationWindow.toMillis() < 1) {
      throw new IllegalArgumentException("deduplicationWindow: is " + deduplicationWindow);
    }
    if (futureTolerance.isNegative()) {
      throw new IllegalArgumentException("futureTolerance: is " + futureTolerance);
    }
    if (largestDeadLetterValue < 0) {
      throw new IllegalArgumentException("largestDeadLetterValue: is " + largestDeadLetterValue);
    }
  }
}
