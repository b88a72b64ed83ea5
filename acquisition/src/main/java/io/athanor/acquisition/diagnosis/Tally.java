package io.athanor.acquisition.diagnosis;

/**
 * How often something failed before, the failure in question left out.
 *
 * @param failed failures
 * @param tried all ended experiments, failures included
 */
public record Tally(int failed, int tried) {
  /** Shape of the share of failures where nothing is wrong: mean 0.17 (an assumption). */
  private static final double HEALTHY_FAILS = 1.2;

  private static final double HEALTHY_WORKS = 6;

  /** Where it is the cause: mean 0.6. */
  private static final double SICK_FAILS = 3;

  private static final double SICK_WORKS = 2;

  /** Nothing known. */
  public static final Tally NONE = new Tally(0, 0);

  /** Checks the counts. */
  public Tally {
    if (failed < 0 || tried < failed) {
      throw new IllegalArgumentException("tally: %d failed of %d tried".formatted(failed, tried));
    }
  }

  /** One more. */
  public Tally plus(boolean failure) {
    return new Tally(failed + (failure ? 1 : 0), tried + 1);
  }

  /**
   * Log Bayes factor of "this is what is wrong" over "it is healthy": the ratio of two
   * beta-binomial likelihoods; 0 where nothing is known.
   */
  double logFactor() {
    return logMarginal(SICK_FAILS, SICK_WORKS) - logMarginal(HEALTHY_FAILS, HEALTHY_WORKS);
  }

  /** log B(f + a, n - f + b) - log B(a, b) by rising factorials: exact, and no gamma function. */
  private double logMarginal(double a, double b) {
    double sum = 0;
    for (int i = 0; i < failed; i++) {
      sum += StrictMath.log(a + i);
    }
    for (int i = 0; i < tried - failed; i++) {
      sum += StrictMath.log(b + i);
    }
    for (int i = 0; i < tried; i++) {
      sum -= StrictMath.log(a + b + i);
    }
    return sum;
  }
}
