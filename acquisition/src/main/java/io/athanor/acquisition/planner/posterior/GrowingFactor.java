package io.athanor.acquisition.planner.posterior;

import java.util.Arrays;

/**
 * Cholesky factor L of a covariance matrix that grows by one point at a time, held by columns so
 * that inner loops run along points. Each entry's sum is taken in the order of the columns, four at
 * a time, so a factor grown is a factor made at once, to the bit. Not thread-safe.
 */
final class GrowingFactor {
  private static final double LEAST_VARIANCE = 1e-12;

  private double[][] columns = new double[8][8];
  private int size;

  /** Number of points. */
  int size() {
    return size;
  }

  /**
   * Adds a point.
   *
   * @param covariances with the points before, and with room for one more number; overwritten
   * @param variance prior variance of its value, noise included
   * @return the factor's new row, which is the array given
   */
  double[] append(double[] covariances, double variance) {
    int n = size;
    solve(covariances, n);
    double remaining = variance;
    for (int k = 0; k < n; k++) {
      remaining -= covariances[k] * covariances[k];
    }
    covariances[n] = Math.sqrt(Math.max(remaining, LEAST_VARIANCE));
    reserve(n + 1);
    for (int k = 0; k <= n; k++) {
      columns[k][n] = covariances[k];
    }
    size = n + 1;
    return covariances;
  }

  /** Takes over another's points in place of its own. */
  void copy(GrowingFactor other) {
    columns = new double[other.columns.length][];
    for (int k = 0; k < columns.length; k++) {
      columns[k] = other.columns[k].clone();
    }
    size = other.size;
  }

  /** Forgets the points after the first so many. */
  void truncate(int points) {
    size = points;
  }

  /** L^-1 times the values of the first points. */
  double[] reduced(double[] values) {
    double[] reduced = values.clone();
    solve(reduced, reduced.length);
    return reduced;
  }

  private void solve(double[] sums, int n) {
    int k = 0;
    for (; k + 4 <= n; k += 4) {
      double[] a = columns[k];
      double[] b = columns[k + 1];
      double[] c = columns[k + 2];
      double[] d = columns[k + 3];
      double wa = sums[k] / a[k];
      double wb = (sums[k + 1] - wa * a[k + 1]) / b[k + 1];
      double wc = (sums[k + 2] - wa * a[k + 2] - wb * b[k + 2]) / c[k + 2];
      double wd = (sums[k + 3] - wa * a[k + 3] - wb * b[k + 3] - wc * c[k + 3]) / d[k + 3];
      sums[k] = wa;
      sums[k + 1] = wb;
      sums[k + 2] = wc;
      sums[k + 3] = wd;
      for (int j = k + 4; j < n; j++) {
        sums[j] = sums[j] - wa * a[j] - wb * b[j] - wc * c[j] - wd * d[j];
      }
    }
    for (; k < n; k++) {
      double[] column = columns[k];
      double weight = sums[k] / column[k];
      sums[k] = weight;
      for (int j = k + 1; j < n; j++) {
        sums[j] -= weight * column[j];
      }
    }
  }

  private void reserve(int points) {
    if (points > columns.length) {
      int more = points * 3 / 2;
      double[][] wider = new double[more][];
      for (int k = 0; k < more; k++) {
        wider[k] = k < size ? Arrays.copyOf(columns[k], more) : new double[more];
      }
      columns = wider;
    }
  }
}
