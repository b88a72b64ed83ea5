package io.athanor.acquisition.planner.acquisition;

import io.athanor.acquisition.planner.numeric.NormalMath;
import io.athanor.acquisition.planner.objective.Goal;
import java.util.Optional;

/**
 * A range of wanted values, ends included; either end may be infinite.
 *
 * @param low in the property's unit
 * @param high in the property's unit
 */
public record Window(double low, double high) {
  /** Refuses an empty or unbounded range. */
  public Window {
    if (!(low <= high) || (low == high && Double.isInfinite(low))) {
      throw new IllegalArgumentException(
          "window must have low <= high, had %s and %s".formatted(low, high));
    }
    if (low == Double.NEGATIVE_INFINITY && high == Double.POSITIVE_INFINITY) {
      throw new IllegalArgumentException("window must have at least one finite end");
    }
  }

  /** Everything from a value on. */
  public static Window atLeast(double low) {
    return new Window(low, Double.POSITIVE_INFINITY);
  }

  /** Everything up to a value. */
  public static Window atMost(double high) {
    return new Window(Double.NEGATIVE_INFINITY, high);
  }

  /** The values a goal wants as such, if it does: its window or target. */
  static Optional<Window> wanted(Goal goal) {
    if (goal instanceof Goal.Window window) {
      return Optional.of(new Window(window.low(), window.high()));
    }
    return goal instanceof Goal.Target target
        ? Optional.of(new Window(target.value(), target.value()))
        : Optional.empty();
  }

  /** The same with more on both sides, or, if negative, less. */
  Window wider(double by) {
    return new Window(low - by, high + by);
  }

  /** Whether a value lies inside, ends included. */
  public boolean holds(double value) {
    return low <= value && value <= high;
  }

  /** Log probability that a normal lies inside. */
  public double logProbability(double mean, double deviation) {
    if (deviation == 0) {
      return holds(mean) ? 0 : Double.NEGATIVE_INFINITY;
    }
    return NormalMath.logInterval((low - mean) / deviation, (high - mean) / deviation);
  }
}
