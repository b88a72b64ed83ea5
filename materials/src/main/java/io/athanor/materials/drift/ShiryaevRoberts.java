package io.athanor.materials.drift;

import java.util.Arrays;
import java.util.List;

/**
 * A mixture of Shiryaev-Roberts procedures over bets: for values that are standard normal while
 * nothing changes, bet k multiplies by the likelihood ratio L_k of N(m_k, s_k) to N(0, 1) and keeps
 * R_k <- (1 + R_k) L_k. Their average is an e-detector (Shin, Ramdas and Rinaldo 2023,
 * "E-detectors", theorem 2.4): R_t - t is a martingale, so stopping where the average reaches c
 * gives at least c events to a false alarm on average. With normal scores of {@link ConformalRank}
 * the values are standard normal whatever their distribution was. Immutable.
 */
public final class ShiryaevRoberts {
  /**
   * What values may have become.
   *
   * @param mean of the values
   * @param deviation standard deviation of the values, positive
   */
  public record Bet(double mean, double deviation) {}

  /** A level that moved either way, or a spread that grew. */
  public static final List<Bet> LEVEL_AND_SPREAD =
      List.of(
          new Bet(0.5, 1),
          new Bet(-0.5, 1),
          new Bet(1, 1),
          new Bet(-1, 1),
          new Bet(2, 0.8),
          new Bet(-2, 0.8),
          new Bet(0, 1.5),
          new Bet(0, 2.5));

  /** A level that rose. */
  public static final List<Bet> RISE =
      List.of(new Bet(0.5, 1), new Bet(1, 1), new Bet(1.5, 0.8), new Bet(2, 0.7));

  private final List<Bet> bets;
  private final double[] logs;
  private final long count;

  private ShiryaevRoberts(List<Bet> bets, double[] logs, long count) {
    this.bets = bets;
    this.logs = logs;
    this.count = count;
  }

  /**
   * Before any value.
   *
   * @param bets at least one
   */
  public static ShiryaevRoberts begin(List<Bet> bets) {
    if (bets.isEmpty()) {
      throw new IllegalArgumentException("bets must not be empty");
    }
    double[] logs = new double[bets.size()];
    Arrays.fill(logs, Double.NEGATIVE_INFINITY);
    return new ShiryaevRoberts(List.copyOf(bets), logs, 0);
  }

  /** How many values it has seen. */
  public long count() {
    return count;
  }

  /**
   * With one more value.
   *
   * @param value finite; standard normal while nothing changes
   */
  public ShiryaevRoberts after(double value) {
    Finite.require(value);
    double[] next = new double[logs.length];
    for (int k = 0; k < next.length; k++) {
      Bet bet = bets.get(k);
      double z = (value - bet.mean()) / bet.deviation();
      double ratio = (value * value - z * z) / 2 - StrictMath.log(bet.deviation());
      next[k] = logOnePlus(logs[k]) + ratio;
    }
    return new ShiryaevRoberts(bets, next, count + 1);
  }

  /** Natural logarithm of the average; minus infinity before any value. */
  public double statistic() {
    double largest = logs[best()];
    if (largest == Double.NEGATIVE_INFINITY) {
      return largest;
    }
    double sum = 0;
    for (double each : logs) {
      sum += StrictMath.exp(each - largest);
    }
    return largest + StrictMath.log(sum / logs.length);
  }

  /** The bet that has won most: what the values seem to have become. */
  public Bet likeliest() {
    return bets.get(best());
  }

  private int best() {
    int best = 0;
    for (int k = 1; k < logs.length; k++) {
      if (logs[k] > logs[best]) {
        best = k;
      }
    }
    return best;
  }

  private static double logOnePlus(double log) {
    return log > 0
        ? log + StrictMath.log1p(StrictMath.exp(-log))
        : StrictMath.log1p(StrictMath.exp(log));
  }

  /** As numbers, to be kept. */
  public double[] state() {
    double[] state = Arrays.copyOf(logs, logs.length + 1);
    state[logs.length] = count;
    return state;
  }

  /**
   * From its numbers.
   *
   * @param bets those it began with
   * @throws IllegalArgumentException where they are none of {@link #state}
   */
  public static ShiryaevRoberts of(List<Bet> bets, double[] state) {
    if (state.length != bets.size() + 1) {
      throw new IllegalArgumentException(
          "state must have %d numbers, had %d".formatted(bets.size() + 1, state.length));
    }
    return new ShiryaevRoberts(
        List.copyOf(bets), Arrays.copyOf(state, bets.size()), (long) state[state.length - 1]);
  }
}
