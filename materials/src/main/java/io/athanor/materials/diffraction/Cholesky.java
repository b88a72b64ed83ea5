package io.athanor.materials.diffraction;

/** Small symmetric positive systems by Cholesky decomposition. */
public final class Cholesky {
  private Cholesky() {}

  /**
   * Solves a x = b; a direction without any information gets 0.
   *
   * @param a symmetric, positive semidefinite; not written to
   */
  public static double[] solve(double[][] a, double[] b) {
    int n = b.length;
    double[][] l = new double[n][n];
    boolean[] dead = new boolean[n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        double sum = a[i][j];
        for (int k = 0; k < j; k++) {
          sum -= l[i][k] * l[j][k];
        }
        if (i == j) {
          dead[i] = !(sum > 1e-12 * a[i][i]);
          l[i][i] = dead[i] ? 1 : Math.sqrt(sum);
        } else {
          l[i][j] = dead[j] ? 0 : sum / l[j][j];
        }
      }
    }
    double[] y = new double[n];
    for (int i = 0; i < n; i++) {
      double sum = b[i];
      for (int k = 0; k < i; k++) {
        sum -= l[i][k] * y[k];
      }
      y[i] = dead[i] ? 0 : sum / l[i][i];
    }
    double[] x = new double[n];
    for (int i = n - 1; i >= 0; i--) {
      double sum = y[i];
      for (int k = i + 1; k < n; k++) {
        sum -= l[k][i] * x[k];
      }
      x[i] = dead[i] ? 0 : sum / l[i][i];
    }
    return x;
  }

  /** Solves for the unknowns that are free; the others are 0. */
  public static double[] solveSubset(double[][] a, double[] b, boolean[] free) {
    int n = b.length;
    int[] index = new int[n];
    int count = 0;
    for (int i = 0; i < n; i++) {
      if (free[i]) {
        index[count++] = i;
      }
    }
    double[][] part = new double[count][count];
    double[] right = new double[count];
    for (int i = 0; i < count; i++) {
      right[i] = b[index[i]];
      for (int j = 0; j < count; j++) {
        part[i][j] = a[index[i]][index[j]];
      }
    }
    double[] solved = solve(part, right);
    double[] x = new double[n];
    for (int i = 0; i < count; i++) {
      x[index[i]] = solved[i];
    }
    return x;
  }
}
