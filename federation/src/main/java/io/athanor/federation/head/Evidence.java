package io.athanor.federation.head;

/**
 * The marginal likelihood of records under a prior, from their sums alone (Murphy 2012, equation
 * 7.82): sites that share sums can choose a prior together too.
 */
public final class Evidence {
  private Evidence() {}

  /**
   * Up to what does not depend on the prior's relative variance.
   *
   * @throws IllegalArgumentException where the sums are those of no records
   */
  static double relative(SufficientStatistics sums, HeadPrior prior) {
    int d = sums.features();
    double[] factor = Triangle.regularised(sums, prior.relativeVariance());
    Triangle.factorize(factor, d);
    double logDeterminant = 0;
    for (int i = 0; i < d; i++) {
      logDeterminant += 2 * Math.log(factor[i * d + i]);
    }
    HeadPosterior posterior = HeadPosterior.of(sums, prior);
    return -0.5 * d * Math.log(prior.relativeVariance())
        - 0.5 * logDeterminant
        - posterior.shape() * Math.log(posterior.rate());
  }

  /**
   * How far what others know should be believed at a site: the weight of their sums in a power
   * prior (Ibrahim and Chen 2000) under which the site's own records are likeliest.
   *
   * @param own sums of the site
   * @param others sums of the others: those of all less the own
   * @param prior of nobody
   * @param weights in [0, 1] to choose from, at least one
   */
  public static double weight(
      SufficientStatistics own, SufficientStatistics others, HeadPrior prior, double... weights) {
    double best = Double.NaN;
    double most = Double.NEGATIVE_INFINITY;
    for (double weight : weights) {
      SufficientStatistics told = others.times(weight);
      double evidence = log(told.plus(own), prior) - log(told, prior);
      if (Double.isNaN(best) || evidence > most) {
        best = weight;
        most = evidence;
      }
    }
    if (Double.isNaN(best)) {
      throw new IllegalArgumentException("weights is empty");
    }
    return best;
  }

  /** Log evidence up to what is the same for all sums under one prior, and n log 2 pi / 2. */
  private static double log(SufficientStatistics sums, HeadPrior prior) {
    return relative(sums, prior) + logGamma(prior.shape() + sums.count() / 2);
  }

  /** Stirling's series above 10, where it is exact to 1e-12; the recurrence below. */
  static double logGamma(double x) {
    double shift = 0;
    double z = x;
    while (z < 10) {
      shift -= Math.log(z);
      z++;
    }
    double square = 1 / (z * z);
    double series = (1 / 12.0 - square * (1 / 360.0 - square * (1 / 1260.0 - square / 1680))) / z;
    return shift + (z - 0.5) * Math.log(z) - z + 0.5 * Math.log(2 * Math.PI) + series;
  }

  /**
   * The prior under which the records are likeliest.
   *
   * @param base whose shape and rate stay
   * @param variances relative variances to choose from, at least one
   */
  public static HeadPrior best(SufficientStatistics sums, HeadPrior base, double... variances) {
    HeadPrior best = null;
    double most = Double.NEGATIVE_INFINITY;
    for (double variance : variances) {
      HeadPrior prior = new HeadPrior(variance, base.shape(), base.rate());
      double evidence = relative(sums, prior);
      if (best == null || evidence > most) {
        best = prior;
        most = evidence;
      }
    }
    if (best == null) {
      throw new IllegalArgumentException("variances is empty");
    }
    return best;
  }
}
