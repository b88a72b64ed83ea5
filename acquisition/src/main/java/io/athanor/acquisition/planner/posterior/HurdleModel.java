package io.athanor.acquisition.planner.posterior;

import io.athanor.acquisition.planner.numeric.NormalMath;
import io.athanor.acquisition.planner.space.FeatureMatrix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The probability that a property lies in a window, also where it is exactly zero for many
 * candidates, as a band gap is for metals (Cragg's hurdle, 1971): P(present) from a process on
 * present or not, cut at one half, times P(inside | present) from a process on the values that are
 * not zero. Where less than a third of the values are zero it is one process. Values may only be
 * appended. Costs two processes over the candidates. Not thread-safe.
 */
public final class HurdleModel {
  private static final double INFLATED_SHARE = 1.0 / 3;
  private static final int LEAST_AMOUNTS = 5;

  private final FeatureMatrix candidates;
  private final Kernel kernel;
  private GrowingProcess presence;
  private GrowingProcess amount;
  private boolean inflated;
  private int present;
  private int amounts;

  /** Over candidates; nothing is known of them yet. */
  public HurdleModel(FeatureMatrix candidates, Kernel kernel) {
    this.candidates = candidates;
    this.kernel = kernel;
    this.presence = new GrowingProcess(candidates, kernel);
    this.amount = new GrowingProcess(candidates, kernel);
  }

  /**
   * Conditions on all values, oldest first, and awaits nothing.
   *
   * @param observed one row a value
   * @param values in the property's unit
   */
  public void observe(FeatureMatrix observed, double[] values) {
    List<Integer> shown = new ArrayList<>();
    double[] indicators = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      if (values[i] != 0) {
        indicators[i] = 1;
        shown.add(i);
      }
    }
    present = shown.size();
    boolean before = inflated;
    inflated = isInflated(values);
    if (before != inflated) {
      presence = new GrowingProcess(candidates, kernel);
      amount = new GrowingProcess(candidates, kernel);
    }
    if (inflated) {
      presence.observe(observed, indicators);
      amounts = present;
      if (amounts >= LEAST_AMOUNTS) {
        double[] nonzero = shown.stream().mapToDouble(i -> values[i]).toArray();
        amount.observe(observed.select(shown), nonzero);
      }
    } else {
      amounts = values.length;
      amount.observe(observed, values);
    }
  }

  /** Whether so many values are exactly zero that they are modelled apart. */
  private static boolean isInflated(double[] values) {
    long zeros = Arrays.stream(values).filter(value -> value == 0).count();
    return zeros > 0 && zeros >= INFLATED_SHARE * values.length;
  }

  /** Whether a model of these values knows of zeros and of amounts more than one process would. */
  public static boolean isInformed(double[] values) {
    return isInflated(values)
        && Arrays.stream(values).filter(value -> value != 0).count() >= LEAST_AMOUNTS;
  }

  /** Whether zeros are modelled apart. */
  public boolean inflated() {
    return inflated;
  }

  /** Narrows the variance as if a value were there already; the means stay. */
  public void await(FeatureMatrix source, int row) {
    if (inflated) {
      presence.await(source, row);
    }
    if (!inflated || amounts >= LEAST_AMOUNTS) {
      amount.await(source, row);
    }
  }

  /**
   * Log probability that a measurement at each candidate lies in a window; 0 everywhere as long as
   * nothing is known of it.
   *
   * @param low lower end, may be negative infinity
   * @param high upper end, may be infinity
   */
  public double[] logProbability(double low, double high) {
    double[] logs = new double[candidates.rows()];
    if (!inflated || amounts >= LEAST_AMOUNTS) {
      double[] mean = amount.mean();
      double[] deviation = amount.predictiveDeviation();
      for (int i = 0; i < logs.length; i++) {
        logs[i] =
            NormalMath.logInterval((low - mean[i]) / deviation[i], (high - mean[i]) / deviation[i]);
      }
    }
    if (inflated && present > 0) {
      boolean zeroInside = low <= 0 && 0 <= high;
      double[] mean = presence.mean();
      double[] deviation = presence.predictiveDeviation();
      for (int i = 0; i < logs.length; i++) {
        double probit = (mean[i] - 0.5) / deviation[i];
        double throughHurdle = NormalMath.logDistribution(probit) + logs[i];
        logs[i] =
            zeroInside ? logSum(NormalMath.logDistribution(-probit), throughHurdle) : throughHurdle;
      }
    }
    return logs;
  }

  private static double logSum(double a, double b) {
    double most = Math.max(a, b);
    return most + StrictMath.log1p(StrictMath.exp(Math.min(a, b) - most));
  }
}
