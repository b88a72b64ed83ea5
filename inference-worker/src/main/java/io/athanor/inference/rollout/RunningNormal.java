package io.athanor.inference.rollout;

import java.util.Optional;

/**
 * What one would say of the next value knowing only those before: their mean and standard deviation
 * (Welford's recurrence). Stands in for a version that has nothing to say. Immutable.
 *
 * @param count values
 * @param mean their mean
 * @param squares sum of squared deviations from it
 */
public record RunningNormal(long count, double mean, double squares) {
  /** Nothing seen. */
  public static final RunningNormal EMPTY = new RunningNormal(0, 0, 0);

  private static final int FEWEST = 8;

  /** After one more. */
  public RunningNormal after(double value) {
    long next = count + 1;
    double moved = mean + (value - mean) / next;
    return new RunningNormal(next, moved, squares + (value - mean) * (value - moved));
  }

  /** What it says of the next value; nothing before eight values that differ. */
  public Optional<Forecast> forecast() {
    return count < FEWEST || !(squares > 0)
        ? Optional.empty()
        : Optional.of(Forecast.normal(mean, Math.sqrt(squares / (count - 1))));
  }
}
