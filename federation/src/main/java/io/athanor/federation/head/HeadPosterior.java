package io.athanor.federation.head;

/**
 * The normal-inverse-gamma posterior of a linear head (conjugate, e.g. Murphy 2012, section 7.6): w
 * | s² ~ N(mean, s² covariance), s² ~ IG(shape, rate). Arrays are not copied and must not be
 * changed.
 *
 * @param mean of the weights
 * @param covariance of the weights in units of the noise variance, by rows
 * @param shape of the inverse gamma
 * @param rate of the inverse gamma, in squared target units
 */
public record HeadPosterior(double[] mean, double[] covariance, double shape, double rate) {
  /** Share of the prior's rate that rounding or noise cannot take. */
  private static final double LEAST_RATE = 1e-6;

  /**
   * The posterior of records that are known by their sums.
   *
   * @throws IllegalArgumentException where the sums are those of no records
   */
  public static HeadPosterior of(SufficientStatistics sums, HeadPrior prior) {
    if (sums.count() < 0) {
      throw new IllegalArgumentException("count " + sums.count() + " is negative");
    }
    int d = sums.features();
    double[] factor = Triangle.regularised(sums, prior.relativeVariance());
    Triangle.factorize(factor, d);
    double[] mean = sums.cross().clone();
    Triangle.solve(factor, d, mean);
    double explained = 0;
    for (int i = 0; i < d; i++) {
      explained += mean[i] * sums.cross()[i];
    }
    double rate = prior.rate() + (sums.squares() - explained) / 2;
    return new HeadPosterior(
        mean,
        Triangle.inverse(factor, d),
        prior.shape() + sums.count() / 2,
        Math.max(rate, LEAST_RATE * prior.rate()));
  }

  /** Location of the predictive Student-t at a feature vector. */
  public double mean(double[] features) {
    double sum = 0;
    for (int i = 0; i < mean.length; i++) {
      sum += mean[i] * features[i];
    }
    return sum;
  }

  /** Variance of the predictive Student-t, in squared target units. */
  public double variance(double[] features) {
    double leverage = 0;
    for (int i = 0, at = 0; i < mean.length; i++) {
      for (int j = 0; j < mean.length; j++, at++) {
        leverage += features[i] * features[j] * covariance[at];
      }
    }
    return rate / (shape - 1) * (1 + leverage);
  }

  /**
   * The largest difference to another in any number, each kind of number by its largest magnitude.
   */
  public double relativeDifference(HeadPosterior other) {
    double worst = Math.max(relative(mean, other.mean), relative(covariance, other.covariance));
    worst = Math.max(worst, Math.abs(shape - other.shape) / other.shape);
    return Math.max(worst, Math.abs(rate - other.rate) / other.rate);
  }

  private static double relative(double[] one, double[] other) {
    double difference = 0;
    double scale = Double.MIN_NORMAL;
    for (int i = 0; i < one.length; i++) {
      difference = Math.max(difference, Math.abs(one[i] - other[i]));
      scale = Math.max(scale, Math.abs(other[i]));
    }
    return difference / scale;
  }
}
