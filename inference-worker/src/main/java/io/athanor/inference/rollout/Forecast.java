package io.athanor.inference.rollout;

import io.athanor.inference.model.PropertyEstimate;

/**
 * What a version said of one property before the value was known, in the property's unit.
 *
 * @param mean expectation
 * @param deviation standard deviation over all kinds of uncertainty, positive
 * @param lower lower end of the 90 % interval
 * @param upper upper end
 */
public record Forecast(double mean, double deviation, double lower, double upper) {
  /** Degrees of freedom of the predictive density: one gross error must not decide alone. */
  static final double FREEDOM = 5;

  private static final double NARROWEST = 1e-9;
  private static final double HALF_WIDTH = 1.6448536269514722;
  // ln Gamma(3) - ln Gamma(5/2) - ln(5 pi) / 2
  private static final double CONSTANT =
      Math.log(2) - Math.log(0.75 * Math.sqrt(Math.PI)) - Math.log(FREEDOM * Math.PI) / 2;

  public Forecast {
    requireFinite("mean", mean);
    requireFinite("deviation", deviation);
    requireFinite("lower", lower);
    requireFinite("upper", upper);
    if (deviation < 0) {
      throw new IllegalArgumentException("deviation must not be negative, got " + deviation);
    }
    deviation = Math.max(deviation, NARROWEST);
  }

  /** A model's estimate. */
  public static Forecast of(PropertyEstimate estimate) {
    return new Forecast(estimate.mean(), estimate.deviation(), estimate.lower(), estimate.upper());
  }

  /** A normal distribution with its central 90 %. */
  public static Forecast normal(double mean, double deviation) {
    double half = HALF_WIDTH * deviation;
    return new Forecast(mean, deviation, mean - half, mean + half);
  }

  /**
   * Log density of the value in nats: of a Student t with 5 degrees of freedom and this mean and
   * variance.
   */
  public double logDensity(double value) {
    double scale = deviation * Math.sqrt((FREEDOM - 2) / FREEDOM);
    double standard = (value - mean) / scale;
    return CONSTANT
        - Math.log(scale)
        - (FREEDOM + 1) / 2 * Math.log1p(standard * standard / FREEDOM);
  }

  /** Whether the interval holds the value. */
  public boolean covers(double value) {
    return value >= lower && value <= upper;
  }

  private static void requireFinite(String name, double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException(name + " must be finite, got " + value);
    }
  }
}
