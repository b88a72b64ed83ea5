package io.athanor.acquisition.planner.numeric;

/**
 * The normal distribution where acquisition functions and intervals need it: far out in the tails,
 * without underflow.
 */
public final class NormalMath {
  private static final double LOG_SQRT_2PI = 0.5 * StrictMath.log(2 * Math.PI);
  private static final double INVERSE_SQRT_PI = 1 / Math.sqrt(Math.PI);
  private static final double SQRT2 = Math.sqrt(2);
  private static final double SERIES_REACH = 2.2;
  private static final double NO_MORE_TAIL = 40;
  private static final double[] TERMS_UP_TO = {1.5, 1.6, 2, 2.5, 3, 4, 6, 10};
  private static final int[] TERMS = {200, 100, 80, 50, 40, 30, 20, 12};
  private static final double NARROW = 1e-3;
  private static final double LOG2 = StrictMath.log(2);

  private NormalMath() {}

  /** Density of the standard normal. */
  public static double density(double u) {
    return StrictMath.exp(-0.5 * u * u - LOG_SQRT_2PI);
  }

  /**
   * Distribution function, absolute error below 1e-15: a power series inside, the scaled complement
   * outside.
   */
  public static double distribution(double u) {
    if (u < -SERIES_REACH) {
      return 0.5 * erfcx(-u / SQRT2) * StrictMath.exp(-0.5 * u * u);
    }
    if (u > SERIES_REACH) {
      return 1 - distribution(-u);
    }
    // Phi(u) = 1/2 + phi(u) (u + u^3/3 + u^5/15 + ...), Abramowitz and Stegun 26.2.11
    double term = u;
    double sum = u;
    for (int k = 3; Math.abs(term) > 1e-18 * Math.abs(sum); k += 2) {
      term *= u * u / k;
      sum += term;
    }
    return 0.5 + density(u) * sum;
  }

  /**
   * The value below which a standard normal lies with this probability, by bisection to the last
   * bit that {@link #distribution} resolves.
   *
   * @param probability in (0, 1)
   */
  public static double quantile(double probability) {
    if (!(probability > 0 && probability < 1)) {
      throw new IllegalArgumentException("probability must be in (0, 1), was " + probability);
    }
    double low = -40;
    double high = 40;
    for (double middle = 0; low < middle && middle < high; middle = low / 2 + high / 2) {
      if (distribution(middle) < probability) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return high;
  }

  /**
   * Scaled complementary error function exp(x^2) erfc(x) for x >= 0.7 by its continued fraction,
   * evaluated backwards from where further terms no longer show; relative error below 1e-14 for x
   * >= 1.5 and 1e-12 below.
   */
  public static double erfcx(double x) {
    double tail = x;
    for (int k = terms(x); k >= 1; k--) {
      tail = x + 0.5 * k / tail;
    }
    return INVERSE_SQRT_PI / tail;
  }

  private static int terms(double x) {
    for (int i = 0; i < TERMS_UP_TO.length; i++) {
      if (x < TERMS_UP_TO[i]) {
        return TERMS[i];
      }
    }
    return 8;
  }

  /**
   * log(phi(u) + u Phi(u)), the logarithm of the standardised expected improvement, finite for
   * every finite u (Ament et al. 2023, "Unexpected improvements to expected improvement", appendix
   * A).
   */
  public static double logImprovement(double u) {
    if (u > NO_MORE_TAIL) {
      return StrictMath.log(u);
    }
    if (u > 0) {
      return StrictMath.log(u + density(u) * ExpectedExcess.overDensity(u));
    }
    double gaussian = -0.5 * u * u - LOG_SQRT_2PI;
    return u <= -1e6
        ? gaussian - 2 * StrictMath.log(-u)
        : gaussian + StrictMath.log(ExpectedExcess.overDensity(-u));
  }

  /** log Phi(u) without underflow: finite for every finite u. */
  public static double logDistribution(double u) {
    if (u > 0) {
      return StrictMath.log1p(-distribution(-u));
    }
    if (u < -SERIES_REACH) {
      return u == Double.NEGATIVE_INFINITY
          ? u
          : StrictMath.log(0.5 * erfcx(-u / SQRT2)) - 0.5 * u * u;
    }
    return StrictMath.log(distribution(u));
  }

  /**
   * log(Phi(high) - Phi(low)) without underflow or cancellation; either end may be infinite.
   * Negative infinity where the ends are equal.
   */
  public static double logInterval(double low, double high) {
    if (low > 0) {
      return logInterval(-high, -low);
    }
    double width = high - low;
    double middle = low + 0.5 * width;
    if (width * (1 + Math.abs(middle)) < NARROW) {
      return StrictMath.log(width)
          - 0.5 * middle * middle
          - LOG_SQRT_2PI
          + StrictMath.log1p((middle * middle - 1) * width * width / 24);
    }
    if (high > 0) {
      return StrictMath.log1p(-distribution(low) - distribution(-high));
    }
    double most = logDistribution(high);
    return most + log1mexp(logDistribution(low) - most);
  }

  /** log(1 - exp(w)) for w &lt; 0 without cancellation (Maechler 2012). */
  public static double log1mexp(double w) {
    return w > -LOG2 ? StrictMath.log(-StrictMath.expm1(w)) : StrictMath.log1p(-StrictMath.exp(w));
  }
}
