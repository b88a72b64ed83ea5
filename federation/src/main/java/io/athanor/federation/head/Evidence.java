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
