package io.athanor.acquisition.planner.batch;

import io.athanor.acquisition.planner.acquisition.Joint;
import io.athanor.acquisition.planner.acquisition.Outcome;
import java.util.ArrayList;
import java.util.List;

/**
 * Variance of a property that is left once results at some rows are awaited, by rows of a pivoted
 * Cholesky factor: v = (cov(b, .) - sum_p v_p(b) v_p) / sqrt(var(b) + noise^2) takes v^2 away.
 * Exact for a Gaussian posterior, whose variance does not depend on the results; for a mixture,
 * exact in its second moments. O(rows x (observations + awaited)) each. Not thread-safe.
 */
final class Awaited {
  private final Outcome outcome;
  private final Joint joint;
  private final double[] variance;
  private final List<double[]> factors = new ArrayList<>();

  Awaited(Outcome outcome) {
    this.outcome = outcome;
    this.joint = outcome.requireJoint();
    this.variance = new double[outcome.means().length];
    for (int i = 0; i < variance.length; i++) {
      variance[i] = outcome.deviations()[i] * outcome.deviations()[i];
    }
  }

  void await(int row) {
    double[] factor = joint.covarianceWith(row);
    for (double[] earlier : factors) {
      double weight = earlier[row];
      for (int i = 0; i < factor.length; i++) {
        factor[i] -= weight * earlier[i];
      }
    }
    double total = variance[row] + outcome.noise() * outcome.noise();
    if (!(total > 0)) {
      return;
    }
    double inverse = 1 / Math.sqrt(total);
    for (int i = 0; i < factor.length; i++) {
      factor[i] *= inverse;
      variance[i] = Math.max(0, variance[i] - factor[i] * factor[i]);
    }
    factors.add(factor);
  }

  double variance(int row) {
    return variance[row];
  }

  /** Standard deviations left, by row. */
  double[] deviations() {
    double[] deviations = new double[variance.length];
    for (int i = 0; i < deviations.length; i++) {
      deviations[i] = Math.sqrt(variance[i]);
    }
    return deviations;
  }

  /** Covariance of a row with every row that is left. */
  double[] covarianceWith(int row) {
    double[] covariance = joint.covarianceWith(row);
    for (double[] factor : factors) {
      double weight = factor[row];
      for (int i = 0; i < covariance.length; i++) {
        covariance[i] -= weight * factor[i];
      }
    }
    return covariance;
  }
}
