package io.athanor.materials.drift;

/**
 * The test of Page (1954) and Hinkley (1971) for a change of level, both ways: with the running
 * mean a_t of x, m_t = sum of (x_i - a_i - d) has moved up where m_t - min m exceeds a threshold,
 * and the same for a fall. Immutable.
 *
 * @param tolerance d, half of the least change that matters, in units of x; zero or more
 * @param threshold what the excursion must exceed, in units of x; positive
 * @param count values taken
 * @param mean their running mean
 * @param up the sum for rises
 * @param upLeast its minimum so far
 * @param upSince how many values had been taken at that minimum
 * @param down the sum for falls
 * @param downMost its maximum so far
 * @param downSince how many values had been taken at that maximum
 */
public record PageHinkley(
    double tolerance,
    double threshold,
    long count,
    double mean,
    double up,
    double upLeast,
    long upSince,
    double down,
    double downMost,
    long downSince) {
  private static final int NUMBERS = 10;

  /** Checks the settings. */
  public PageHinkley {
    if (!(tolerance >= 0) || Double.isInfinite(tolerance)) {
      throw new IllegalArgumentException(
          "tolerance must be finite and not negative, was " + tolerance);
    }
    if (!(threshold > 0) || Double.isInfinite(threshold)) {
      throw new IllegalArgumentException("threshold must be finite and positive, was " + threshold);
    }
  }

  /** Before any value. */
  public static PageHinkley begin(double tolerance, double threshold) {
    return new PageHinkley(tolerance, threshold, 0, 0, 0, 0, 0, 0, 0, 0);
  }

  /**
   * With one more value.
   *
   * @param value finite
   */
  public PageHinkley after(double value) {
    Finite.require(value);
    long taken = count + 1;
    double average = mean + (value - mean) / taken;
    double rising = up + value - average - tolerance;
    double falling = down + value - average + tolerance;
    boolean lower = rising < upLeast;
    boolean higher = falling > downMost;
    return new PageHinkley(
        tolerance,
        threshold,
        taken,
        average,
        rising,
        lower ? rising : upLeast,
        lower ? taken : upSince,
        falling,
        higher ? falling : downMost,
        higher ? taken : downSince);
  }

  /** Excursion upwards, zero or more. */
  public double rise() {
    return up - upLeast;
  }

  /** Excursion downwards, zero or more. */
  public double fall() {
    return downMost - down;
  }

  /** The larger excursion. */
  public double statistic() {
    return Math.max(rise(), fall());
  }

  /** Whether the level has changed. */
  public boolean isAlarm() {
    return statistic() > threshold;
  }

  /** How many values came before the change, if there was one. */
  public long since() {
    return rise() >= fall() ? upSince : downSince;
  }

  /** As numbers, to be kept. */
  public double[] state() {
    return new double[] {
      tolerance, threshold, count, mean, up, upLeast, upSince, down, downMost, downSince
    };
  }

  /**
   * From its numbers.
   *
   * @throws IllegalArgumentException where they are none of {@link #state}
   */
  public static PageHinkley of(double[] state) {
    if (state.length != NUMBERS) {
      throw new IllegalArgumentException(
          "state must have %d numbers, had %d".formatted(NUMBERS, state.length));
    }
    return new PageHinkley(
        state[0],
        state[1],
        (long) state[2],
        state[3],
        state[4],
        state[5],
        (long) state[6],
        state[7],
        state[8],
        (long) state[9]);
  }
}
