package io.athanor.acquisition.planner.posterior;

import io.athanor.acquisition.planner.space.FeatureMatrix;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/**
 * What a Gaussian process says of each observation from all others, hyperparameters as they are: mu
 * = y - alpha_i / K^-1_ii, s2 = 1 / K^-1_ii (Rasmussen and Williams 2006, eq. 5.12), noise
 * included.
 *
 * @param mean by observation
 * @param deviation by observation
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, only read
record LeaveOneOut(double[] mean, double[] deviation) {

  /** From a prior and the observations. */
  static LeaveOneOut of(
      Covariance covariance, FeatureMatrix observed, double[] targets, double[] variances) {
    int n = targets.length;
    DMatrixRMaj gram = new DMatrixRMaj(n, n);
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        gram.set(i, j, covariance.between(observed, i, observed, j));
      }
      gram.add(i, i, covariance.noise() + variances[i]);
    }
    DMatrixRMaj inverse = new DMatrixRMaj(n, n);
    if (!CommonOps_DDRM.invert(gram, inverse)) {
      throw new IllegalStateException("covariance of the observations is singular");
    }
    double[] mean = new double[n];
    double[] deviation = new double[n];
    for (int i = 0; i < n; i++) {
      double alpha = 0;
      for (int j = 0; j < n; j++) {
        alpha += inverse.get(i, j) * targets[j];
      }
      mean[i] = targets[i] - alpha / inverse.get(i, i);
      deviation[i] = Math.sqrt(1 / inverse.get(i, i));
    }
    return new LeaveOneOut(mean, deviation);
  }

  /** Log density of the observations, each given all others, summed, without the constant. */
  double logDensity(double[] targets) {
    double sum = 0;
    for (int i = 0; i < targets.length; i++) {
      double z = (targets[i] - mean[i]) / deviation[i];
      sum -= 0.5 * z * z + StrictMath.log(deviation[i]);
    }
    return sum;
  }
}
