package io.athanor.acquisition.planner.acquisition;

import java.util.Objects;
import java.util.SplittableRandom;

/**
 * A logarithmic function plus the log probability that a row fulfils the view's requirements
 * (Gardner et al. 2014; LogCEI where the function is {@link LogExpectedImprovement}). While no
 * observed row is feasible the log probability alone is maximised. O(rows x requirements) beside
 * the function.
 *
 * @param logarithmic a function whose values are logarithms
 */
public record Constrained(AcquisitionFunction logarithmic) implements AcquisitionFunction {
  /** Checks. */
  public Constrained {
    Objects.requireNonNull(logarithmic, "constrained.logarithmic");
  }

  @Override
  public double[] values(View view, SplittableRandom random) {
    if (view.feasibleObserved().length == 0) {
      return view.scores(view::logFeasibility);
    }
    double[] values = logarithmic.values(view, random);
    return view.scores(row -> values[row] + view.logFeasibility(row));
  }
}
