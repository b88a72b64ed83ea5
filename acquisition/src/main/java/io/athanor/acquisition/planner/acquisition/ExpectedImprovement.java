package io.athanor.acquisition.planner.acquisition;

import java.util.SplittableRandom;

/**
 * E max(0, merit - best) in the objective's unit, best being the best posterior mean among observed
 * rows (Mockus 1975; Jones, Schonlau and Welch 1998). O(rows). Zero some 38 deviations below the
 * incumbent: rank by {@link LogExpectedImprovement} instead.
 */
public record ExpectedImprovement() implements AcquisitionFunction {
  @Override
  public double[] values(View view, SplittableRandom random) {
    Outcome objective = view.objective();
    double best = view.requireIncumbent();
    return view.scores(row -> StrictMath.exp(Improvement.log(objective, row, best)));
  }
}
