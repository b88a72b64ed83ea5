package io.athanor.inference.bench;

import java.util.Arrays;

/** Rank statistics. */
final class Ranks {
  private Ranks() {}

  /**
   * Area under the receiver operating characteristic: how often a positive scores above a negative,
   * ties by half (Hanley, McNeil, Radiology 143, 29, 1982).
   */
  static double auroc(double[] negatives, double[] positives) {
    double[] sorted = negatives.clone();
    Arrays.sort(sorted);
    double wins = 0;
    for (double positive : positives) {
      int below = count(sorted, positive, false);
      int upTo = count(sorted, positive, true);
      wins += below + 0.5 * (upTo - below);
    }
    return wins / ((double) negatives.length * positives.length);
  }

  /** How many are below the value, or not above it. */
  private static int count(double[] sorted, double value, boolean inclusive) {
    int low = 0;
    int high = sorted.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (sorted[middle] < value || (inclusive && sorted[middle] == value)) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** Least-squares slope and intercept of y on x, and the slope's standard error. */
  static double[] line(double[] x, double[] y) {
    double meanX = Arrays.stream(x).average().orElseThrow();
    double meanY = Arrays.stream(y).average().orElseThrow();
    double xx = 0;
    double xy = 0;
    for (int index = 0; index < x.length; index++) {
      xx += (x[index] - meanX) * (x[index] - meanX);
      xy += (x[index] - meanX) * (y[index] - meanY);
    }
    double slope = xy / xx;
    double left = 0;
    for (int index = 0; index < x.length; index++) {
      double error = y[index] - meanY - slope * (x[index] - meanX);
      left += error * error;
    }
    return new double[] {
      slope, meanY - slope * meanX, Math.sqrt(left / Math.max(1, x.length - 2) / xx)
    };
  }
}
