package io.athanor.acquisition.planner.acquisition;

import io.athanor.acquisition.planner.numeric.NormalMath;

/** Expectation of a ramp that rises from 0 to 1 and ends there, of a standard normal. */
final class Ramp {
  private static final double SERIES_REACH = 0.03;
  private static final double LOG_SQRT_2PI = 0.5 * StrictMath.log(2 * Math.PI);

  private Ramp() {}

  /**
   * Its log, each branch free of cancellation and underflow; negative infinity of an empty ramp.
   *
   * @param end where the ramp reaches 1; a falling ramp is a rising one seen from the other side
   * @param back from the end to where it is 0, not positive: given by itself, since it may be too
   *     small to show in a difference of ends
   */
  static double log(double end, double back) {
    double width = -back;
    if (!(width > 0) || Double.isInfinite(end)) {
      return Double.NEGATIVE_INFINITY;
    }
    double a = end + back;
    double b = end;
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
