package io.athanor.acquisition.shadow;

import io.athanor.acquisition.planner.objective.Goal;
import java.util.Arrays;
import java.util.List;

/**
 * What choices miss on average of the best that was measured, by a posterior; below 0 where they
 * are better. What nobody measured is no yardstick: how good the best of those may be is mostly
 * extrapolation. A belief, as right as the posterior is: no coverage is claimed of its interval.
 *
 * @param mean posterior mean, in the objective's unit
 * @param lower 2.5 % quantile of the posterior
 * @param upper 97.5 % quantile of the posterior
 */
public record Regret(double mean, double lower, double upper) {
  private static final double TAIL = 0.025;

  /**
   * From joint draws.
   *
   * @param draws of the objective, [draw][place]
   * @param tried places that were measured
   * @param places of the choices, one for each, repeated where it was chosen again
   */
  static Regret of(double[][] draws, List<Integer> tried, List<Integer> places, Goal goal) {
    double[] regrets = new double[draws.length];
    for (int d = 0; d < draws.length; d++) {
      double[] draw = draws[d];
      double best = Double.NEGATIVE_INFINITY;
      for (int place : tried) {
        best = Math.max(best, goal.merit(draw[place]));
      }
      double sum = 0;
      for (int place : places) {
        sum += best - goal.merit(draw[place]);
      }
      regrets[d] = sum / places.size();
    }
    double mean = Arrays.stream(regrets).average().orElseThrow();
    Arrays.sort(regrets);
    return new Regret(mean, quantile(regrets, TAIL), quantile(regrets, 1 - TAIL));
  }

  private static double quantile(double[] sorted, double share) {
    double place = share * (sorted.length - 1);
    int below = (int) place;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  }
}
