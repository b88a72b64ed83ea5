package io.athanor.acquisition.planner.acquisition;

/** Sums of numbers known by their logarithms. */
final class LogSum {
  private LogSum() {}

  /** log of the sum of exp; negative infinity of nothing. */
  static double exp(double... logs) {
    double most = Double.NEGATIVE_INFINITY;
    for (double log : logs) {
      most = Math.max(most, log);
    }
    if (Double.isInfinite(most)) {
      return most;
    }
    double sum = 0;
    for (double log : logs) {
      sum += StrictMath.exp(log - most);
    }
    return most + StrictMath.log(sum);
  }

  /** log of the mean of exp. */
  static double meanExp(double... logs) {
    return exp(logs) - StrictMath.log(logs.length);
  }
}
