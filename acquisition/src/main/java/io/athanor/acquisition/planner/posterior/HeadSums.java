package io.athanor.acquisition.planner.posterior;

import io.athanor.acquisition.planner.numeric.Vectors;
import io.athanor.acquisition.planner.objective.TargetTransform;
import io.athanor.acquisition.planner.space.FeatureMatrix;
import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/**
 * Sufficient statistics of a linear head over records (x, y), x = [1, features]: all that a
 * posterior needs to know of them. Sums add up, so that several laboratories' are as good as one
 * that has all records.
 *
 * @param dimension d, length of x
 * @param gram sum of x x', row-major and symmetric, d x d (dimensionless)
 * @param cross sum of x y, length d, in the unit of y
 * @param squares sum of y^2, in its squared unit
 * @param count number of records, positive; not whole where noise was added
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, only read
public record HeadSums(int dimension, double[] gram, double[] cross, double squares, double count) {
  /** Copies and checks. */
  public HeadSums {
    gram = gram.clone();
    cross = cross.clone();
    if (dimension < 1 || gram.length != dimension * dimension || cross.length != dimension) {
      throw new IllegalArgumentException(
          "sums: expected a gram of %d x %d and as many cross products, got %d and %d"
              .formatted(dimension, dimension, gram.length, cross.length));
    }
    requireFinite("gram", gram);
    requireFinite("cross", cross);
    if (!(squares >= 0) || !(count > 0) || Double.isInfinite(squares + count)) {
      throw new IllegalArgumentException(
          "sums: squares must be finite and not negative, count finite and positive, got %s and %s"
              .formatted(squares, count));
    }
  }

  /** Of records over standardised features, targets as they are transformed within them. */
  static HeadSums of(FeatureMatrix rows, double[] values, TargetTransform transform) {
    int d = rows.columns() + 1;
    double[] gram = new double[d * d];
    double[] cross = new double[d];
    double squares = 0;
    double[] targets = transform.apply(values, values.length);
    for (int r = 0; r < targets.length; r++) {
      double[] x = new double[d];
      x[0] = 1;
      for (int c = 1; c < d; c++) {
        x[c] = rows.at(r, c - 1);
      }
      for (int i = 0; i < d; i++) {
        for (int j = 0; j < d; j++) {
          gram[i * d + j] += x[i] * x[j];
        }
        cross[i] += x[i] * targets[r];
      }
      squares += targets[r] * targets[r];
    }
    return new HeadSums(d, gram, cross, squares, targets.length);
  }

  /**
   * The same records seen through other features: x' = B x.
   *
   * @param rows of B, length d each; the first must be (1, 0, ..., 0)
   */
  public HeadSums through(double[][] rows) {
    int to = rows.length;
    DMatrixRMaj turn = new DMatrixRMaj(rows);
    DMatrixRMaj half = new DMatrixRMaj(to, dimension);
    CommonOps_DDRM.mult(turn, new DMatrixRMaj(dimension, dimension, true, gram), half);
    DMatrixRMaj turned = new DMatrixRMaj(to, to);
    CommonOps_DDRM.multTransB(half, turn, turned);
    double[] crossed = Arrays.stream(rows).mapToDouble(row -> Vectors.dot(row, cross)).toArray();
    return new HeadSums(to, turned.data, crossed, squares, count);
  }

  /** The same records with targets sign (y - mean) / deviation over all of them. */
  public HeadSums standardised(double sign) {
    double mean = cross[0] / count;
    double variance = squares / count - mean * mean;
    double scale = variance > 0 ? Math.sqrt(variance) : 1;
    double[] scaled = new double[dimension];
    for (int i = 0; i < dimension; i++) {
      scaled[i] = sign * (cross[i] - mean * gram[i]) / scale;
    }
    return new HeadSums(
        dimension, gram, scaled, Math.max(0, variance) * count / (scale * scale), count);
  }

  private static void requireFinite(String name, double[] values) {
    for (int i = 0; i < values.length; i++) {
      if (!Double.isFinite(values[i])) {
        throw new IllegalArgumentException(
            "sums: %s[%d] must be finite, was %s".formatted(name, i, values[i]));
      }
    }
  }
}
