package io.athanor.acquisition.planner.posterior;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * Cholesky factor L of a covariance matrix that grows by one point at a time, held by columns so
 * that inner loops run along points. Each entry's sum is taken in the order of the columns, four at
 * a time, so a factor grown is a factor made at once, to the bit. Rows are kept beside the columns,
 * for who runs along these. Not thread-safe.
 */
final class GrowingFactor {
  private static final double LEAST_VARIANCE = 1e-12;

  private final List<double[]> rows = new ArrayList<>();
  private double[][] columns = new double[8][8];
  private boolean shared;

  /** Number of points. */
  int size() {
    return rows.size();
  }

  /** Its rows, each as long as its point's place; not to be written to. */
  List<double[]> rows() {
    return Collections.unmodifiableList(rows);
  }

  /**
   * Adds a point.
   *
   * @param covariances with the points before, and with room for one more number; becomes the new
   *     row
   * @param variance prior variance of its value, noise included
   */
  void append(double[] covariances, double variance) {
    int n = rows.size();
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
    rows.add(covariances);
  }

  /** Takes over another's points in place of its own. Who grows first copies the columns. */
  void copy(GrowingFactor other) {
    rows.clear();
    rows.addAll(other.rows);
    columns = other.columns;
    shared = true;
    other.shared = true;
  }

  /** Forgets the points after the first so many. */
  void truncate(int points) {
    rows.subList(points, rows.size()).clear();
  }

  /** L^-1 times the values of the first points. */
  double[] reduced(double[] values) {
    double[] reduced = values.clone();
    solve(reduced, reduced.length);
    return reduced;
  }

  /** (L L')^-1 times the values of the first points. O(n^2). */
  double[] solved(double[] values) {
    double[] solved = reduced(values);
    for (int i = solved.length - 1; i >= 0; i--) {
      double[] row = rows.get(i);
      solved[i] /= row[i];
      for (int j = 0; j < i; j++) {
        solved[j] -= row[j] * solved[i];
      }
    }
    return solved;
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
    if (shared || points > columns.length) {
      int more = points > columns.length ? points * 3 / 2 : columns.length;
      double[][] wider = new double[more][];
      for (int k = 0; k < more; k++) {
        wider[k] = k < rows.size() ? Arrays.copyOf(columns[k], more) : new double[more];
      }
      columns = wider;
      shared = false;
    }
  }
}
