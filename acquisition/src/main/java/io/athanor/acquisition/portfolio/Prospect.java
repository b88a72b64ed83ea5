package io.athanor.acquisition.portfolio;

/**
 * Where a campaign stands, free of units: lengths are in standard deviations of its outcomes.
 *
 * @param measured outcomes so far
 * @param expectedImprovement what its next experiment is expected to add to its best
 * @param improvement what its experiments since the start added to its best
 */
public record Prospect(int measured, double expectedImprovement, double improvement) {
  /** Checks the numbers. */
  public Prospect {
    if (measured < 0) {
      throw new IllegalArgumentException("prospect.measured must not be negative: " + measured);
    }
    if (!(expectedImprovement >= 0) || Double.isInfinite(expectedImprovement)) {
      throw new IllegalArgumentException(
          "prospect.expectedImprovement must be at least 0: " + expectedImprovement);
    }
    if (!Double.isFinite(improvement)) {
      throw new IllegalArgumentException("prospect.improvement is no number: " + improvement);
    }
  }
}
