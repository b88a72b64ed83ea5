package io.athanor.acquisition.planner.posterior;

import io.athanor.acquisition.planner.linear.LinearPosterior;
import io.athanor.acquisition.planner.numeric.Vectors;

/**
 * Linear regression with a normal-inverse-gamma prior, kept exact one record at a time: w | s2 ~
 * N(m, s2 P), s2 ~ IG(a, b). An update is a rank-one change of P, O(d^2); a removal is the same
 * change with the sign of the record's noise turned round; forgetting raises the posterior to a
 * power. Immutable: every change gives a new model; {@link LinearPosterior} is the same in place.
 */
public final class BayesianLinearModel {
  private final LinearPosterior posterior;
  private final double[] covariance;

  private BayesianLinearModel(LinearPosterior posterior, double[] covariance) {
    this.posterior = posterior;
    this.covariance = covariance;
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
    return settled(new LinearPosterior(priorMean, relativeVariance, shape, rate));
  }

  private static BayesianLinearModel settled(LinearPosterior posterior) {
    return new BayesianLinearModel(posterior, posterior.covariance());
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
    return posterior.dimension();
  }

  /** Posterior mean of the weights, a copy. */
  public double[] weights() {
    return posterior.mean().clone();
  }

  /** Predictive distribution at a feature vector of length d. */
  public Prediction predict(double[] features) {
    double leverage = Vectors.dot(features, times(features));
    double noise = posterior.noiseVariance();
    return new Prediction(
        Vectors.dot(features, posterior.mean()),
        Math.sqrt(posterior.rate() / posterior.shape() * (1 + leverage)),
        2 * posterior.shape(),
        noise * leverage,
        noise);
  }

  /**
   * The posterior after one record, awaiting nothing.
   *
   * @param features length d
   * @param target observed value
   * @param relativeNoise noise variance of this record in units of the common one, positive
   */
  public BayesianLinearModel with(double[] features, double target, double relativeNoise) {
    LinearPosterior next = new LinearPosterior(posterior);
    next.add(features, target, relativeNoise);
    return settled(next);
  }

  /**
   * The posterior as if a record had never been given, awaiting nothing; the arguments must be
   * those of its {@link #with}.
   */
  public BayesianLinearModel without(double[] features, double target, double relativeNoise) {
    LinearPosterior next = new LinearPosterior(posterior);
    next.remove(features, target, relativeNoise);
    return settled(next);
  }

  /**
   * The posterior given the records of both, awaiting nothing: exact, and all that sites need to
   * share.
   *
   * @throws IllegalArgumentException where the two do not share one prior
   */
  public BayesianLinearModel merged(BayesianLinearModel other) {
    LinearPosterior next = new LinearPosterior(posterior);
    next.merge(other.posterior);
    return settled(next);
  }

  /**
   * Narrows the weights as if a record were there, without its value: for experiments still
   * running.
   */
  public BayesianLinearModel awaiting(double[] features, double relativeNoise) {
    double[] gain = times(features);
    double q = relativeNoise + Vectors.dot(features, gain);
    double[] narrowed = covariance.clone();
    for (int i = 0, at = 0; i < gain.length; i++) {
      for (int j = 0; j < gain.length; j++, at++) {
        narrowed[at] -= gain[i] * gain[j] / q;
      }
    }
    return new BayesianLinearModel(posterior, narrowed);
  }

  /**
   * Power-prior forgetting for drifting processes.
   *
   * @param keep fraction of the evidence kept, in (0, 1]; 1 changes nothing
   */
  public BayesianLinearModel forgetting(double keep) {
    LinearPosterior next = new LinearPosterior(posterior);
    next.forget(keep);
    return settled(next);
  }

  /**
   * Log density of a value under the predictive Student-t: the evidence increment of this record.
   */
  public double logEvidence(double[] features, double target, double relativeNoise) {
    double q = relativeNoise + Vectors.dot(features, times(features));
    double degrees = 2 * posterior.shape();
    double squaredScale = posterior.rate() / posterior.shape() * q;
    double error = target - Vectors.dot(features, posterior.mean());
    return logGamma((degrees + 1) / 2)
        - logGamma(degrees / 2)
        - 0.5 * StrictMath.log(degrees * Math.PI * squaredScale)
        - (degrees + 1) / 2 * StrictMath.log1p(error * error / (degrees * squaredScale));
  }

  /** Covariance of the weights in units of the noise variance, times a vector. */
  public double[] times(double[] features) {
    int d = dimension();
    if (features.length != d) {
      throw new IllegalArgumentException(
          "expected %d features, got %d".formatted(d, features.length));
    }
    double[] product = new double[d];
    for (int i = 0, at = 0; i < d; i++) {
      for (int j = 0; j < d; j++, at++) {
        product[j] += features[i] * covariance[at];
      }
    }
    return product;
  }

  /** Posterior mean of the noise variance, b/(a - 1), in squared target units. */
  public double noiseVariance() {
    return posterior.noiseVariance();
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
