package io.athanor.acquisition.planner.acquisition;

import java.util.Objects;
import java.util.SplittableRandom;

/**
 * A logarithmic function minus eta times the log of a row's cost: value per cost^eta (Snoek et al.
 * 2012), with eta cooling from 1 to 0 as the budget is spent (Lee et al. 2020, "EI-cool"). O(rows)
 * beside the function.
 *
 * @param logarithmic a function whose values are logarithms
 * @param costs by row, positive
 * @param eta 1 divides by the cost, 0 ignores it
 */
public record CostAware(AcquisitionFunction logarithmic, double[] costs, double eta)
    implements AcquisitionFunction {
  /** Checks. */
  public CostAware {
    Objects.requireNonNull(logarithmic, "costAware.logarithmic");
    for (int i = 0; i < costs.length; i++) {
      if (!(costs[i] > 0) || Double.isInfinite(costs[i])) {
        throw new IllegalArgumentException(
            "costs[%d] must be positive and finite, was %s".formatted(i, costs[i]));
      }
    }
    if (!(eta >= 0 && eta <= 1)) {
      throw new IllegalArgumentException("eta must be in [0, 1], was " + eta);
    }
  }

  /** What is left of the budget, as a share; 0 where it is overspent. */
  public static double cooled(double spent, double budget) {
    return Math.max(0, Math.min(1, 1 - spent / budget));
  }

  @Override
  public double[] values(View view, SplittableRandom random) {
    if (costs.length != view.rows()) {
      throw new IllegalArgumentException(
          "costs must have %d rows, had %d".formatted(view.rows(), costs.length));
    }
    double[] values = logarithmic.values(view, random);
    return view.scores(row -> values[row] - eta * StrictMath.log(costs[row]));
  }
}
