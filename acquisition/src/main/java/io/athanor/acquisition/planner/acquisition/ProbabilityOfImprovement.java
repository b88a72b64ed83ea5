package io.athanor.acquisition.planner.acquisition;

import java.util.SplittableRandom;

/**
 * P(merit > best + margin): {@link LogProbabilityOfImprovement} as a probability. O(rows).
 *
 * @param margin least improvement that counts, in the objective's unit, not negative
 */
public record ProbabilityOfImprovement(double margin) implements AcquisitionFunction {
  @Override
  public double[] values(View view, SplittableRandom random) {
    double[] values = new LogProbabilityOfImprovement(margin).values(view, random);
    for (int row : view.selectable()) {
      values[row] = StrictMath.exp(values[row]);
    }
    return values;
  }
}
