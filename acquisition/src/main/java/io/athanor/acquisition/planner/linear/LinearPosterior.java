package io.athanor.acquisition.planner.linear;

import io.athanor.acquisition.planner.numeric.Vectors;
import java.util.Arrays;

/**
 * Normal-inverse-gamma posterior of a linear model, changed in place: w | s2 ~ N(m, s2 P), s2 ~
 * IG(a, b). A record costs O(d^2); its sufficient statistics A, A m, sum y^2/r and n are kept
 * beside the posterior, which is made anew from them on a fixed schedule, so that records may be
 * added and removed for ever and posteriors of different sites be merged. Not thread-safe.
 */
public final class LinearPosterior {
  private final double[] priorMean;
  private final double priorVariance;
  private final double priorShape;
  private final double priorRate;
  private final WeightCovariance covariance;
  private final double[] moment;
  private final double[] mean;
  private double squares;
  private double records;
  private double kept = 1;
  private double shape;
  private double rate;

  /**
   * A prior with independent weights.
   *
   * @param priorMean prior mean of the weights, length d
   * @param relativeVariance prior variance of each weight in units of the noise variance, positive
   * @param shape a of the inverse gamma, above 1 so that the predictive variance exists
   * @param rate b of the inverse gamma, in squared target units, positive
   */
  public LinearPosterior(double[] priorMean, double relativeVariance, double shape, double rate) {
    if (!(relativeVariance > 0) || !(shape > 1) || !(rate > 0)) {
      throw new IllegalArgumentException(
          "prior: relativeVariance %s and rate %s must be positive, shape %s above 1"
              .formatted(relativeVariance, rate, shape));
    }
    this.priorMean = priorMean.clone();
    this.priorVariance = relativeVariance;
    this.priorShape = shape;
    this.priorRate = rate;
    this.covariance = new WeightCovariance(priorMean.length, relativeVariance);
    this.mean = priorMean.clone();
    this.moment = new double[mean.length];
    for (int i = 0; i < mean.length; i++) {
      moment[i] = mean[i] / relativeVariance;
    }
    this.squares = Vectors.dot(moment, mean);
    this.shape = shape;
    this.rate = rate;
  }

  /** An independent copy. */
  public LinearPosterior(LinearPosterior other) {
    this.priorMean = other.priorMean;
    this.priorVariance = other.priorVariance;
    this.priorShape = other.priorShape;
    this.priorRate = other.priorRate;
    this.covariance = new WeightCovariance(other.covariance);
    this.moment = other.moment.clone();
    this.mean = other.mean.clone();
    this.squares = other.squares;
    this.records = other.records;
    this.kept = other.kept;
    this.shape = other.shape;
    this.rate = other.rate;
  }

  /**
   * How a record changed the posterior: the mean at x moves by (x.k) error / q and the relative
   * variance falls by (x.k)^2 / q.
   *
   * @param gain k = P x before the record, length d
   * @param q r + x.k
   * @param error target minus mean before the record
   */
  public record Step(double[] gain, double q, double error) {}

  /**
   * Takes a record in.
   *
   * @param features x, length d
   * @param target observed value, finite
   * @param relativeNoise r, noise variance of this record in units of the common one, positive
   */
  public Step add(double[] features, double target, double relativeNoise) {
    check(target, relativeNoise);
    double[] gain = covariance.times(features);
    double q = relativeNoise + Vectors.dot(features, gain);
    double error = target - Vectors.dot(features, mean);
    boolean rebuilt = covariance.add(features, relativeNoise, gain, q);
    count(features, target, 1 / relativeNoise, 1);
    settle(rebuilt, gain, q, error);
    return new Step(gain, q, error);
  }

  /** Takes a record out: the arguments must be those of its {@link #add}. */
  public Step remove(double[] features, double target, double relativeNoise) {
    check(target, relativeNoise);
    double[] gain = covariance.times(features);
    double q = Vectors.dot(features, gain) - relativeNoise;
    double error = target - Vectors.dot(features, mean);
    boolean rebuilt = covariance.remove(features, relativeNoise, gain, q);
    count(features, target, -1 / relativeNoise, -1);
    settle(rebuilt, gain, q, error);
    return new Step(gain, q, error);
  }

  /**
   * Adds what another site learnt from the same prior: sums of sufficient statistics, exact.
   *
   * @throws IllegalArgumentException where the priors differ or one of them has forgotten
   */
  public void merge(LinearPosterior other) {
    if (!Arrays.equals(priorMean, other.priorMean)
        || priorVariance != other.priorVariance
        || priorShape != other.priorShape
        || priorRate != other.priorRate
        || kept != 1
        || other.kept != 1) {
      throw new IllegalArgumentException("merge: the posteriors do not share one prior");
    }
    covariance.merge(other.covariance, priorVariance);
    for (int i = 0; i < moment.length; i++) {
      moment[i] += other.moment[i] - priorMean[i] / priorVariance;
    }
    double own = 0;
    for (double each : priorMean) {
      own += each * each / priorVariance;
    }
    squares += other.squares - own;
    records += other.records;
    derive();
  }

  /** Power-prior forgetting: keeps this fraction of the evidence, in (0, 1]. */
  public void forget(double keep) {
    if (!(keep > 0 && keep <= 1) || shape * keep <= 1) {
      throw new IllegalArgumentException(
          "keep must be in (0, 1] and leave a shape above 1, was " + keep);
    }
    covariance.forget(keep);
    for (int i = 0; i < moment.length; i++) {
      moment[i] *= keep;
    }
    squares *= keep;
    records *= keep;
    kept *= keep;
    shape *= keep;
    rate *= keep;
  }

  /** Makes the posterior anew from the sufficient statistics. */
  public void rebuild() {
    covariance.rebuild();
    derive();
  }

  /** Number of features d. */
  public int dimension() {
    return mean.length;
  }

  /** Mean of the weights, length d; not to be written to. */
  public double[] mean() {
    return mean;
  }

  /** P, d x d, row-major; not to be written to. */
  public double[] covariance() {
    return covariance.cells();
  }

  /** A copy of P, to narrow by what is pending. */
  WeightCovariance weightCovariance() {
    return new WeightCovariance(covariance);
  }

  /** P x. */
  public double[] times(double[] features) {
    return covariance.times(features);
  }

  /** a of the inverse gamma. */
  public double shape() {
    return shape;
  }

  /** b of the inverse gamma. */
  public double rate() {
    return rate;
  }

  /** Expected variance of the noise, b/(a - 1). */
  public double noiseVariance() {
    return rate / (shape - 1);
  }

  private void count(double[] features, double target, double weight, int sign) {
    for (int i = 0; i < moment.length; i++) {
      moment[i] += weight * target * features[i];
    }
    squares += weight * target * target;
    records += sign;
  }

  private void settle(boolean rebuilt, double[] gain, double q, double error) {
    if (rebuilt) {
      derive();
      return;
    }
    double scale = error / q;
    for (int i = 0; i < mean.length; i++) {
      mean[i] += gain[i] * scale;
    }
    shape = kept * priorShape + records / 2;
    rate += error * error / (2 * q);
  }

  private void derive() {
    System.arraycopy(covariance.times(moment), 0, mean, 0, mean.length);
    shape = kept * priorShape + records / 2;
    rate = kept * priorRate + 0.5 * Math.max(0, squares - Vectors.dot(moment, mean));
  }

  private static void check(double target, double relativeNoise) {
    if (!(relativeNoise > 0) || !Double.isFinite(target)) {
      throw new IllegalArgumentException(
          "record: relativeNoise %s must be positive and target %s finite"
              .formatted(relativeNoise, target));
    }
  }
}
