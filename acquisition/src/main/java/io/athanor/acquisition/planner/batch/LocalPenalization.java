package io.athanor.acquisition.planner.batch;

import io.athanor.acquisition.planner.acquisition.AcquisitionFunction;
import io.athanor.acquisition.planner.acquisition.Outcome;
import io.athanor.acquisition.planner.acquisition.View;
import io.athanor.acquisition.planner.numeric.NormalMath;
import io.athanor.acquisition.planner.space.FeatureMatrix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * The function is multiplied, around each row on its way, by the probability that the best is not
 * within reach of it (Gonzalez et al. 2016, "Batch Bayesian optimization via local penalization"):
 * Phi((L d - (M - m)) / s) at distance d, with m and s the row's merit and deviation, M the best
 * merit of a mean at a feasible observed row, L the largest slope of the means between rows. One
 * objective; marginals suffice. O(rows x (picks + pending)) beside the function, which is evaluated
 * once.
 *
 * @param features by row, for distances
 * @param scale what the function's values are
 */
public record LocalPenalization(FeatureMatrix features, Scale scale) implements BatchRule {
  private static final int SLOPE_ROWS = 512;
  private static final double LEAST_SLOPE = 1e-12;

  /** Checks. */
  public LocalPenalization {
    Objects.requireNonNull(features, "localPenalization.features");
    Objects.requireNonNull(scale, "localPenalization.scale");
  }

  @Override
  public List<Integer> select(
      View view,
      AcquisitionFunction function,
      List<Integer> pending,
      int count,
      SplittableRandom random) {
    if (features.rows() != view.rows()) {
      throw new IllegalArgumentException(
          "features must have %d rows, had %d".formatted(view.rows(), features.rows()));
    }
    Outcome objective = view.objective();
    int[] left = Picks.left(view, pending);
    double[] logs = scale.logWorth(function.values(view.selecting(left), random), left);
    double slope = steepest(objective);
    double best = best(view, objective);
    pending.forEach(row -> penalize(logs, left, objective, row, slope, best));
    List<Integer> taken = new ArrayList<>(pending);
    List<Integer> picks = new ArrayList<>();
    while (picks.size() < count) {
      OptionalInt pick = Picks.best(Picks.left(view, taken), row -> logs[row]);
      if (pick.isEmpty()) {
        break;
      }
      picks.add(pick.getAsInt());
      taken.add(pick.getAsInt());
      penalize(logs, left, objective, pick.getAsInt(), slope, best);
    }
    return List.copyOf(picks);
  }

  private void penalize(
      double[] logs, int[] rows, Outcome objective, int around, double slope, double best) {
    double deviation = objective.deviations()[around];
    double missing = best - objective.merit(around);
    for (int row : rows) {
      double distance = Math.sqrt(features.squaredDistance(row, features, around));
      double spare = slope * distance - missing;
      if (deviation > 0) {
        logs[row] += NormalMath.logDistribution(spare / deviation);
      } else if (spare < 0) {
        logs[row] = Double.NEGATIVE_INFINITY;
      }
    }
  }

  /** Where nothing observed is feasible, of what was observed, and before that, of all rows. */
  private static double best(View view, Outcome objective) {
    int[] known = view.observed().length > 0 ? view.observed() : view.selectable();
    return view.incumbent()
        .orElseGet(() -> Arrays.stream(known).mapToDouble(objective::merit).max().orElse(0));
  }

  /** Largest slope of the merit of the means between rows, over at most 512 evenly spaced ones. */
  double steepest(Outcome objective) {
    int rows = features.rows();
    int step = Math.max(1, (rows + SLOPE_ROWS - 1) / SLOPE_ROWS);
    int[] some = IntStream.iterate(0, row -> row < rows, row -> row + step).toArray();
    double steepest = LEAST_SLOPE;
    for (int a = 0; a < some.length; a++) {
      for (int b = 0; b < a; b++) {
        double squared = features.squaredDistance(some[a], features, some[b]);
        if (squared > 0) {
          double rise = Math.abs(objective.merit(some[a]) - objective.merit(some[b]));
          steepest = Math.max(steepest, rise / Math.sqrt(squared));
        }
      }
    }
    return steepest;
  }
}
