package io.athanor.acquisition.planner.stopping;

import io.athanor.acquisition.planner.objective.Goal;

/**
 * Stops when a measurement of the first objective is at least as good as a wanted value: by its
 * goal, so that with a target value it is at least as near to it.
 *
 * @param value in the first objective's unit, finite
 */
public record TargetReached(double value) implements StoppingRule {
  private static final String NAME = "target-reached";

  /** Checks. */
  public TargetReached {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException("value must be finite, was " + value);
    }
  }

  @Override
  public Verdict judge(Progress progress) {
    if (progress.best().isEmpty()) {
      return Verdict.tooEarly(NAME, value);
    }
    Goal goal = progress.view().objectives().get(0).goal();
    double best = progress.best().getAsDouble();
    boolean stop = goal.merit(best) >= goal.merit(value);
    String sentence =
        "The best measurement %s %s the wanted %s."
            .formatted(
                Verdict.shortly(best),
                stop ? "is at least as good as" : "has not reached",
                Verdict.shortly(value));
    return new Verdict(NAME, stop, best, value, sentence);
  }
}
