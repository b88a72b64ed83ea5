package io.athanor.acquisition.planner.linear;

/**
 * Says cheaply which candidates are worth less than a value: a staircase in (variance, mean) under
 * the contour of the merit, exact because a merit never falls when either grows. Spares evaluating
 * logarithms for candidates that cannot win.
 */
final class MeritFloor {
  private static final int LEVELS = 256;
  private static final int HALVINGS = 40;

  private final double value;
  private final double levelsPerVariance;
  private final double[] means = new double[LEVELS];

  /**
   * The staircase of one value.
   *
   * @param value what must be reached
   * @param lowest no mean lies below
   * @param highest no mean lies above
   * @param variance no relative variance lies above
   * @param noise variance of the noise, the unit of relative variances
   */
  MeritFloor(
      Merit merit, double value, double lowest, double highest, double variance, double noise) {
    this.value = value;
    double step = Math.max(variance, Double.MIN_NORMAL) * (1 + 1e-9) / LEVELS;
    this.levelsPerVariance = 1 / step;
    for (int level = 0; level < LEVELS; level++) {
      // one step wider than the level, so that rounding of the index cannot matter
      double deviation = Math.sqrt(noise * step * (level + 2));
      double below = Double.NEGATIVE_INFINITY;
      double above = highest;
      double middle = lowest;
      for (int i = 0; i < HALVINGS && middle <= above; i++) {
        if (merit.of(middle, deviation) < value) {
          below = middle;
        } else {
          above = middle;
        }
        if (below == Double.NEGATIVE_INFINITY) {
          break;
        }
        middle = i == 0 ? highest : below + (above - below) / 2;
      }
      means[level] = below;
    }
  }

  double value() {
    return value;
  }

  /** Whether this candidate is surely worth less than the value. */
  boolean excludes(double mean, double relativeVariance) {
    int level = (int) (Math.max(0, relativeVariance) * levelsPerVariance);
    return level < LEVELS && mean <= means[level];
  }
}
