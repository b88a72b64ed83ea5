package io.athanor.inference.generative;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.CholeskyDecomposition_F64;

/**
 * Latent points and properties as one Gaussian: where in the latent space materials with wanted
 * properties lie.
 *
 * <pre>
 * z | y ~ N(mz + Szy Syy^-1 (y - my), Szz - Szy Syy^-1 Syz)
 * </pre>
 *
 * <p>Immutable after fitting.
 */
public final class LatentGaussian {
  private static final double RIDGE = 1e-3;

  private final double[] mean;
  private final int latent;
  private final DMatrixRMaj gain;
  private final DMatrixRMaj conditional;
  private final DMatrixRMaj marginal;

  private LatentGaussian(
      double[] mean, int latent, DMatrixRMaj gain, DMatrixRMaj conditional, DMatrixRMaj marginal) {
    this.mean = mean;
    this.latent = latent;
    this.gain = gain;
    this.conditional = conditional;
    this.marginal = marginal;
  }

  /**
   * Fits means and covariances.
   *
   * @param points latent points
   * @param properties one row of values per point, all of one length
   */
  public static LatentGaussian fit(List<float[]> points, List<double[]> properties) {
    if (points.size() != properties.size() || points.size() < 3) {
      throw new IllegalArgumentException(
          "points and properties must be as many, at least 3, are %d and %d"
              .formatted(points.size(), properties.size()));
    }
    int latent = points.get(0).length;
    int wanted = properties.get(0).length;
    List<double[]> rows = new ArrayList<>();
    for (int row = 0; row < points.size(); row++) {
      double[] joined = new double[latent + wanted];
      for (int channel = 0; channel < latent; channel++) {
        joined[channel] = points.get(row)[channel];
      }
      System.arraycopy(properties.get(row), 0, joined, latent, wanted);
      rows.add(joined);
    }
    double[] mean = mean(rows);
    DMatrixRMaj covariance = covariance(rows, mean);
    DMatrixRMaj zz = block(covariance, 0, latent, 0, latent);
    DMatrixRMaj zy = block(covariance, 0, latent, latent, latent + wanted);
    DMatrixRMaj yy = block(covariance, latent, latent + wanted, latent, latent + wanted);
    DMatrixRMaj inverse = new DMatrixRMaj(wanted, wanted);
    if (!CommonOps_DDRM.invert(yy, inverse)) {
      throw new IllegalArgumentException("properties must vary independently of each other");
    }
    DMatrixRMaj gain = new DMatrixRMaj(latent, wanted);
    CommonOps_DDRM.mult(zy, inverse, gain);
    DMatrixRMaj left = zz.copy();
    CommonOps_DDRM.multAddTransB(-1, gain, zy, left);
    return new LatentGaussian(mean, latent, gain, factor(left), factor(zz));
  }

  /** The most probable latent point of materials with these properties. */
  public float[] expected(double[] properties) {
    float[] point = new float[latent];
    for (int channel = 0; channel < latent; channel++) {
      double sum = mean[channel];
      for (int index = 0; index < properties.length; index++) {
        sum += gain.get(channel, index) * (properties[index] - mean[latent + index]);
      }
      point[channel] = (float) sum;
    }
    return point;
  }

  /**
   * Draws points where materials with these properties lie.
   *
   * @param properties one row a draw
   */
  public List<float[]> given(List<double[]> properties, SplittableRandom random) {
    List<float[]> points = new ArrayList<>();
    for (double[] wanted : properties) {
      points.add(shaken(expected(wanted), conditional, random));
    }
    return points;
  }

  /** Draws points where materials lie, whatever their properties. */
  public List<float[]> anywhere(int count, SplittableRandom random) {
    List<float[]> points = new ArrayList<>();
    for (int draw = 0; draw < count; draw++) {
      float[] centre = new float[latent];
      for (int channel = 0; channel < latent; channel++) {
        centre[channel] = (float) mean[channel];
      }
      points.add(shaken(centre, marginal, random));
    }
    return points;
  }

  private float[] shaken(float[] centre, DMatrixRMaj factor, SplittableRandom random) {
    double[] noise = new double[latent];
    for (int channel = 0; channel < latent; channel++) {
      noise[channel] = random.nextGaussian();
    }
    float[] point = centre.clone();
    for (int row = 0; row < latent; row++) {
      for (int column = 0; column <= row; column++) {
        point[row] += (float) (factor.get(row, column) * noise[column]);
      }
    }
    return point;
  }

  private static double[] mean(List<double[]> rows) {
    double[] mean = new double[rows.get(0).length];
    for (double[] row : rows) {
      for (int index = 0; index < mean.length; index++) {
        mean[index] += row[index] / rows.size();
      }
    }
    return mean;
  }

  private static DMatrixRMaj covariance(List<double[]> rows, double[] mean) {
    DMatrixRMaj covariance = new DMatrixRMaj(mean.length, mean.length);
    for (double[] row : rows) {
      for (int i = 0; i < mean.length; i++) {
        for (int j = 0; j < mean.length; j++) {
          covariance.add(i, j, (row[i] - mean[i]) * (row[j] - mean[j]) / rows.size());
        }
      }
    }
    for (int i = 0; i < mean.length; i++) {
      covariance.add(i, i, RIDGE * covariance.get(i, i) + 1e-12);
    }
    return covariance;
  }

  private static DMatrixRMaj block(DMatrixRMaj matrix, int top, int bottom, int left, int right) {
    return CommonOps_DDRM.extract(matrix, top, bottom, left, right);
  }

  /** The lower triangle L with L L' = S. */
  private static DMatrixRMaj factor(DMatrixRMaj covariance) {
    CholeskyDecomposition_F64<DMatrixRMaj> cholesky =
        DecompositionFactory_DDRM.chol(covariance.getNumRows(), true);
    DMatrixRMaj held = covariance.copy();
    for (int index = 0; index < held.getNumRows(); index++) {
      held.add(index, index, 1e-9);
    }
    if (!cholesky.decompose(held)) {
      throw new IllegalArgumentException("points must not all lie in one plane");
    }
    return cholesky.getT(null);
  }
}
