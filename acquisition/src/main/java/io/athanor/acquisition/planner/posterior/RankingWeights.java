package io.athanor.acquisition.planner.posterior;

import io.athanor.acquisition.planner.numeric.Seeds;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * How much each model of an ensemble is worth to a new campaign: the share of draws in which it
 * misranks the fewest pairs of a bootstrap sample of the new observations (Feurer, Letham and
 * Bakshy 2018). The new campaign's own model is judged by what it says of each observation from the
 * others. A past model is dropped where it is worse than chance, half of the pairs on average, or
 * where its median loss is above the own model's 95th percentile, so that many poor ones cannot
 * crowd out a good one.
 */
final class RankingWeights {
  static final int LEAST_OBSERVATIONS = 3;

  private static final int DRAWS = 256;
  private static final double DILUTION_QUANTILE = 0.95;

  /** Joint draws of a past model at the new observations, [draw][observation]. */
  interface Drawer {
    double[][] draw(int count, SplittableRandom random);
  }

  private RankingWeights() {}

  /**
   * Weights of the past models, then of the own one; they sum to one.
   *
   * @param targets the new observations, transformed
   * @param own what the own model says of them
   */
  static double[] of(double[] targets, LeaveOneOut own, List<Drawer> past, long seed) {
    int n = targets.length;
    int models = past.size() + 1;
    double[][] losses = new double[models][DRAWS];
    double[] pairs = new double[DRAWS];
    SplittableRandom resampling = Seeds.stream(seed, "ranking-bootstrap");
    SplittableRandom random = Seeds.stream(seed, "ranking-draws");
    List<double[][]> drawn = past.stream().map(each -> each.draw(DRAWS, random)).toList();
    for (int s = 0; s < DRAWS; s++) {
      int[] sample = resampling.ints(n, 0, n).toArray();
      pairs[s] = pairs(targets, sample);
      for (int m = 0; m < past.size(); m++) {
        losses[m][s] = misranked(targets, drawn.get(m)[s], sample);
      }
      double[] draw = new double[n];
      for (int i = 0; i < n; i++) {
        draw[i] = own.mean()[i] + own.deviation()[i] * Seeds.gaussian(random);
      }
      losses[past.size()][s] = misrankedLeftOut(targets, draw, sample);
    }
    return weights(losses, Arrays.stream(pairs).sum());
  }

  private static double[] weights(double[][] losses, double pairs) {
    int own = losses.length - 1;
    double[] weights = new double[losses.length];
    boolean[] dropped = new boolean[losses.length];
    for (int m = 0; m < own; m++) {
      dropped[m] =
          Arrays.stream(losses[m]).sum() >= 0.5 * pairs
              || quantile(losses[m], 0.5) > quantile(losses[own], DILUTION_QUANTILE);
    }
    for (int s = 0; s < DRAWS; s++) {
      double least = losses[own][s];
      for (int m = 0; m < own; m++) {
        least = dropped[m] ? least : Math.min(least, losses[m][s]);
      }
      int winners = 0;
      for (int m = 0; m <= own; m++) {
        winners += !dropped[m] && losses[m][s] == least ? 1 : 0;
      }
      for (int m = 0; m <= own; m++) {
        weights[m] += !dropped[m] && losses[m][s] == least ? 1.0 / winners / DRAWS : 0;
      }
    }
    return weights;
  }

  private static double pairs(double[] targets, int[] sample) {
    double count = 0;
    for (int i : sample) {
      for (int j : sample) {
        count += targets[i] < targets[j] ? 1 : 0;
      }
    }
    return count;
  }

  private static double misranked(double[] targets, double[] draw, int[] sample) {
    double count = 0;
    for (int i : sample) {
      for (int j : sample) {
        count += targets[i] < targets[j] && draw[i] >= draw[j] ? 1 : 0;
      }
    }
    return count;
  }

  /** Each pair twice: one of it left out and compared with the other's value, by halves. */
  private static double misrankedLeftOut(double[] targets, double[] draw, int[] sample) {
    double count = 0;
    for (int i : sample) {
      for (int j : sample) {
        if (targets[i] < targets[j]) {
          count += (draw[i] >= targets[j] ? 0.5 : 0) + (targets[i] >= draw[j] ? 0.5 : 0);
        }
      }
    }
    return count;
  }

  private static double quantile(double[] values, double share) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[(int) Math.min(sorted.length - 1L, Math.round(share * sorted.length))];
  }
}
