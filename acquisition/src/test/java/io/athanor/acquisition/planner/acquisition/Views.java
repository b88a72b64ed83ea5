package io.athanor.acquisition.planner.acquisition;

import io.athanor.acquisition.planner.objective.Goal;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Small views for tests. */
public final class Views {
  private Views() {}

  /** Row 0 is observed, all others are selectable. */
  public static View marginal(Goal goal, double[] means, double[] deviations) {
    return View.of(
        Outcome.marginal(goal, means, deviations),
        new int[] {0},
        IntStream.range(1, means.length).toArray());
  }

  /** Objectives with a joint posterior each; the first rows are observed, the rest selectable. */
  public static View joint(List<Outcome> objectives, int observed) {
    return new View(
        objectives,
        List.of(),
        IntStream.range(0, observed).toArray(),
        IntStream.range(observed, objectives.get(0).means().length).toArray());
  }

  public static SplittableRandom random(long seed) {
    return new SplittableRandom(seed);
  }
}
