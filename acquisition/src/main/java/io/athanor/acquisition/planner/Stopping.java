package io.athanor.acquisition.planner;

import java.util.OptionalDouble;

/**
 * When to choose nothing more before the budget is spent; each rule only where it is given.
 *
 * @param regretBelow largest upper confidence bound left above the best lower bound reached, in the
 *     first objective's unit, positive
 * @param expectedBetterBelow expected number of candidates left that are better than the best,
 *     positive
 * @param worthBelow expected improvement of the best candidate left, in the first objective's unit,
 *     positive: what one experiment must be worth
 * @param targetReached a measurement of the first objective at least as good as this, in its unit
 */
public record Stopping(
    OptionalDouble regretBelow,
    OptionalDouble expectedBetterBelow,
    OptionalDouble worthBelow,
    OptionalDouble targetReached) {
  /** Checks the numbers. */
  public Stopping {
    requirePositive("stopping.regretBelow", regretBelow);
    requirePositive("stopping.expectedBetterBelow", expectedBetterBelow);
    requirePositive("stopping.worthBelow", worthBelow);
    if (targetReached.isPresent() && !Double.isFinite(targetReached.getAsDouble())) {
      throw new IllegalArgumentException(
          "stopping.targetReached must be finite, was " + targetReached.getAsDouble());
    }
  }

  /** Only the budget. */
  public static Stopping never() {
    return new Stopping(
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        OptionalDouble.empty());
  }

  private static void requirePositive(String field, OptionalDouble value) {
    if (value.isPresent() && !(value.getAsDouble() > 0 && Double.isFinite(value.getAsDouble()))) {
      throw new IllegalArgumentException(
          field + " must be finite and positive, was " + value.getAsDouble());
    }
  }
}
