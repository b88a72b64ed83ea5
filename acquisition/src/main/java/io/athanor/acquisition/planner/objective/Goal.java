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
   * Anywhere inside is equally good; outside, nearer is better.
   *
   * @param low lower end, negative infinity where there is none
   * @param high upper end, above the lower one; positive infinity where there is none
   */
  record Window(double low, double high) implements Goal {
    /** Refuses a window that holds nothing or everything. */
    public Window {
      if (!(low < high) || (low == Double.NEGATIVE_INFINITY && high == Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException(
            "goal.window must have an end and low below high, was %s to %s".formatted(low, high));
      }
    }
  }

  /**
   * Whether better is one direction on the whole axis; else an outcome is modelled as it is, since
   * its merit has kinks exactly where it matters.
   */
  default boolean isDirected() {
    return this instanceof Maximize || this instanceof Minimize;
  }

  /**
   * How good a value is: the value, its negation, minus its distance from the target or from the
   * window; in the objective's unit.
   */
  default double merit(double value) {
    if (this instanceof Window window) {
      return Math.min(0, Math.min(value - window.low(), window.high() - value));
    }
    if (this instanceof Target target) {
      return -Math.abs(value - target.value());
    }
    return this instanceof Minimize ? -value : value;
  }
}
