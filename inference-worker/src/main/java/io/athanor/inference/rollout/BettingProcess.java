package io.athanor.inference.rollout;

import java.util.Arrays;

/**
 * A test by betting (Waudby-Smith and Ramdas, Journal of the Royal Statistical Society B 86, 1,
 * 2024) that a sequence has conditional means of at most 0. The wealth of a mixture of constant
 * bets is a nonnegative supermartingale where that is so; by Ville's inequality the probability
 * that it ever reaches 1/alpha is then at most alpha, whenever one looks and for however long.
 * Immutable.
 */
public final class BettingProcess {
  private static final double[] FRACTIONS = {0.02, 0.05, 0.1, 0.2, 0.4, 0.7, 0.95};

  private final double least;
  private final double capital;
  private final double[] logs;

  private BettingProcess(double least, double capital, double[] logs) {
    this.least = least;
    this.capital = capital;
    this.logs = logs;
  }

  /**
   * A process that has seen nothing.
   *
   * @param least the least value that can come, negative
   * @param capital log of the wealth to begin with: 0, or that of a process over what came before
   */
  public static BettingProcess begin(double least, double capital) {
    if (!(least < 0) || Double.isInfinite(least)) {
      throw new IllegalArgumentException("least must be negative and finite, got " + least);
    }
    if (!Double.isFinite(capital)) {
      throw new IllegalArgumentException("capital must be finite, got " + capital);
    }
    return new BettingProcess(least, capital, new double[FRACTIONS.length]);
  }

  /** After one more value, at least {@code least}. */
  public BettingProcess after(double value) {
    if (!(value >= least) || Double.isInfinite(value)) {
      throw new IllegalArgumentException("value must be at least " + least + ", got " + value);
    }
    double[] next = logs.clone();
    for (int bet = 0; bet < next.length; bet++) {
      next[bet] += Math.log1p(FRACTIONS[bet] * value / -least);
    }
    return new BettingProcess(least, capital, next);
  }

  /** Log of the wealth: evidence in nats that the means are above 0. */
  public double logWealth() {
    double most = Arrays.stream(logs).max().orElseThrow();
    double sum = Arrays.stream(logs).map(each -> Math.exp(each - most)).sum();
    return capital + most + Math.log(sum / logs.length);
  }

  /** Whether means of at most 0 are refuted at this error. */
  public boolean refuted(double error) {
    return logWealth() >= -Math.log(error);
  }
}
