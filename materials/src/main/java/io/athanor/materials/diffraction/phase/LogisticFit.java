package io.athanor.materials.diffraction.phase;

import io.athanor.materials.diffraction.Cholesky;
import java.util.List;

/**
 * Logistic regression by Newton's method with a small ridge, what Platt scaling is (Platt, Advances
 * in Large Margin Classifiers, 61, 1999).
 */
public final class LogisticFit {
  private static final double RIDGE = 1e-2;
  private static final int STEPS = 50;

  private LogisticFit() {}

  /**
   * Weights that make the truth most likely.
   *
   * @param features one array per case, all of one length
   * @param truth one per case
   * @return intercept, then one weight per feature
   */
  public static double[] of(List<double[]> features, List<Boolean> truth) {
    int n = features.get(0).length + 1;
    double[] weights = new double[n];
    for (int step = 0; step < STEPS; step++) {
      double[][] curvature = new double[n][n];
      double[] gradient = new double[n];
      for (int i = 0; i < n; i++) {
        curvature[i][i] = RIDGE;
        gradient[i] = -RIDGE * weights[i];
      }
      for (int c = 0; c < features.size(); c++) {
        double p = Confidence.of(weights, features.get(c));
        double error = (truth.get(c) ? 1 : 0) - p;
        for (int i = 0; i < n; i++) {
          double u = i == 0 ? 1 : features.get(c)[i - 1];
          gradient[i] += error * u;
          for (int j = 0; j < n; j++) {
            double v = j == 0 ? 1 : features.get(c)[j - 1];
            curvature[i][j] += p * (1 - p) * u * v;
          }
        }
      }
      double[] change = Cholesky.solve(curvature, gradient);
      double largest = 0;
      for (int i = 0; i < n; i++) {
        weights[i] += change[i];
        largest = Math.max(largest, Math.abs(change[i]));
      }
      if (largest < 1e-9) {
        break;
      }
    }
    return weights;
  }
}
