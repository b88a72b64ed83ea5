package io.athanor.acquisition.planner.stopping;

import io.athanor.acquisition.planner.acquisition.ProbabilityOfImprovement;
import io.athanor.acquisition.planner.acquisition.View;
import java.util.SplittableRandom;

/**
 * Stops when hardly any candidate left is expected to be better: the sum over selectable rows of
 * the probability to be feasible and better than the best posterior mean is below a limit. Exact
 * for a finite pool; in a process space it counts the candidates at hand.
 *
 * @param limit number of candidates, positive; 0.05 is usual
 */
public record ExpectedBetter(double limit) implements StoppingRule {
  private static final String NAME = "expected-better";

  /** Checks. */
  public ExpectedBetter {
    Verdict.requirePositive("limit", limit);
  }

  @Override
  public Verdict judge(Progress progress) {
    View view = progress.view().first();
    if (view.incumbent().isEmpty()) {
      return Verdict.tooEarly(NAME, limit);
    }
    double[] better = new ProbabilityOfImprovement(0).values(view, new SplittableRandom(0));
    double sum = 0;
    for (int row : view.selectable()) {
      sum += better[row] * StrictMath.exp(view.logFeasibility(row));
    }
    boolean stop = sum < limit;
    String sentence =
        "%s of %d candidates left are expected to be better than the best, %s the limit %s."
            .formatted(
                Verdict.shortly(sum),
                view.selectable().length,
                stop ? "fewer than" : "not fewer than",
                Verdict.shortly(limit));
    return new Verdict(NAME, stop, sum, limit, sentence);
  }
}
