package io.athanor.materials.drift;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Sequential ranks as p-values (Vovk, Gammerman and Shafer 2005, "Algorithmic learning in a random
 * world", section 2.2): p_n = (#{i < n: x_i < x_n} + u (#{i < n: x_i = x_n} + 1)) / n with u
 * uniform. Whatever the distribution of the values, as long as they are exchangeable the p-values
 * are independent and uniform on (0, 1). Only the last {@value #WINDOW} values are ranked against.
 * The uniform is drawn from seed and count. Immutable.
 */
public final class ConformalRank {
  /** Values that a new one is ranked among. */
  public static final int WINDOW = 500;

  private static final double LEAST = 1e-12;

  private final long seed;
  private final long count;
  private final double[] values;

  private ConformalRank(long seed, long count, double[] values) {
    this.seed = seed;
    this.count = count;
    this.values = values;
  }

  /**
   * A value's place.
   *
   * @param rank p-value in (0, 1): small where the value is low
   * @param next what later values are ranked by
   */
  public record Ranked(double rank, ConformalRank next) {}

  /** Before any value. */
  public static ConformalRank begin(long seed) {
    return new ConformalRank(seed, 0, new double[0]);
  }

  /** How many values it has seen. */
  public long count() {
    return count;
  }

  /**
   * Ranks one more value.
   *
   * @param value finite
   */
  public Ranked after(double value) {
    Finite.require(value);
    int less = 0;
    int equal = 0;
    for (double each : values) {
      if (each < value) {
        less++;
      } else if (each == value) {
        equal++;
      }
    }
    double uniform = new SplittableRandom(seed ^ (count * 0x9E3779B97F4A7C15L)).nextDouble();
    double rank = (less + uniform * (equal + 1)) / (values.length + 1);
    int from = values.length == WINDOW ? 1 : 0;
    double[] kept = Arrays.copyOfRange(values, from, values.length + 1);
    kept[kept.length - 1] = value;
    return new Ranked(
        Math.min(1 - LEAST, Math.max(LEAST, rank)), new ConformalRank(seed, count + 1, kept));
  }

  /** As numbers, to be kept: the seed's two halves, the count, the values. */
  public double[] state() {
    double[] state = new double[values.length + 3];
    state[0] = (int) (seed >>> Integer.SIZE);
    state[1] = (int) seed;
    state[2] = count;
    System.arraycopy(values, 0, state, 3, values.length);
    return state;
  }

  /**
   * From its numbers.
   *
   * @throws IllegalArgumentException where they are none of {@link #state}
   */
  public static ConformalRank of(double[] state) {
    if (state.length < 3 || state.length > WINDOW + 3) {
      throw new IllegalArgumentException(
          "state must have 3 to %d numbers, had %d".formatted(WINDOW + 3, state.length));
    }
    long seed = ((long) state[0] << Integer.SIZE) | ((long) state[1] & 0xFFFF_FFFFL);
    return new ConformalRank(seed, (long) state[2], Arrays.copyOfRange(state, 3, state.length));
  }
}
