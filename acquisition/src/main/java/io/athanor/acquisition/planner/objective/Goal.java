package io.athanor.acquisition.planner.objective;

/**
 * What a better objective value is. Inside the planner more is always better: a goal turns one into
 * the other.
 */
public sealed interface Goal {
  /** More is better. */
  record Maximize() implements Goal {}

  /** Less is better. */
  record Minimize() implements Goal {}

  /**
   * Closer is better.
   *
   * @param value the wanted objective value, in the objective's unit
   */
  record Target(double value) implements Goal {
    /** Refuses a target that no value can approach. */
    public Target {
      if (!Double.isFinite(value)) {
        throw new IllegalArgumentException("goal.target must be finite, was " + value);
      }
    }
  }

  /**
   * How good a value is: the value, its negation, or minus its distance from the target; in the
   * objective's unit.
   */
  default double merit(double value) {
    if (this instanceof Target target) {
      return -Math.abs(value - target.value());
    }
    return this instanceof Minimize ? -value : value;
  }
}
