package io.athanor.acquisition.planner.acquisition;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.SplittableRandom;

/**
 * The best row found within a number of evaluations, and how much may have been missed. Meant for
 * functions that judge each row by itself; a deadline becomes a number of evaluations outside.
 *
 * @param row the best row, empty where none has a value above negative infinity
 * @param value its value
 * @param evaluated number of rows judged
 * @param gap upper bound on what the best unjudged row has more, 0 where provably none has; empty
 *     where no bound is known and rows were left
 */
public record Anytime(OptionalInt row, double value, int evaluated, OptionalDouble gap) {
  private static final int CHUNK = 64;

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
   * Judges rows in the order of their bounds, or else of their first objective's mean + 3
   * deviations, until the budget is spent or no bound exceeds the best value.
   *
   * @param function judges rows one by one
   * @param bounds upper bounds of the function by row, where known
   * @param budget most rows to judge, positive
   * @param random passed on to the function for each chunk of rows
   */
  public static Anytime select(
      AcquisitionFunction function,
      View view,
      Optional<double[]> bounds,
      int budget,
      SplittableRandom random) {
    if (budget < 1) {
      throw new IllegalArgumentException("budget must be at least 1, was " + budget);
    }
    int[] order = order(view, bounds);
    int best = -1;
    double value = Double.NEGATIVE_INFINITY;
    int judged = 0;
    while (judged < Math.min(budget, order.length)) {
      if (bounds.isPresent() && best >= 0 && bounds.get()[order[judged]] < value) {
        break;
      }
      int end = Math.min(Math.min(budget, order.length), judged + CHUNK);
      int[] chunk = Arrays.stream(order, judged, end).sorted().toArray();
      double[] values = function.values(view.selecting(chunk), random);
      for (int row : chunk) {
        if (values[row] > value || (values[row] == value && row < best)) {
          best = row;
          value = values[row];
        }
      }
      judged = end;
    }
    return new Anytime(
        best < 0 ? OptionalInt.empty() : OptionalInt.of(best),
        value,
        judged,
        gap(order, judged, bounds, value));
  }

  private static int[] order(View view, Optional<double[]> bounds) {
    Outcome first = view.objectives().get(0);
    return Arrays.stream(view.selectable())
        .boxed()
        .sorted(
            Comparator.<Integer>comparingDouble(
                    row -> -bounds.map(b -> b[row]).orElseGet(() -> first.optimistic(row, 3)))
                .thenComparing(row -> row))
        .mapToInt(Integer::intValue)
        .toArray();
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
