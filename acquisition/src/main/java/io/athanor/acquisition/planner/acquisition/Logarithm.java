package io.athanor.acquisition.planner.acquisition;

import java.util.Objects;
import java.util.SplittableRandom;

/**
 * The logarithm of a function that is never negative, so that probabilities and costs can be added
 * to it; negative infinity where it is 0 or, by rounding, below.
 *
 * @param function with values of at least 0
 */
public record Logarithm(AcquisitionFunction function) implements AcquisitionFunction {
  /** Checks. */
  public Logarithm {
    Objects.requireNonNull(function, "logarithm.function");
  }

  @Override
  public double[] values(View view, SplittableRandom random) {
    double[] values = function.values(view, random);
    for (int row : view.selectable()) {
      values[row] = values[row] > 0 ? StrictMath.log(values[row]) : Double.NEGATIVE_INFINITY;
    }
    return values;
  }
}
