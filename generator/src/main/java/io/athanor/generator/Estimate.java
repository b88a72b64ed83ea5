package io.athanor.generator;

/**
 * What is expected of a property, in its unit.
 *
 * @param mean expectation
 * @param deviation standard deviation of a measurement around it, not negative
 */
public record Estimate(double mean, double deviation) {
  /** Checks both. */
  public Estimate {
    if (!Double.isFinite(mean)) {
      throw new IllegalArgumentException("estimate.mean must be finite but is " + mean);
    }
    if (!(deviation >= 0) || Double.isInfinite(deviation)) {
      throw new IllegalArgumentException(
          "estimate.deviation must be finite and not negative but is " + deviation);
    }
  }
}
