package io.athanor.acquisition.planner.acquisition;

import io.athanor.acquisition.planner.numeric.NormalMath;

/** Expectation of a ramp that rises from 0 at a to 1 at b and ends there, of a standard normal. */
final class Ramp {
  private static final double SERIES_REACH = 0.03;
  private static final double LOG_SQRT_2PI = 0.5 * StrictMath.log(2 * Math.PI);

  private Ramp() {}

  /**
   * Its log, each branch free of cancellation and underflow; negative infinity of an empty ramp.
   */
  static double log(double a, double b) {
    double width = b - a;
    if (!(width > 0)) {
      return Double.NEGATIVE_INFINITY;
    }
    if (width * (1 + Math.abs(a)) < SERIES_REACH) {
      return series(a, width);
    }
    if (a >= 0) {
      double whole = NormalMath.logImprovement(-a);
      double beyond = StrictMath.exp(NormalMath.logImprovement(-b) - whole);
      double cut = width * StrictMath.exp(NormalMath.logDistribution(-b) - whole);
      return whole + StrictMath.log1p(-beyond - cut) - StrictMath.log(width);
    }
    if (b <= 0) {
      double below = NormalMath.logDistribution(b);
      double missing =
          StrictMath.exp(NormalMath.logImprovement(b) - below)
              - StrictMath.exp(NormalMath.logImprovement(a) - below);
      return below + StrictMath.log1p(-missing / width);
    }
    double inside = 1 - NormalMath.distribution(a) - NormalMath.distribution(-b);
    return StrictMath.log((NormalMath.density(a) - NormalMath.density(b) - a * inside) / width);
  }

  /** Hermite series of the density around a. */
  private static double series(double a, double w) {
    double a2 = a * a;
    double sum =
        0.5
            - a * w / 3
            + (a2 - 1) * w * w / 8
            - (a2 - 3) * a * w * w * w / 30
            + (a2 * a2 - 6 * a2 + 3) * w * w * w * w / 144;
    return StrictMath.log(w) - 0.5 * a2 - LOG_SQRT_2PI + StrictMath.log(sum);
  }
}
