package io.athanor.federation.privacy;

/**
 * What rounds cost together. Costs in zero-concentrated differential privacy add up (Bun and
 * Steinke 2016, lemma 1.7); the sum is said as (epsilon, delta) by the tightest known conversion
 * (Canonne, Kamath and Steinke 2020, corollary 13).
 */
public final class Accountant {
  private static final int STEPS = 200;
  private static final double WIDEST = 1e6;

  private Accountant() {}

  /** The epsilon of a total cost at a delta; 0 for no cost. */
  public static double epsilon(double rho, double delta) {
    if (!(rho >= 0)) {
      throw new IllegalArgumentException("rho " + rho + " is negative");
    }
    if (!(delta > 0) || !(delta < 1)) {
      throw new IllegalArgumentException("delta " + delta + " is not in (0, 1)");
    }
    if (rho == 0) {
      return 0;
    }
    double low = Math.log(1e-9);
    double high = Math.log(WIDEST);
    for (int i = 0; i < STEPS; i++) {
      double third = (high - low) / 3;
      if (at(low + third, rho, delta) < at(high - third, rho, delta)) {
        high -= third;
      } else {
        low += third;
      }
    }
    return Math.max(0, at((low + high) / 2, rho, delta));
  }

  /**
   * Whether a round still fits a budget.
   *
   * @param spent cost of the rounds so far
   * @param next cost of the round
   */
  public static boolean affords(double spent, double next, double epsilon, double delta) {
    return epsilon(spent + next, delta) <= epsilon;
  }

  /** The noise multiplier at which so many rounds cost epsilon at delta. */
  public static double noiseMultiplier(double epsilon, double delta, int rounds) {
    if (!(epsilon > 0)) {
      throw new IllegalArgumentException("epsilon " + epsilon + " is not positive");
    }
    if (rounds < 1) {
      throw new IllegalArgumentException("rounds " + rounds + " is not positive");
    }
    double low = 0;
    double high = epsilon;
    for (int i = 0; i < STEPS; i++) {
      double middle = (low + high) / 2;
      if (epsilon(middle, delta) > epsilon) {
        high = middle;
      } else {
        low = middle;
      }
    }
    return Math.sqrt(rounds / (2 * low));
  }

  private static double at(double logOver, double rho, double delta) {
    double over = Math.exp(logOver);
    double alpha = 1 + over;
    return rho * alpha
        + (Math.log(1 / delta) + over * Math.log1p(-1 / alpha) - Math.log(alpha)) / over;
  }
}
