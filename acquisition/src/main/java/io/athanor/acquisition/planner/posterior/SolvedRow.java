package io.athanor.acquisition.planner.posterior;

/**
 * One row of the triangular solve over a block of candidates, held in single precision where the
 * pool is large. Sums are in double precision and in the order of the rows, so grouping rows
 * changes no bit.
 */
final class SolvedRow {
  private final double[] wide;
  private final float[] narrow;

  private SolvedRow(double[] wide, float[] narrow) {
    this.wide = wide;
    this.narrow = narrow;
  }

  static SolvedRow of(double[] values, boolean single) {
    if (!single) {
      return new SolvedRow(values, null);
    }
    float[] narrow = new float[values.length];
    for (int i = 0; i < narrow.length; i++) {
      narrow[i] = (float) values[i];
    }
    return new SolvedRow(null, narrow);
  }

  /** The same numbers in double precision. */
  SolvedRow widened() {
    if (narrow == null) {
      return this;
    }
    double[] values = new double[narrow.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = narrow[i];
    }
    return new SolvedRow(values, null);
  }

  double at(int lane) {
    return wide == null ? narrow[lane] : wide[lane];
  }

  /** sums += weight x row. */
  void addTo(double[] sums, double weight) {
    if (wide == null) {
      add(sums, narrow, weight);
    } else {
      add(sums, wide, weight);
    }
  }

  /** sums -= row^2. */
  void subtractSquares(double[] sums) {
    if (wide == null) {
      subtractSquares(sums, narrow);
    } else {
      subtractSquares(sums, wide);
    }
  }

  /** sums -= weights[0] a + weights[1] b + ..., four rows at a time and in their order. */
  static void subtract(double[] sums, SolvedRow[] rows, double[] weights, int count) {
    int j = 0;
    for (; j + 4 <= count; j += 4) {
      if (rows[j].wide == null) {
        subtract(
            sums,
            rows[j].narrow,
            rows[j + 1].narrow,
            rows[j + 2].narrow,
            rows[j + 3].narrow,
            weights,
            j);
      } else {
        subtract(
            sums, rows[j].wide, rows[j + 1].wide, rows[j + 2].wide, rows[j + 3].wide, weights, j);
      }
    }
    for (; j < count; j++) {
      rows[j].addTo(sums, -weights[j]);
    }
  }

  private static void subtract(
      double[] sums, double[] a, double[] b, double[] c, double[] d, double[] weights, int at) {
    double wa = weights[at];
    double wb = weights[at + 1];
    double wc = weights[at + 2];
    double wd = weights[at + 3];
    for (int i = 0; i < sums.length; i++) {
      sums[i] = sums[i] - wa * a[i] - wb * b[i] - wc * c[i] - wd * d[i];
    }
  }

  private static void subtract(
      double[] sums, float[] a, float[] b, float[] c, float[] d, double[] weights, int at) {
    double wa = weights[at];
    double wb = weights[at + 1];
    double wc = weights[at + 2];
    double wd = weights[at + 3];
    for (int i = 0; i < sums.length; i++) {
      sums[i] = sums[i] - wa * a[i] - wb * b[i] - wc * c[i] - wd * d[i];
    }
  }

  private static void add(double[] sums, double[] row, double weight) {
    for (int i = 0; i < sums.length; i++) {
      sums[i] += weight * row[i];
    }
  }

  private static void add(double[] sums, float[] row, double weight) {
    for (int i = 0; i < sums.length; i++) {
      sums[i] += weight * row[i];
    }
  }

  private static void subtractSquares(double[] sums, double[] row) {
    for (int i = 0; i < sums.length; i++) {
      sums[i] -= row[i] * row[i];
    }
  }

  private static void subtractSquares(double[] sums, float[] row) {
    for (int i = 0; i < sums.length; i++) {
      sums[i] -= (double) row[i] * row[i];
    }
  }
}
