package io.athanor.acquisition.planner.acquisition;

import io.athanor.acquisition.planner.numeric.Ranges;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Merit of the mean plus kappa deviations, in the objective's unit. O(rows).
 *
 * @param kappa weight of the deviation, not negative
 */
public record UpperConfidenceBound(double kappa) implements AcquisitionFunction {
  /** Checks the weight. */
  public UpperConfidenceBound {
    if (!Double.isFinite(kappa) || kappa < 0) {
      throw new IllegalArgumentException("kappa must be finite and not negative, was " + kappa);
    }
  }

  /**
   * A weight that falls from twice to half of {@code kappa} while observations come in.
   *
   * @param horizon number of observations at which it has fallen
   */
  public static double falling(double kappa, int observations, double horizon) {
    return kappa * (0.5 + 1.5 * Math.max(0, 1 - observations / horizon));
  }

  @Override
  public double[] values(View view, SplittableRandom random) {
    Outcome objective = view.objective();
    int[] selectable = view.selectable();
    double[] values = new double[view.rows()];
    Ranges.forEach(
        values.length, (from, to) -> Arrays.fill(values, from, to, Double.NEGATIVE_INFINITY));
    Ranges.forEach(
        selectable.length,
        (from, to) -> {
          for (int i = from; i < to; i++) {
            values[selectable[i]] = objective.optimistic(selectable[i], kappa);
          }
        });
    return values;
  }
}
