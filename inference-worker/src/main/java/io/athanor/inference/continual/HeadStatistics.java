package io.athanor.inference.continual;

import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.LinearSolverFactory_DDRM;
import org.ejml.interfaces.linsol.LinearSolverDense;

/**
 * Sufficient statistics of a Bayesian linear head, without its prior: A = sum phi phi'/r, c = sum
 * phi y/r, sum y y/r and the number of rows. After a refresh the features of all rows have moved,
 * and the statistics are made anew from the rows under the new trunk, exactly: a sum has no memory
 * of the old one. Immutable and pure.
 *
 * @param dimension d of phi
 * @param precision A, its upper triangle row by row, d (d + 1) / 2 numbers; not copied
 * @param cross c, d numbers in the unit of y; not copied
 * @param squares sum y y/r, unit of y squared
 * @param count rows
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, only read
public record HeadStatistics(
    int dimension, double[] precision, double[] cross, double squares, long count) {

  public HeadStatistics {
    if (dimension < 1 || precision.length != dimension * (dimension + 1) / 2) {
      throw new IllegalArgumentException(
          "precision must have d (d + 1) / 2 numbers for d = %d, got %d"
              .formatted(dimension, precision.length));
    }
    if (cross.length != dimension) {
      throw new IllegalArgumentException(
          "cross must have %d numbers, got %d".formatted(dimension, cross.length));
    }
  }

  /** Of no row. */
  public static HeadStatistics none(int dimension) {
    return new HeadStatistics(
        dimension, new double[dimension * (dimension + 1) / 2], new double[dimension], 0, 0);
  }

  /** phi = [1; g / sqrt F] of an embedding g of F numbers. */
  public static double[] phi(float[] embedding) {
    double[] phi = new double[embedding.length + 1];
    phi[0] = 1;
    double scale = 1 / Math.sqrt(embedding.length);
    for (int channel = 0; channel < embedding.length; channel++) {
      phi[channel + 1] = embedding[channel] * scale;
    }
    return phi;
  }

  /**
   * Of these rows.
   *
   * @param features phi of each row
   * @param targets y of each row
   * @param relativeNoise r of each row: its noise variance in units of the common one, positive
   */
  public static HeadStatistics of(
      List<double[]> features, double[] targets, double[] relativeNoise) {
    int dimension = features.get(0).length;
    HeadStatistics sum = none(dimension);
    double squares = 0;
    for (int row = 0; row < targets.length; row++) {
      double[] phi = features.get(row);
      if (!(relativeNoise[row] > 0)) {
        throw new IllegalArgumentException(
            "relativeNoise[%d] must be positive, got %s".formatted(row, relativeNoise[row]));
      }
      double weight = 1 / relativeNoise[row];
      for (int i = 0, at = 0; i < dimension; i++) {
        double weighted = weight * phi[i];
        sum.cross[i] += weighted * targets[row];
        for (int j = i; j < dimension; j++, at++) {
          sum.precision[at] += weighted * phi[j];
        }
      }
      squares += weight * targets[row] * targets[row];
    }
    return new HeadStatistics(dimension, sum.precision, sum.cross, squares, targets.length);
  }

  /** Of the rows of both. */
  public HeadStatistics plus(HeadStatistics other) {
    if (other.dimension != dimension) {
      throw new IllegalArgumentException(
          "dimension must be %d, got %d".formatted(dimension, other.dimension));
    }
    double[] sum = precision.clone();
    for (int at = 0; at < sum.length; at++) {
      sum[at] += other.precision[at];
    }
    double[] crosses = cross.clone();
    for (int i = 0; i < dimension; i++) {
      crosses[i] += other.cross[i];
    }
    return new HeadStatistics(
        dimension, sum, crosses, squares + other.squares, count + other.count);
  }

  /**
   * The posterior mean of the weights under independent priors about zero: (A + I/v)^-1 c.
   *
   * @param relativeVariance v of each weight in units of the noise variance, positive
   */
  public double[] mean(double relativeVariance) {
    DMatrixRMaj matrix = new DMatrixRMaj(dimension, dimension);
    for (int i = 0, at = 0; i < dimension; i++) {
      for (int j = i; j < dimension; j++, at++) {
        matrix.set(i, j, precision[at]);
        matrix.set(j, i, precision[at]);
      }
    }
    for (int i = 0; i < dimension; i++) {
      matrix.add(i, i, 1 / relativeVariance);
    }
    LinearSolverDense<DMatrixRMaj> solver = LinearSolverFactory_DDRM.symmPosDef(dimension);
    if (!solver.setA(matrix)) {
      throw new IllegalStateException("the head's precision is singular");
    }
    DMatrixRMaj right = new DMatrixRMaj(dimension, 1);
    right.setData(cross.clone());
    DMatrixRMaj solution = new DMatrixRMaj(dimension, 1);
    solver.solve(right, solution);
    return solution.getData();
  }
}
