package io.athanor.streams.topology;

import io.athanor.streams.fuse.FusionSettings;
import java.time.Duration;
import java.util.Objects;

/**
 * Where perception draws its lines.
 *
 * @param deduplicationWindow how long an event id is remembered, in stream time
 * @param futureTolerance how far ahead of the clock an event may say it happened
 * @param largestDeadLetterValue bytes of an original value that a dead letter repeats at most
 * @param fusion how materials are fused
 */
public record Limits(
    Duration deduplicationWindow,
    Duration futureTolerance,
    int largestDeadLetterValue,
    FusionSettings fusion) {
  /** Checks the limits. */
  public Limits {
    Objects.requireNonNull(deduplicationWindow, "deduplicationWindow");
    Objects.requireNonNull(futureTolerance, "futureTolerance");
    Objects.requireNonNull(fusion, "fusion");
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
