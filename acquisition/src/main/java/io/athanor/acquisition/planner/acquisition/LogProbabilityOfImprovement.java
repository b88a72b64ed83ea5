package io.athanor.acquisition.planner.acquisition;

import java.util.Optional;
import java.util.SplittableRandom;

/**
 * log P(merit > best + margin), best being the best posterior mean among observed rows (Kushner
 * 1964). With a target value this is the probability to come closer to it than the best did.
 * O(rows).
 *
 * @param margin least improvement that counts, in the objective's unit, not negative
 */
public record LogProbabilityOfImprovement(double margin) implements AcquisitionFunction {
  /** Checks the margin. */
  public LogProbabilityOfImprovement {
    if (!Double.isFinite(margin) || margin < 0) {
      throw new IllegalArgumentException("margin must be finite and not negative, was " + margin);
    }
  }

  @Override
  public double[] values(View view, SplittableRandom random) {
    Outcome objective = view.objective();
    double threshold = view.requireIncumbent() + margin;
    return view.scores(row -> log(objective, row, threshold));
  }

  /** Log probability that the merit of a row exceeds a threshold. */
  static double log(Outcome outcome, int row, double threshold) {
    double mean = outcome.means()[row];
    double deviation = outcome.deviations()[row];
    if (deviation == 0) {
      return outcome.merit(row) > threshold ? 0 : Double.NEGATIVE_INFINITY;
    }
    Optional<Window> wanted = Window.wanted(outcome.goal());
    if (wanted.isPresent()) {
      return threshold < 0
          ? wanted.get().wider(-threshold).logProbability(mean, deviation)
          : Double.NEGATIVE_INFINITY;
    }
    return Window.atLeast(threshold).logProbability(outcome.merit(row), deviation);
  }
}
