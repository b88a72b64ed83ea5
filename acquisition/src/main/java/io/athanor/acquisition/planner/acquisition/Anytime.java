package io.athanor.acquisition.planner.acquisition;

import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;

/**
 * The best found within a number of evaluations, and how much may have been missed. Meant for
 * functions that judge each row by itself; a deadline becomes a number of evaluations outside.
 *
 * @param value the best row's; negative infinity where none has one
 * @param evaluated number of rows judged
 * @param gap upper bound on what the best unjudged row has more, 0 where provably none has; empty
 *     where no bound is known and rows were left
 */
public record Anytime(double value, int evaluated, OptionalDouble gap) {
  private static final int CHUNK = 64;
  private static final int LARGEST_CHUNK = 1024;

  /** Judges some rows: values in their order, the same whatever rows are asked for with them. */
  @FunctionalInterface
  public interface Judge {
    /** Values of rows, which are ascending. */
    double[] values(int[] rows);
  }

  /**
   * Bounds of functions that rise with the deviation (upper confidence bound, expected improvement
   * and its log): the function's own values where no deviation is below the true one, as before
   * experiments were awaited.
   *
   * @param ceilings deviations that the true ones do not exceed, [objective][row]
   */
  public static double[] bounds(
      AcquisitionFunction function, View view, double[][] ceilings, SplittableRandom random) {
    if (ceilings.length != view.objectives().size()) {
      throw new IllegalArgumentException(
          "ceilings must be as many as objectives, were " + ceilings.length);
    }
    Outcome[] wider = new Outcome[ceilings.length];
    Arrays.setAll(wider, k -> view.objectives().get(k).withDeviations(ceilings[k]));
    return function.values(view.withObjectives(Arrays.asList(wider)), random);
  }

  /**
   * Judges rows in a given order, until the budget is spent or no bound exceeds the best value.
   *
   * @param order rows, by falling bounds where there are any; all of them, or the first of them and
   *     more than the budget: what one more may be worth is the gap
   * @param bounds upper bounds of the function by row, where known
   * @param budget most rows to judge, positive
   * @param function judges rows one by one
   */
  public static Anytime select(int[] order, Optional<double[]> bounds, int budget, Judge function) {
    if (budget < 1) {
      throw new IllegalArgumentException("budget must be at least 1, was " + budget);
    }
    int most = Math.min(budget, order.length);
    // without bounds nothing ends the search early
    int chunk = bounds.isPresent() ? CHUNK : Math.max(1, most);
    double value = Double.NEGATIVE_INFINITY;
    int judged = 0;
    while (judged < most) {
      if (bounds.isPresent() && bounds.get()[order[judged]] < value) {
        break;
      }
      int end = Math.min(most, judged + chunk);
      int[] rows = Arrays.stream(order, judged, end).sorted().toArray();
      double[] values = function.values(rows);
      for (double each : values) {
        value = each > value ? each : value;
      }
      judged = end;
      chunk = Math.min(2 * chunk, Math.max(chunk, LARGEST_CHUNK));
    }
    return new Anytime(value, judged, gap(order, judged, bounds, value));
  }

  private static OptionalDouble gap(
      int[] order, int judged, Optional<double[]> bounds, double value) {
    if (judged == order.length) {
      return OptionalDouble.of(0);
    }
    if (bounds.isEmpty()) {
      return OptionalDouble.empty();
    }
    double bound = bounds.get()[order[judged]];
    return OptionalDouble.of(bound > value ? bound - value : 0);
  }
}
