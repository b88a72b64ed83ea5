package io.athanor.generator;

/** Probabilities of the standard normal distribution, to about 1e-13 relative, far tails too. */
final class Normal {
  private static final double SERIES_UP_TO = 2.5;
  private static final int TERMS = 200;
  private static final double ROOT_TWO = Math.sqrt(2);

  private Normal() {}

  /** Log probability of lying between two values, which may be infinite. */
  static double logInterval(double low, double high) {
    if (low > 0 || (low > Double.NEGATIVE_INFINITY && low + high > 0)) {
      return logInterval(-high, -low);
    }
    // most of it lies below zero, where both tails keep their digits
    double upper = logBelow(high);
    double lower = logBelow(low);
    return upper + Math.log1p(-Math.exp(lower - upper));
  }

  /** Log probability of lying below a value. */
  static double logBelow(double value) {
    if (value == Double.NEGATIVE_INFINITY) {
      return Double.NEGATIVE_INFINITY;
    }
    if (value >= 0) {
      return value == Double.POSITIVE_INFINITY ? 0 : Math.log1p(-below(-value));
    }
    double x = -value / ROOT_TWO;
    return x < SERIES_UP_TO ? Math.log(below(value)) : Math.log(scaledTail(x) / 2) - x * x;
  }

  private static double below(double value) {
    double x = -value / ROOT_TWO;
    return x < SERIES_UP_TO ? (1 - errorFunction(x)) / 2 : scaledTail(x) * Math.exp(-x * x) / 2;
  }

  /** Series of Abramowitz and Stegun 7.1.6. */
  private static double errorFunction(double x) {
    double term = x;
    double sum = x;
    for (int n = 1; n < TERMS && term > 1e-17 * sum; n++) {
      term *= 2 * x * x / (2 * n + 1);
      sum += term;
    }
    return 2 / Math.sqrt(Math.PI) * Math.exp(-x * x) * sum;
  }

  /** {@code exp(x^2) erfc(x)} by the continued fraction of Abramowitz and Stegun 7.1.14. */
  private static double scaledTail(double x) {
    double fraction = x;
    for (int n = TERMS; n >= 1; n--) {
      fraction = x + n / 2.0 / fraction;
    }
    return 1 / (Math.sqrt(Math.PI) * fraction);
  }
}
