package io.athanor.acquisition.planner.posterior;

import java.util.Arrays;
import java.util.stream.IntStream;

/** Correlation coefficients of paired values. */
final class Correlations {
  private Correlations() {}

  /** Pearson's, over the chosen indices; 0 where one side does not vary. */
  static double pearson(double[] a, double[] b, int[] chosen) {
    double meanA = Arrays.stream(chosen).mapToDouble(i -> a[i]).average().orElse(0);
    double meanB = Arrays.stream(chosen).mapToDouble(i -> b[i]).average().orElse(0);
    double product = 0;
    double squaresA = 0;
    double squaresB = 0;
    for (int i : chosen) {
      product += (a[i] - meanA) * (b[i] - meanB);
      squaresA += (a[i] - meanA) * (a[i] - meanA);
      squaresB += (b[i] - meanB) * (b[i] - meanB);
    }
    return squaresA > 0 && squaresB > 0 ? product / Math.sqrt(squaresA * squaresB) : 0;
  }

  /** Spearman's: Pearson's of the ranks, ties sharing their mean rank. */
  static double spearman(double[] a, double[] b) {
    return pearson(ranks(a), ranks(b), IntStream.range(0, a.length).toArray());
  }

  private static double[] ranks(double[] values) {
    double[] ranks = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      for (double other : values) {
        ranks[i] += other < values[i] ? 1 : other == values[i] ? 0.5 : 0;
      }
    }
    return ranks;
  }

  /** Whether a symmetric row-major matrix has a Cholesky factor well away from singular. */
  static boolean positiveDefinite(double[] matrix, int size) {
    double[] factor = new double[size * size];
    for (int i = 0; i < size; i++) {
      for (int j = 0; j <= i; j++) {
        double sum = matrix[i * size + j];
        for (int k = 0; k < j; k++) {
          sum -= factor[i * size + k] * factor[j * size + k];
        }
        if (i == j && !(sum > 1e-6)) {
          return false;
        }
        factor[i * size + j] = i == j ? Math.sqrt(sum) : sum / factor[j * size + j];
      }
    }
    return true;
  }
}
