package io.athanor.acquisition.planner.posterior;

import java.util.ArrayList;
import java.util.List;

/**
 * A normal vector (the cells) conditioned on points one at a time, whatever their covariances are
 * made of: row i of V = L^-1 K(points, cells) is kept, so one more of n points costs O(n x cells).
 * Points without a value narrow the variance and leave the mean alone. Not thread-safe.
 */
final class ConditionedField {
  private static final double LEAST_VARIANCE = 1e-12;

  private final double[] priorVariance;
  private final List<double[]> factorRows = new ArrayList<>();
  private final List<double[]> solvedRows = new ArrayList<>();

  /** With the variance of every cell. */
  ConditionedField(double[] priorVariance) {
    this.priorVariance = priorVariance.clone();
  }

  /** Number of points so far. */
  int size() {
    return factorRows.size();
  }

  /**
   * Conditions on one more point.
   *
   * @param toCells its prior covariance with every cell; overwritten
   * @param toPoints its prior covariance with the points before it
   * @param own its variance, noise included
   */
  void append(double[] toCells, double[] toPoints, double own) {
    int n = size();
    double[] factor = new double[n + 1];
    double remaining = own;
    for (int j = 0; j < n; j++) {
      double[] other = factorRows.get(j);
      double sum = toPoints[j];
      for (int k = 0; k < j; k++) {
        sum -= factor[k] * other[k];
      }
      factor[j] = sum / other[j];
      remaining -= factor[j] * factor[j];
    }
    factor[n] = Math.sqrt(Math.max(remaining, LEAST_VARIANCE));
    for (int j = 0; j < n; j++) {
      add(toCells, solvedRows.get(j), -factor[j]);
    }
    for (int i = 0; i < toCells.length; i++) {
      toCells[i] /= factor[n];
    }
    factorRows.add(factor);
    solvedRows.add(toCells);
  }

  /** Posterior mean of every cell given the values of the first points. */
  double[] mean(double[] values) {
    double[] mean = new double[priorVariance.length];
    double[] reduced = reduced(values);
    for (int i = 0; i < reduced.length; i++) {
      add(mean, solvedRows.get(i), reduced[i]);
    }
    return mean;
  }

  /** Posterior variance of every cell given all points. */
  double[] variance() {
    double[] variance = priorVariance.clone();
    for (double[] solved : solvedRows) {
      for (int c = 0; c < variance.length; c++) {
        variance[c] -= solved[c] * solved[c];
      }
    }
    for (int c = 0; c < variance.length; c++) {
      variance[c] = Math.max(variance[c], LEAST_VARIANCE);
    }
    return variance;
  }

  /** Turns the prior covariance of one cell with every cell into the posterior one, in place. */
  double[] narrowed(int cell, double[] priorCovariance) {
    for (double[] solved : solvedRows) {
      add(priorCovariance, solved, -solved[cell]);
    }
    return priorCovariance;
  }

  /** Log density of the values of all points, without the constant. */
  double logEvidence(double[] values) {
    double sum = 0;
    double[] reduced = reduced(values);
    for (int i = 0; i < reduced.length; i++) {
      sum -= 0.5 * reduced[i] * reduced[i] + StrictMath.log(factorRows.get(i)[i]);
    }
    return sum;
  }

  private double[] reduced(double[] values) {
    double[] reduced = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      double[] factor = factorRows.get(i);
      double sum = values[i];
      for (int j = 0; j < i; j++) {
        sum -= factor[j] * reduced[j];
      }
      reduced[i] = sum / factor[i];
    }
    return reduced;
  }

  private static void add(double[] to, double[] what, double factor) {
    for (int i = 0; i < to.length; i++) {
      to[i] += factor * what[i];
    }
  }
}
