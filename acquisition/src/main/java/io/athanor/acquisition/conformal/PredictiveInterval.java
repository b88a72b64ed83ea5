package io.athanor.acquisition.conformal;

import java.util.OptionalDouble;

/**
 * Where an outcome is expected, as a model says it.
 *
 * @param lower lower end, finite, in the property's unit
 * @param upper upper end, finite, not below {@code lower}
 * @param claimed what it claims to cover, in (0, 1)
 */
public record PredictiveInterval(double lower, double upper, double claimed) {
  /** Checks the numbers. */
  public PredictiveInterval {
    if (!isInterval(lower, upper, claimed)) {
      throw new IllegalArgumentException(
          "interval: [%s, %s] claiming %s".formatted(lower, upper, claimed));
    }
  }

  /** Whether these numbers make an interval. */
  public static boolean isInterval(double lower, double upper, double claimed) {
    return Double.isFinite(lower)
        && Double.isFinite(upper)
        && lower <= upper
        && claimed > 0
        && claimed < 1;
  }

  /**
   * Distance of an outcome from the middle in half-widths: at most 1 inside, above 1 outside;
   * infinite outside an interval without width.
   *
   * @param outcome finite, in the property's unit
   */
  public double score(double outcome) {
    if (!Double.isFinite(outcome)) {
      throw new IllegalArgumentException("the outcome must be finite, was " + outcome);
    }
    double distance = Math.abs(outcome - middle()) / halfWidth();
    if (outcome >= lower && outcome <= upper) {
      // no width and in the middle is 0/0
      return Double.isNaN(distance) ? 0 : Math.min(1, distance);
    }
    return Math.max(Math.nextUp(1.0), distance);
  }

  /** Lower end with the half-width times a factor; empty where there is no bound or no interval. */
  public OptionalDouble lower(double factor) {
    return end(factor, -1);
  }

  /** Upper end with the half-width times a factor; empty where there is no bound or no interval. */
  public OptionalDouble upper(double factor) {
    return end(factor, 1);
  }

  private OptionalDouble end(double factor, int side) {
    double end = middle() + side * factor * halfWidth();
    return factor >= 0 && Double.isFinite(end) ? OptionalDouble.of(end) : OptionalDouble.empty();
  }

  private double middle() {
    return lower / 2 + upper / 2;
  }

  private double halfWidth() {
    return upper / 2 - lower / 2;
  }
}
