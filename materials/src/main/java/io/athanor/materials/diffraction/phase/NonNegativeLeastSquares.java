package io.athanor.materials.diffraction.phase;

import io.athanor.materials.diffraction.Cholesky;

/**
 * Least squares with unknowns that may not be negative: the active-set method of Lawson and Hanson
 * (Solving Least Squares Problems, 1974, ch. 23) on the normal equations; meant for a handful of
 * unknowns.
 */
public final class NonNegativeLeastSquares {
  private static final double TOLERANCE = 1e-10;

  private NonNegativeLeastSquares() {}

  /**
   * Minimises |A x - b|^2, x >= 0.
   *
   * @param normal A^T A, n x n, symmetric
   * @param right A^T b
   * @return x
   */
  public static double[] solve(double[][] normal, double[] right) {
    int n = right.length;
    boolean[] free = new boolean[n];
    double[] x = new double[n];
    double scale = TOLERANCE;
    for (double each : right) {
      scale = Math.max(scale, TOLERANCE * Math.abs(each));
    }
    for (int round = 0; round < 3 * n + 3; round++) {
      int best = -1;
      double steepest = scale;
      for (int i = 0; i < n; i++) {
        double gradient = right[i];
        for (int j = 0; j < n; j++) {
          gradient -= normal[i][j] * x[j];
        }
        if (!free[i] && normal[i][i] > 0 && gradient > steepest) {
          best = i;
          steepest = gradient;
        }
      }
      if (best < 0) {
        return x;
      }
      free[best] = true;
      x = feasible(normal, right, free, x);
    }
    return x;
  }

  private static double[] feasible(
      double[][] normal, double[] right, boolean[] free, double[] start) {
    double[] x = start;
    while (true) {
      double[] target = Cholesky.solveSubset(normal, right, free);
      double step = 1;
      for (int i = 0; i < x.length; i++) {
        if (free[i] && target[i] <= 0) {
          step = Math.min(step, x[i] / (x[i] - target[i] + Double.MIN_NORMAL));
        }
      }
      double[] next = new double[x.length];
      boolean clipped = false;
      for (int i = 0; i < x.length; i++) {
        next[i] = free[i] ? x[i] + step * (target[i] - x[i]) : 0;
        if (free[i] && target[i] <= 0 && next[i] <= 1e-14 * Math.abs(x[i])) {
          next[i] = 0;
          free[i] = false;
          clipped = true;
        }
      }
      x = next;
      if (!clipped) {
        return x;
      }
    }
  }
}
