package io.athanor.acquisition.conformal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Other ways to repair intervals, to compare with: served factors by event, each before its score.
 */
final class Foils {
  private static final double ALPHA = 0.1;
  private static final int WINDOW = 50;
  private static final double[] RATES = {.001, .002, .004, .008, .016, .032, .064, .128};
  private static final double HORIZON = 100;

  private Foils() {}

  /** Adaptive conformal inference as it is served. */
  static double[] adaptive(double[] scores) {
    AdaptiveConformal state = AdaptiveConformal.begin(1 - ALPHA);
    double[] factors = new double[scores.length];
    for (int t = 0; t < scores.length; t++) {
      factors[t] = state.factor();
      state = state.after(scores[t], factors[t]);
    }
    return factors;
  }

  /**
   * Static split conformal (Papadopoulos et al. 2002): intervals as claimed while the first scores
   * are gathered, then their quantile for good.
   */
  static double[] split(double[] scores, int calibration) {
    double[] factors = new double[scores.length];
    Arrays.fill(factors, 1);
    double[] first = Arrays.copyOf(scores, calibration);
    Arrays.fill(factors, calibration, factors.length, quantile(first, ALPHA));
    return factors;
  }

  /**
   * DtACI (Gibbs and Candès 2022, "Conformal inference for online prediction with arbitrary
   * distribution shifts", algorithm 1): eight rates as experts, weighted by pinball loss; the level
   * served is their weighted mean.
   */
  static double[] experts(double[] scores) {
    double sigma = 1 / (2 * HORIZON);
    double eta =
        Math.sqrt(3 / HORIZON)
            * Math.sqrt(
                (Math.log(HORIZON * RATES.length) + 2)
                    / (Math.pow(1 - ALPHA, 2) * Math.pow(ALPHA, 3)
                        + Math.pow(ALPHA, 2) * Math.pow(1 - ALPHA, 3)));
    double[] levels = new double[RATES.length];
    double[] weights = new double[RATES.length];
    Arrays.fill(levels, ALPHA);
    Arrays.fill(weights, 1.0 / RATES.length);
    List<Double> window = new ArrayList<>(AdaptiveConformal.begin(1 - ALPHA).scores());
    double[] factors = new double[scores.length];
    for (int t = 0; t < scores.length; t++) {
      double level = 0;
      for (int e = 0; e < levels.length; e++) {
        level += weights[e] * levels[e];
      }
      factors[t] = quantile(window.stream().mapToDouble(Double::doubleValue).toArray(), level);
      double score = scores[t];
      // the largest level whose interval still covers this score
      double beta =
          1 - window.stream().filter(each -> each < score).count() / (window.size() + 1.0);
      double sum = 0;
      for (int e = 0; e < levels.length; e++) {
        double loss = ALPHA * (beta - levels[e]) - Math.min(0, beta - levels[e]);
        weights[e] *= Math.exp(-eta * loss);
        sum += weights[e];
      }
      for (int e = 0; e < levels.length; e++) {
        weights[e] = (1 - sigma) * weights[e] / sum + sigma / levels.length;
        levels[e] += RATES[e] * (ALPHA - (beta <= levels[e] ? 1 : 0));
      }
      window.add(score);
      if (window.size() > WINDOW) {
        window.remove(0);
      }
    }
    return factors;
  }

  private static double quantile(double[] scores, double level) {
    if (level <= 0) {
      return AdaptiveConformal.UNBOUNDED;
    }
    if (level >= 1) {
      return AdaptiveConformal.EMPTY;
    }
    double[] sorted = scores.clone();
    Arrays.sort(sorted);
    int rank = (int) Math.ceil((sorted.length + 1) * (1 - level) - 1e-9);
    return rank > sorted.length ? AdaptiveConformal.UNBOUNDED : sorted[Math.max(0, rank - 1)];
  }
}
