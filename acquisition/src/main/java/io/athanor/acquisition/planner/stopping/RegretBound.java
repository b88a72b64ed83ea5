package io.athanor.acquisition.planner.stopping;

import io.athanor.acquisition.planner.acquisition.Outcome;
import io.athanor.acquisition.planner.acquisition.View;
import java.util.Arrays;

/**
 * Stops when what is left can hardly be much better: max over selectable rows of merit + beta
 * deviations, minus max over feasible observed rows of merit - beta deviations, is below epsilon
 * (Makarova et al. 2022, "Automatic termination for hyperparameter optimization").
 *
 * @param beta deviations on either side, not negative
 * @param epsilon in the first objective's unit, positive
 */
public record RegretBound(double beta, double epsilon) implements StoppingRule {
  private static final String NAME = "regret-bound";

  /** Checks. */
  public RegretBound {
    if (!Double.isFinite(beta) || beta < 0) {
      throw new IllegalArgumentException("beta must be finite and not negative, was " + beta);
    }
    Verdict.requirePositive("epsilon", epsilon);
  }

  @Override
  public Verdict judge(Progress progress) {
    View view = progress.view().first();
    Outcome objective = view.objective();
    int[] observed = view.feasibleObserved();
    if (observed.length == 0) {
      return Verdict.tooEarly(NAME, epsilon);
    }
    double reached =
        Arrays.stream(observed)
            .mapToDouble(row -> objective.optimistic(row, -beta))
            .max()
            .orElseThrow();
    double possible =
        Arrays.stream(view.selectable())
            .mapToDouble(row -> objective.optimistic(row, beta))
            .max()
            .orElse(reached);
    double regret = Math.max(0, possible - reached);
    boolean stop = regret < epsilon;
    String sentence =
        "What is left may be better than the best reached by %s at most, %s the limit %s."
            .formatted(
                Verdict.shortly(regret),
                stop ? "less than" : "not less than",
                Verdict.shortly(epsilon));
    return new Verdict(NAME, stop, regret, epsilon, sentence);
  }
}
