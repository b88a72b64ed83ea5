package io.athanor.acquisition.planner.stopping;

import io.athanor.acquisition.planner.acquisition.Constrained;
import io.athanor.acquisition.planner.acquisition.LogExpectedImprovement;
import io.athanor.acquisition.planner.acquisition.View;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Stops when no experiment left is worth its cost: the largest log of the expected feasible
 * improvement is below log(cost / value), compared in logs so that it cannot underflow to a tie.
 *
 * @param worth improvement that pays for one experiment, in the first objective's unit: its cost
 *     over the value of one unit of improvement; positive
 */
public record CostAgainstValue(double worth) implements StoppingRule {
  private static final String NAME = "cost-against-value";

  /** Checks. */
  public CostAgainstValue {
    Verdict.requirePositive("worth", worth);
  }

  /**
   * Of the cost of one experiment and the value of one unit of improvement, in the same currency.
   */
  public static CostAgainstValue of(double cost, double value) {
    Verdict.requirePositive("cost", cost);
    Verdict.requirePositive("value", value);
    return new CostAgainstValue(cost / value);
  }

  @Override
  public Verdict judge(Progress progress) {
    View view = progress.view().first();
    if (view.incumbent().isEmpty()) {
      return Verdict.tooEarly(NAME, worth);
    }
    double[] values =
        new Constrained(new LogExpectedImprovement()).values(view, new SplittableRandom(0));
    double log = Arrays.stream(values).max().orElse(Double.NEGATIVE_INFINITY);
    double expected = StrictMath.exp(log);
    boolean stop = log < StrictMath.log(worth);
    String sentence =
        "The best experiment left is expected to improve by %s, %s the %s that pays for it."
            .formatted(
                Verdict.shortly(expected),
                stop ? "less than" : "not less than",
                Verdict.shortly(worth));
    return new Verdict(NAME, stop, expected, worth, sentence);
  }
}
