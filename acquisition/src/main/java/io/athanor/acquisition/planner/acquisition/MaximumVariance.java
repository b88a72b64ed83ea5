package io.athanor.acquisition.planner.acquisition;

import java.util.SplittableRandom;

/**
 * Sum over objectives of the log of the deviation: the entropy of the posterior at a row up to a
 * constant, so that the most uncertain row is chosen whatever the units. O(rows x objectives).
 */
public record MaximumVariance() implements AcquisitionFunction {
  @Override
  public double[] values(View view, SplittableRandom random) {
    return view.scores(
        row -> {
          double sum = 0;
          for (Outcome objective : view.objectives()) {
            sum += StrictMath.log(objective.deviations()[row]);
          }
          return sum;
        });
  }
}
