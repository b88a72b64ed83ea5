package io.athanor.materials.drift;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Two-sample test in many dimensions (Gretton et al. 2012, "A kernel two-sample test", lemma 6):
 * the unbiased squared maximum mean discrepancy MMD2 = mean k(x, x') + mean k(y, y') - 2 mean k(x,
 * y) under k(a, b) = exp(-|a - b|^2 / (2 h^2)), h the median distance of the pooled sample; its
 * p-value by seeded permutation, (1 + how many are as large) / (1 + permutations), which is exact
 * for exchangeable rows.
 */
public final class MaximumMeanDiscrepancy {
  private MaximumMeanDiscrepancy() {}

  /**
   * What came of it.
   *
   * @param squared unbiased MMD2 (dimensionless); may be below zero
   * @param pvalue in (0, 1]
   * @param bandwidth h, in units of the rows
   */
  public record Result(double squared, double pvalue, double bandwidth) {}

  /**
   * Compares two samples.
   *
   * @param first at least two rows
   * @param second at least two rows of the same length
   * @param permutations at least one
   * @param seed of the permutations
   */
  public static Result of(double[][] first, double[][] second, int permutations, long seed) {
    if (first.length < 2 || second.length < 2) {
      throw new IllegalArgumentException(
          "rows: two samples of at least two, were %d and %d"
              .formatted(first.length, second.length));
    }
    if (permutations < 1) {
      throw new IllegalArgumentException("permutations must be positive, was " + permutations);
    }
    double[][] pooled = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, pooled, first.length, second.length);
    double[][] kernel = squaredDistances(pooled);
    double bandwidth = Math.sqrt(median(kernel));
    toKernel(kernel, bandwidth);
    int[] order = new int[pooled.length];
    Arrays.setAll(order, i -> i);
    double observed = squared(kernel, order, first.length);
    SplittableRandom random = new SplittableRandom(seed);
    int larger = 0;
    for (int each = 0; each < permutations; each++) {
      shuffle(order, random);
      if (squared(kernel, order, first.length) >= observed) {
        larger++;
      }
    }
    return new Result(observed, (1.0 + larger) / (1 + permutations), bandwidth);
  }

  private static double[][] squaredDistances(double[][] rows) {
    double[][] squares = new double[rows.length][rows.length];
    for (int i = 0; i < rows.length; i++) {
      if (rows[i].length != rows[0].length) {
        throw new IllegalArgumentException(
            "rows must have one length, had %d and %d".formatted(rows[0].length, rows[i].length));
      }
      for (int j = 0; j < i; j++) {
        double sum = 0;
        for (int d = 0; d < rows[i].length; d++) {
          double difference = rows[i][d] - rows[j][d];
          sum += difference * difference;
        }
        Finite.require(sum);
        squares[i][j] = sum;
        squares[j][i] = sum;
      }
    }
    return squares;
  }

  private static double median(double[][] squares) {
    int n = squares.length;
    double[] all = new double[n * (n - 1) / 2];
    for (int i = 0, at = 0; i < n; i++) {
      for (int j = 0; j < i; j++) {
        all[at++] = squares[i][j];
      }
    }
    Arrays.sort(all);
    double middle = all[all.length / 2];
    // half of the rows may be one and the same
    return middle > 0 ? middle : Arrays.stream(all).filter(each -> each > 0).findFirst().orElse(1);
  }

  private static void toKernel(double[][] squares, double bandwidth) {
    for (double[] row : squares) {
      for (int j = 0; j < row.length; j++) {
        row[j] = StrictMath.exp(-row[j] / (2 * bandwidth * bandwidth));
      }
    }
  }

  private static double squared(double[][] kernel, int[] order, int n) {
    int m = order.length - n;
    double within = 0;
    double beyond = 0;
    double across = 0;
    for (int i = 0; i < order.length; i++) {
      double[] row = kernel[order[i]];
      for (int j = 0; j < i; j++) {
        double k = row[order[j]];
        if (i < n) {
          within += k;
        } else if (j >= n) {
          beyond += k;
        } else {
          across += k;
        }
      }
    }
    return 2 * within / ((double) n * (n - 1))
        + 2 * beyond / ((double) m * (m - 1))
        - 2 * across / ((double) n * m);
  }

  private static void shuffle(int[] order, SplittableRandom random) {
    for (int i = order.length - 1; i > 0; i--) {
      int other = random.nextInt(i + 1);
      int each = order[i];
      order[i] = order[other];
      order[other] = each;
    }
  }
}
