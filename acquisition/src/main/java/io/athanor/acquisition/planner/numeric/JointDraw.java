package io.athanor.acquisition.planner.numeric;

import java.util.SplittableRandom;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.decomposition.chol.CholeskyDecompositionInner_DDRM;

/** Draws from a multivariate normal. */
public final class JointDraw {
  private static final double FIRST_JITTER = 1e-10;

  private JointDraw() {}

  /** One draw; the covariance (row-major) may be singular to working precision. */
  public static double[] gaussian(double[] mean, double[] covariance, SplittableRandom random) {
    return gaussianOf(mean, factor(covariance, mean.length), random);
  }

  /** One draw, given the {@link #factor} of the covariance. */
  public static double[] gaussianOf(double[] mean, double[] factor, SplittableRandom random) {
    int m = mean.length;
    double[] normal = new double[m];
    for (int i = 0; i < m; i++) {
      normal[i] = Seeds.gaussian(random);
    }
    double[] draw = mean.clone();
    for (int i = 0; i < m; i++) {
      for (int j = 0; j <= i; j++) {
        draw[i] += factor[i * m + j] * normal[j];
      }
    }
    return draw;
  }

  /**
   * Lower Cholesky factor, row-major, of a covariance (row-major, m x m) that may be singular: with
   * the least of 1e-10, 1e-9, ... of its largest variance added that makes it regular.
   */
  public static double[] factor(double[] covariance, int m) {
    double largest = 0;
    for (int i = 0; i < m; i++) {
      largest = Math.max(largest, covariance[i * m + i]);
    }
    for (double jitter = FIRST_JITTER; ; jitter *= 10) {
      DMatrixRMaj matrix = new DMatrixRMaj(m, m, true, covariance.clone());
      for (int i = 0; i < m; i++) {
        matrix.data[i * m + i] += jitter * (largest + FIRST_JITTER);
      }
      CholeskyDecompositionInner_DDRM cholesky = new CholeskyDecompositionInner_DDRM(true);
      if (cholesky.decompose(matrix)) {
        return cholesky.getT().data;
      }
    }
  }
}
