package io.athanor.acquisition.planner.linear;

/**
 * Features of up to {@value #LANES} neighbouring candidates as doubles, an array a column: turning
 * floats into doubles costs more than multiplying them, so whoever needs several products of the
 * same candidates turns them once. Sums are in the order of the columns, to the bit those of {@link
 * CandidateBlocks#dot}. Not thread-safe.
 */
final class WideSlice {
  static final int LANES = 256;

  private final double[][] columns;
  private int lanes;

  WideSlice(int columns) {
    this.columns = new double[columns][0];
  }

  /** Takes these features in, column by column. */
  void fill(float[] block, int stride, int from) {
    lanes = Math.min(LANES, stride - from);
    for (int c = 0; c < columns.length; c++) {
      if (columns[c].length != lanes) {
        columns[c] = new double[lanes];
      }
      widen(columns[c], block, c * stride + from);
    }
  }

  /** Candidates in it. */
  int lanes() {
    return lanes;
  }

  private static void widen(double[] column, float[] block, int at) {
    for (int j = 0; j < column.length; j++) {
      column[j] = block[at + j];
    }
  }

  /** Scalar product of each candidate with the weights. */
  double[] dot(double[] weights) {
    double[] sums = new double[lanes];
    accumulate(sums, weights, columns.length);
    return sums;
  }

  /** Quadratic form x'Px of each candidate, from the lower triangle of P. */
  double[] quadratic(double[] matrix) {
    int d = columns.length;
    double[] sums = new double[lanes];
    double[] row = new double[d];
    for (int i = 0; i < d; i++) {
      for (int j = 0; j < i; j++) {
        row[j] = 2 * matrix[i * d + j];
      }
      row[i] = matrix[i * d + i];
      double[] inner = new double[lanes];
      accumulate(inner, row, i + 1);
      multiply(sums, inner, columns[i]);
    }
    return sums;
  }

  private void accumulate(double[] sums, double[] weights, int to) {
    int c = 0;
    for (; c + 4 <= to; c += 4) {
      add(sums, columns[c], columns[c + 1], columns[c + 2], columns[c + 3], weights, c);
    }
    for (; c < to; c++) {
      add(sums, columns[c], weights[c]);
    }
  }

  private static void add(
      double[] sums, double[] a, double[] b, double[] c, double[] d, double[] weights, int at) {
    double wa = weights[at];
    double wb = weights[at + 1];
    double wc = weights[at + 2];
    double wd = weights[at + 3];
    for (int j = 0; j < sums.length; j++) {
      sums[j] = sums[j] + wa * a[j] + wb * b[j] + wc * c[j] + wd * d[j];
    }
  }

  private static void add(double[] sums, double[] column, double weight) {
    for (int j = 0; j < sums.length; j++) {
      sums[j] += weight * column[j];
    }
  }

  private static void multiply(double[] sums, double[] inner, double[] column) {
    for (int j = 0; j < sums.length; j++) {
      sums[j] += inner[j] * column[j];
    }
  }
}
