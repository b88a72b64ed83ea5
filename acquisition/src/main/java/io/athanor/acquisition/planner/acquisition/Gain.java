package io.athanor.acquisition.planner.acquisition;

import io.athanor.acquisition.planner.objective.Goal;

/** Expected improvement of one normal belief, apart from any list of candidates. */
public final class Gain {
  private Gain() {}

  /**
   * E max(0, merit - merit of the incumbent), in the objective's unit.
   *
   * @param mean of the belief, in the objective's unit
   * @param deviation of the belief, in the objective's unit, not negative
   * @param incumbent best posterior mean so far, in the objective's unit
   */
  public static double expected(Goal goal, double mean, double deviation, double incumbent) {
    return StrictMath.exp(Improvement.log(goal, mean, deviation, goal.merit(incumbent)));
  }
}
