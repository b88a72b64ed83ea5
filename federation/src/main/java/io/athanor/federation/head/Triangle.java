package io.athanor.federation.head;

/** Cholesky's factor of a symmetric positive definite matrix, by rows, in its lower triangle. */
final class Triangle {
  private Triangle() {}

  /** The lower triangle of A + I / variance, by rows. */
  static double[] regularised(SufficientStatistics sums, double variance) {
    int d = sums.features();
    double[] matrix = new double[d * d];
    for (int i = 0, at = 0; i < d; i++) {
      for (int j = i; j < d; j++, at++) {
        matrix[j * d + i] = sums.precision()[at];
      }
      matrix[i * d + i] += 1 / variance;
    }
    return matrix;
  }

  /**
   * Replaces the lower triangle of a matrix by its factor.
   *
   * @throws IllegalArgumentException where the matrix is not positive definite
   */
  static void factorize(double[] a, int d) {
    for (int j = 0; j < d; j++) {
      double pivot = a[j * d + j];
      for (int k = 0; k < j; k++) {
        pivot -= a[j * d + k] * a[j * d + k];
      }
      if (!(pivot > 0)) {
        throw new IllegalArgumentException(
            "precision is not positive definite: feature " + j + " leaves " + pivot);
      }
      double root = Math.sqrt(pivot);
      a[j * d + j] = root;
      for (int i = j + 1; i < d; i++) {
        double value = a[i * d + j];
        for (int k = 0; k < j; k++) {
          value -= a[i * d + k] * a[j * d + k];
        }
        a[i * d + j] = value / root;
      }
    }
  }

  /** Replaces a right-hand side by the solution. */
  static void solve(double[] factor, int d, double[] b) {
    for (int i = 0; i < d; i++) {
      for (int k = 0; k < i; k++) {
        b[i] -= factor[i * d + k] * b[k];
      }
      b[i] /= factor[i * d + i];
    }
    for (int i = d - 1; i >= 0; i--) {
      for (int k = i + 1; k < d; k++) {
        b[i] -= factor[k * d + i] * b[k];
      }
      b[i] /= factor[i * d + i];
    }
  }

  /** The inverse of the matrix, by rows. */
  static double[] inverse(double[] factor, int d) {
    double[] inverse = new double[d * d];
    for (int j = 0; j < d; j++) {
      double[] column = new double[d];
      column[j] = 1;
      solve(factor, d, column);
      for (int i = 0; i < d; i++) {
        inverse[i * d + j] = column[i];
      }
    }
    return inverse;
  }
}
