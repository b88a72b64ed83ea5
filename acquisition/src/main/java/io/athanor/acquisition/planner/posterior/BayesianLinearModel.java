package io.athanor.acquisition.planner.posterior;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/**
 * Linear regression with a normal-inverse-gamma prior, kept exact one record at a time: w | s2 ~
 * N(m, s2 P), s2 ~ IG(a, b). An update is a rank-one change of P, O(d^2); a removal is the same
 * change with the sign of the record's noise turned round; forgetting raises the posterior to a
 * power. Immutable: every change gives a new model.
 */
public final class BayesianLinearModel {
  private static final double LEAST_PIVOT = 1e-12;

  private final DMatrixRMaj mean;
  private final DMatrixRMaj covariance;
  private final double shape;
  private final double rate;

  private BayesianLinearModel(DMatrixRMaj mean, DMatrixRMaj covariance, double shape, double rate) {
    this.mean = mean;
    this.covariance = covariance;
    this.shape = shape;
    this.rate = rate;
  }

  /**
   * A prior with independent weights.
   *
   * @param priorMean prior mean of the weights, length d
   * @param relativeVariance prior variance of each weight in units of the noise variance, positive
   * @param shape a of the inverse gamma, above 1 so that the predictive variance exists
   * @param rate b of the inverse gamma, in squared target units, positive
   */
  public static BayesianLinearModel prior(
      double[] priorMean, double relativeVariance, double shape, double rate) {
    if (!(relativeVariance > 0) || !(shape > 1) || !(rate > 0)) {
      throw new IllegalArgumentException(
          "prior: relativeVariance %s and rate %s must be positive, shape %s above 1"
              .formatted(relativeVariance, rate, shape));
    }
    int d = priorMean.length;
    DMatrixRMaj covariance = CommonOps_DDRM.identity(d);
    CommonOps_DDRM.scale(relativeVariance, covariance);
    return new BayesianLinearModel(
        new DMatrixRMaj(d, 1, true, priorMean.clone()), covariance, shape, rate);
  }

  /**
   * What the model says about one feature vector: a Student-t with 2a degrees of freedom.
   *
   * @param mean location
   * @param scale scale of the Student-t, not its standard deviation
   * @param degreesOfFreedom 2a
   * @param epistemic variance due to unknown weights
   * @param aleatoric variance of the noise
   */
  public record Prediction(
      double mean, double scale, double degreesOfFreedom, double epistemic, double aleatoric) {}

  /** Number of features. */
  public int dimension() {
    return mean.numRows;
  }

  /** Posterior mean of the weights, a copy. */
  public double[] weights() {
    return mean.data.clone();
  }

  /** Predictive distribution at a feature vector of length d. */
  public Prediction predict(double[] features) {
    double leverage = dot(features, times(features));
    double noise = rate / (shape - 1);
    return new Prediction(
        dot(features, mean.data),
        Math.sqrt(rate / shape * (1 + leverage)),
        2 * shape,
        noise * leverage,
        noise);
  }

  /**
   * The posterior after one record.
   *
   * @param features length d
   * @param target observed value
   * @param relativeNoise noise variance of this record in units of the common one, positive
   */
  public BayesianLinearModel with(double[] features, double target, double relativeNoise) {
    if (!(relativeNoise > 0) || !Double.isFinite(target)) {
      throw new IllegalArgumentException(
          "record: relativeNoise %s must be positive and target %s finite"
              .formatted(relativeNoise, target));
    }
    return changed(features, target, relativeNoise, 0.5);
  }

  /**
   * The posterior as if a record had never been given; the arguments must be those of its {@link
   * #with}.
   */
  public BayesianLinearModel without(double[] features, double target, double relativeNoise) {
    double pivot = dot(features, times(features)) - relativeNoise;
    if (!(pivot < -LEAST_PIVOT)) {
      throw new IllegalArgumentException("record was never part of this posterior");
    }
    return changed(features, target, -relativeNoise, -0.5);
  }

  /**
   * Narrows the weights as if a record were there, without its value: for experiments still
   * running.
   */
  public BayesianLinearModel awaiting(double[] features, double relativeNoise) {
    double[] gain = times(features);
    return new BayesianLinearModel(
        mean, reduced(gain, relativeNoise + dot(features, gain)), shape, rate);
  }

  /**
   * Power-prior forgetting for drifting processes.
   *
   * @param keep fraction of the evidence kept, in (0, 1]; 1 changes nothing
   */
  public BayesianLinearModel forgetting(double keep) {
    if (!(keep > 0 && keep <= 1) || shape * keep <= 1) {
      throw new IllegalArgumentException(
          "keep must be in (0, 1] and leave a shape above 1, was " + keep);
    }
    DMatrixRMaj wider = covariance.copy();
    CommonOps_DDRM.divide(wider, keep);
    return new BayesianLinearModel(mean, wider, shape * keep, rate * keep);
  }

  /**
   * Log density of a value under the predictive Student-t: the evidence increment of this record.
   */
  public double logEvidence(double[] features, double target, double relativeNoise) {
    double q = relativeNoise + dot(features, times(features));
    double degrees = 2 * shape;
    double squaredScale = rate / shape * q;
    double error = target - dot(features, mean.data);
    return logGamma((degrees + 1) / 2)
        - logGamma(degrees / 2)
        - 0.5 * StrictMath.log(degrees * Math.PI * squaredScale)
        - (degrees + 1) / 2 * StrictMath.log1p(error * error / (degrees * squaredScale));
  }

  /** Covariance of the weights in units of the noise variance, times a vector. */
  public double[] times(double[] features) {
    DMatrixRMaj product = new DMatrixRMaj(dimension(), 1);
    CommonOps_DDRM.mult(covariance, new DMatrixRMaj(dimension(), 1, true, features), product);
    return product.data;
  }

  public double noiseVariance() {
    return rate / (shape - 1);
  }

  private BayesianLinearModel changed(
      double[] features, double target, double noise, double shapeStep) {
    double[] gain = times(features);
    double q = noise + dot(features, gain);
    double error = target - dot(features, mean.data);
    double[] moved = mean.data.clone();
    for (int i = 0; i < moved.length; i++) {
      moved[i] += gain[i] * error / q;
    }
    return new BayesianLinearModel(
        new DMatrixRMaj(moved.length, 1, true, moved),
        reduced(gain, q),
        shape + shapeStep,
        rate + error * error / (2 * q));
  }

  private DMatrixRMaj reduced(double[] gain, double q) {
    int d = gain.length;
    double[] cells = covariance.data.clone();
    // both triangles from one product, so P stays symmetric to the last bit
    for (int i = 0; i < d; i++) {
      for (int j = 0; j <= i; j++) {
        double cell = cells[i * d + j] - gain[i] * gain[j] / q;
        cells[i * d + j] = cell;
        cells[j * d + i] = cell;
      }
    }
    return new DMatrixRMaj(d, d, true, cells);
  }

  private static double dot(double[] a, double[] b) {
    if (a.length != b.length) {
      throw new IllegalArgumentException(
          "expected %d features, got %d".formatted(b.length, a.length));
    }
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  /** Stirling's series after shifting the argument above 12; absolute error below 1e-13 there. */
  private static double logGamma(double x) {
    double shift = 0;
    double z = x;
    while (z < 12) {
      shift -= StrictMath.log(z);
      z++;
    }
    double inverse = 1 / z;
    double square = inverse * inverse;
    double series =
        inverse
            * (1.0 / 12
                - square
                    * (1.0 / 360 - square * (1.0 / 1260 - square * (1.0 / 1680 - square / 1188))));
    return shift + (z - 0.5) * StrictMath.log(z) - z + 0.5 * StrictMath.log(2 * Math.PI) + series;
  }
}
