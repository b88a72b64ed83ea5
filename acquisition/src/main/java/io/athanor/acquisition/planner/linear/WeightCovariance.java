package io.athanor.acquisition.planner.linear;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.decomposition.chol.CholeskyDecompositionInner_DDRM;
import org.ejml.dense.row.linsol.chol.LinearSolverChol_DDRM;

/**
 * Covariance P of the weights of a linear model in units of the noise variance, changed in place by
 * one record at a time: k = P x, q = r + k.x, P -= k k'/q, O(d^2). Its inverse A = P0^-1 + sum x
 * x'/r is summed beside it, and every {@value #REBUILD_EVERY} changes P is made anew from A by
 * Cholesky, so rounding never adds up. Not thread-safe.
 */
final class WeightCovariance {
  static final int REBUILD_EVERY = 512;
  private static final double LEAST_PIVOT = 1e-12;

  private final int dimension;
  private final double[] covariance;
  private final double[] precision;
  private int changes;

  /** Independent weights of this prior variance. */
  WeightCovariance(int dimension, double priorVariance) {
    this.dimension = dimension;
    this.covariance = new double[dimension * dimension];
    this.precision = new double[dimension * dimension];
    for (int i = 0; i < dimension; i++) {
      covariance[i * dimension + i] = priorVariance;
      precision[i * dimension + i] = 1 / priorVariance;
    }
  }

  WeightCovariance(WeightCovariance other) {
    this.dimension = other.dimension;
    this.covariance = other.covariance.clone();
    this.precision = other.precision.clone();
    this.changes = other.changes;
  }

  int dimension() {
    return dimension;
  }

  /** P, row-major and symmetric to the last bit; not to be written to. */
  double[] cells() {
    return covariance;
  }

  /** P x. */
  double[] times(double[] features) {
    if (features.length != dimension) {
      throw new IllegalArgumentException(
          "expected %d features, got %d".formatted(dimension, features.length));
    }
    double[] product = new double[dimension];
    for (int i = 0; i < dimension; i++) {
      double weight = features[i];
      int row = i * dimension;
      for (int j = 0; j < dimension; j++) {
        product[j] += weight * covariance[row + j];
      }
    }
    return product;
  }

  /** Takes a record in; gives whether P was rebuilt rather than changed by k k'/q. */
  boolean add(double[] features, double noise, double[] gain, double q) {
    outer(precision, features, 1 / noise);
    outer(covariance, gain, -1 / q);
    changes++;
    if (changes % REBUILD_EVERY == 0) {
      rebuild();
      return true;
    }
    return false;
  }

  /** Takes a record out, as {@link #add} takes it in; {@code q} is k.x - r. */
  boolean remove(double[] features, double noise, double[] gain, double q) {
    if (!(q < -LEAST_PIVOT)) {
      throw new IllegalArgumentException("record was never part of this posterior");
    }
    return add(features, -noise, gain, q);
  }

  /** Narrows P as a record would, without taking it in: for experiments still running. */
  void narrow(double[] gain, double q) {
    outer(covariance, gain, -1 / q);
  }

  /** Adds the records behind another P; {@code priorVariance} is the prior of both. */
  void merge(WeightCovariance other, double priorVariance) {
    for (int i = 0; i < precision.length; i++) {
      precision[i] += other.precision[i];
    }
    for (int i = 0; i < dimension; i++) {
      precision[i * dimension + i] -= 1 / priorVariance;
    }
    rebuild();
  }

  /** Keeps this fraction of the evidence and of the prior. */
  void forget(double keep) {
    for (int i = 0; i < precision.length; i++) {
      precision[i] *= keep;
      covariance[i] /= keep;
    }
  }

  /** P from A, by Cholesky. */
  void rebuild() {
    LinearSolverChol_DDRM solver =
        new LinearSolverChol_DDRM(new CholeskyDecompositionInner_DDRM(true));
    DMatrixRMaj inverse = new DMatrixRMaj(dimension, dimension);
    if (!solver.setA(new DMatrixRMaj(dimension, dimension, true, precision.clone()))) {
      throw new IllegalStateException("the evidence is not positive definite");
    }
    solver.invert(inverse);
    for (int i = 0; i < dimension; i++) {
      for (int j = 0; j <= i; j++) {
        double cell = inverse.data[i * dimension + j];
        covariance[i * dimension + j] = cell;
        covariance[j * dimension + i] = cell;
      }
    }
  }

  /** M += scale x x'; both triangles from one product, so M stays symmetric to the last bit. */
  static void outer(double[] matrix, double[] x, double scale) {
    for (int i = 0; i < x.length; i++) {
      double xi = x[i];
      int row = i * x.length;
      for (int j = 0; j < x.length; j++) {
        matrix[row + j] += xi * x[j] * scale;
      }
    }
  }
}
