package io.athanor.acquisition.planner.acquisition;

import java.util.SplittableRandom;

/**
 * Log of the expected improvement over the best posterior mean among observed rows (plug-in
 * incumbent): ranks like {@link ExpectedImprovement} but stays finite where that underflows (Ament
 * et al. 2023, "Unexpected improvements to expected improvement for Bayesian optimization").
 * O(rows).
 */
public record LogExpectedImprovement() implements AcquisitionFunction {
  @Override
  public double[] values(View view, SplittableRandom random) {
    Outcome objective = view.objective();
    double best = view.requireIncumbent();
    return view.scores(row -> Improvement.log(objective, row, best));
  }
}
