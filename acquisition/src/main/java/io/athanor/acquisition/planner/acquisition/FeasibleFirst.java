package io.athanor.acquisition.planner.acquisition;

import java.util.Arrays;
import java.util.Objects;
import java.util.SplittableRandom;

/**
 * A function whose values cannot be weighed by a probability (confidence bounds, draws), restricted
 * to rows that are more likely than not to fulfil the view's requirements. Where no selectable row
 * is, the log probability alone is maximised. O(rows x requirements) beside the function.
 *
 * @param function what ranks the feasible rows
 */
public record FeasibleFirst(AcquisitionFunction function) implements AcquisitionFunction {
  /** Checks. */
  public FeasibleFirst {
    Objects.requireNonNull(function, "feasibleFirst.function");
  }

  @Override
  public double[] values(View view, SplittableRandom random) {
    int[] feasible = Arrays.stream(view.selectable()).filter(view::feasible).toArray();
    return feasible.length == 0
        ? view.scores(view::logFeasibility)
        : function.values(view.selecting(feasible), random);
  }
}
