package io.athanor.materials.fusion;

import io.athanor.materials.numeric.ExactSum;
import io.athanor.materials.unit.Quantity;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.OptionalDouble;

/**
 * What a set of values of one source comes to, without the values: exact sums, so that neither
 * order nor grouping makes a difference to a single bit. Two sets of weights are kept, since only
 * the whole set says which of them holds: inverse variances where every value has a standard error,
 * else repeats. Immutable.
 */
public final class Moments {
  /** Of no values. */
  public static final Moments NONE = new Moments(0, 0, Weighted.NONE, Weighted.NONE);

  private static final byte VERSION = 1;

  private final int count;
  private final int precise;
  private final Weighted byVariance;
  private final Weighted byRepeats;

  private Moments(int count, int precise, Weighted byVariance, Weighted byRepeats) {
    this.count = count;
    this.precise = precise;
    this.byVariance = byVariance;
    this.byRepeats = byRepeats;
  }

  /** Sums of w, w x, w x^2 and w t. */
  private record Weighted(ExactSum w, ExactSum wx, ExactSum wxx, ExactSum wt) {
    static final Weighted NONE =
        new Weighted(ExactSum.ZERO, ExactSum.ZERO, ExactSum.ZERO, ExactSum.ZERO);

    static Weighted of(ExactSum w, ExactSum x, ExactSum t) {
      ExactSum wx = w.times(x);
      return new Weighted(w, wx, wx.times(x), w.times(t));
    }

    Weighted plus(Weighted other) {
      return new Weighted(
          w.plus(other.w), wx.plus(other.wx), wxx.plus(other.wxx), wt.plus(other.wt));
    }

    /** Sum of w (x - mean)^2 over the sum of w: w wxx - wx^2 over w^2, free of cancellation. */
    double variance() {
      return w.times(wxx).plus(wx.times(wx).negated()).over(w.times(w));
    }

    void write(ByteBuffer out) {
      w.write(out);
      wx.write(out);
      wxx.write(out);
      wt.write(out);
    }

    int length() {
      return w.length() + wx.length() + wxx.length() + wt.length();
    }

    static Weighted read(ByteBuffer in) {
      return new Weighted(
          ExactSum.read(in), ExactSum.read(in), ExactSum.read(in), ExactSum.read(in));
    }
  }

  /**
   * These and one more value.
   *
   * @param value in the unit that all values here have
   * @param at when it was measured
   */
  public Moments plus(Quantity value, Instant at) {
    ExactSum x = ExactSum.of(value.value());
    ExactSum t = ExactSum.of(micros(at));
    Weighted repeats = byRepeats.plus(Weighted.of(ExactSum.of((long) value.n()), x, t));
    double precision = 1 / value.sem().orElse(0);
    if (!Double.isFinite(precision)) {
      // no error, or one too small to be counted
      return new Moments(Math.addExact(count, 1), precise, byVariance, repeats);
    }
    ExactSum root = ExactSum.of(precision);
    return new Moments(
        Math.addExact(count, 1),
        precise + 1,
        byVariance.plus(Weighted.of(root.times(root), x, t)),
        repeats);
  }

  /** Both sets together; they must be disjoint. */
  public Moments plus(Moments other) {
    return new Moments(
        Math.addExact(count, other.count),
        precise + other.precise,
        byVariance.plus(other.byVariance),
        byRepeats.plus(other.byRepeats));
  }

  /** Number of values. */
  public int count() {
    return count;
  }

  /**
   * Their mean and its standard error. With an error on each the weights are inverse variances and
   * the error is {@code (sum w)^-1/2}, widened by the Birge ratio where the values scatter more
   * than that (as the Particle Data Group does); else weights are repeats and the error comes from
   * the scatter, or is unknown for a single value. As {@link Quantity#weightedMean}, but exact.
   *
   * @param unit of the values
   * @throws IllegalStateException if there are none
   */
  public Quantity mean(String unit) {
    Weighted weighted = weights();
    double mean = weighted.wx.over(weighted.w);
    double n = Math.min(byRepeats.w.value(), Integer.MAX_VALUE);
    double external = count < 2 ? 0 : Math.sqrt(weighted.variance() / (count - 1));
    double error = external;
    if (isByVariance()) {
      error = Math.max(external, Math.sqrt(ExactSum.of(1L).over(weighted.w)));
    }
    OptionalDouble sem =
        Double.isFinite(error) && (isByVariance() || count > 1)
            ? OptionalDouble.of(error)
            : OptionalDouble.empty();
    return new Quantity(mean, unit, sem, (int) n);
  }

  /**
   * Mean time of the values under the same weights as their mean: a drift that is linear in time
   * shifts the mean by what it is at this time.
   */
  public Instant meanTime() {
    Weighted weighted = weights();
    long micros = (long) weighted.wt.over(weighted.w);
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }

  private boolean isByVariance() {
    return precise == count;
  }

  private Weighted weights() {
    if (count == 0) {
      throw new IllegalStateException("no values");
    }
    return isByVariance() ? byVariance : byRepeats;
  }

  /** As bytes; equal sets have equal bytes. */
  public byte[] toBytes() {
    int length = 1 + 2 * Integer.BYTES + byVariance.length() + byRepeats.length();
    ByteBuffer out = ByteBuffer.allocate(length).put(VERSION).putInt(count).putInt(precise);
    byVariance.write(out);
    byRepeats.write(out);
    return out.array();
  }

  /**
   * From {@link #toBytes}.
   *
   * @throws IllegalArgumentException if it is something else
   */
  public static Moments ofBytes(ByteBuffer bytes) {
    ByteBuffer in = bytes.duplicate();
    if (in.remaining() < 1 + 2 * Integer.BYTES) {
      throw new IllegalArgumentException("moments: ends too early");
    }
    byte version = in.get();
    if (version != VERSION) {
      throw new IllegalArgumentException("moments: version " + version + " is not known");
    }
    return new Moments(in.getInt(), in.getInt(), Weighted.read(in), Weighted.read(in));
  }

  private static long micros(Instant at) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, at);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Moments moments
        && count == moments.count
        && precise == moments.precise
        && byVariance.equals(moments.byVariance)
        && byRepeats.equals(moments.byRepeats);
  }

  @Override
  public int hashCode() {
    return 31 * byVariance.hashCode() + byRepeats.hashCode();
  }
}
