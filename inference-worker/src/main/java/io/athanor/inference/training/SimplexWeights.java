package io.athanor.inference.training;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.LinearSolverFactory_DDRM;
import org.ejml.interfaces.linsol.LinearSolverDense;

/**
 * Weights of the least variance for estimates whose errors go together (Bates and Granger 1969),
 * none negative: minimise w'Sw with w >= 0 and sum w = 1, S the covariance of the errors. For few
 * estimates every set of those with a say is tried, so that it is exact.
 */
final class SimplexWeights {
  private static final double JITTER = 1e-9;

  private SimplexWeights() {}

  /**
   * The weights.
   *
   * @param errors per estimate, a row each, without bias
   * @param importance of each row, positive
   * @return one per estimate, exactly 0 for those that add nothing
   */
  static double[] of(double[][] errors, double[] importance) {
    int count = errors.length;
    double[][] covariance = covariance(errors, importance);
    double[] best = new double[count];
    double least = Double.POSITIVE_INFINITY;
    for (int set = 1; set < 1 << count; set++) {
      double[] weights = unconstrained(covariance, set);
      double variance = weights == null ? Double.POSITIVE_INFINITY : form(covariance, weights);
      if (variance < least) {
        least = variance;
        best = weights;
      }
    }
    return best;
  }

  /** S^-1 1 / (1' S^-1 1) among those of a set; null where that leaves the simplex. */
  private static double[] unconstrained(double[][] covariance, int set) {
    int size = Integer.bitCount(set);
    int[] members = new int[size];
    for (int index = 0, at = 0; index < covariance.length; index++) {
      if ((set >> index & 1) == 1) {
        members[at++] = index;
      }
    }
    double trace = 0;
    for (int member : members) {
      trace += covariance[member][member] / size;
    }
    DMatrixRMaj matrix = new DMatrixRMaj(size, size);
    DMatrixRMaj ones = new DMatrixRMaj(size, 1);
    for (int row = 0; row < size; row++) {
      ones.set(row, 0, 1);
      for (int column = 0; column < size; column++) {
        double jitter = row == column ? JITTER * trace + Double.MIN_NORMAL : 0;
        matrix.set(row, column, covariance[members[row]][members[column]] + jitter);
      }
    }
    LinearSolverDense<DMatrixRMaj> solver = LinearSolverFactory_DDRM.symmPosDef(size);
    if (!solver.setA(matrix)) {
      return null;
    }
    DMatrixRMaj solved = new DMatrixRMaj(size, 1);
    solver.solve(ones, solved);
    double sum = 0;
    for (int row = 0; row < size; row++) {
      sum += solved.get(row, 0);
    }
    double[] weights = new double[covariance.length];
    for (int row = 0; row < size; row++) {
      double weight = solved.get(row, 0) / sum;
      if (!(weight > 0)) {
        return null;
      }
      weights[members[row]] = weight;
    }
    return weights;
  }

  private static double form(double[][] covariance, double[] weights) {
    double sum = 0;
    for (int row = 0; row < weights.length; row++) {
      for (int column = 0; column < weights.length; column++) {
        sum += weights[row] * covariance[row][column] * weights[column];
      }
    }
    return sum;
  }

  private static double[][] covariance(double[][] errors, double[] importance) {
    double[][] covariance = new double[errors.length][errors.length];
    double total = 0;
    for (double each : importance) {
      total += each;
    }
    for (int first = 0; first < errors.length; first++) {
      for (int second = 0; second <= first; second++) {
        double sum = 0;
        for (int row = 0; row < importance.length; row++) {
          sum += importance[row] * errors[first][row] * errors[second][row];
        }
        covariance[first][second] = sum / total;
        covariance[second][first] = sum / total;
      }
    }
    return covariance;
  }
}
