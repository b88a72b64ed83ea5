package io.athanor.materials.fusion;

import io.athanor.materials.numeric.ExactSum;
import io.athanor.materials.unit.Quantity;
import java.nio.ByteBuffer;
import java.util.OptionalDouble;

/**
 * How far one kind of computation lies from experiment, from the differences on the materials where
 * both are known. Each material has one vote, and can take it back when its difference changes:
 * sums are exact, so that nothing is left of what was taken back. Immutable.
 */
public final class PairedBias {
  /** Of no materials. */
  public static final PairedBias NONE = new PairedBias(0, ExactSum.ZERO, ExactSum.ZERO);

  private static final byte VERSION = 1;

  private final int count;
  private final ExactSum sum;
  private final ExactSum squares;

  private PairedBias(int count, ExactSum sum, ExactSum squares) {
    this.count = count;
    this.sum = sum;
    this.squares = squares;
  }

  /** With one more material's difference. */
  public PairedBias plus(double difference) {
    ExactSum one = ExactSum.of(difference);
    return new PairedBias(Math.addExact(count, 1), sum.plus(one), squares.plus(one.times(one)));
  }

  /** Without a difference that was added before. */
  public PairedBias minus(double difference) {
    ExactSum one = ExactSum.of(difference);
    return new PairedBias(
        Math.subtractExact(count, 1),
        sum.plus(one.negated()),
        squares.plus(one.times(one).negated()));
  }

  /** Number of materials. */
  public int count() {
    return count;
  }

  /**
   * The mean difference, with the standard error that its scatter over materials gives; unknown for
   * one material.
   *
   * @throws IllegalStateException if there are none
   */
  public Quantity mean(String unit) {
    if (count < 1) {
      throw new IllegalStateException("no materials");
    }
    ExactSum n = ExactSum.of((long) count);
    double mean = sum.over(n);
    if (count == 1) {
      return Quantity.of(mean, unit);
    }
    double variance =
        n.times(squares)
            .plus(sum.times(sum).negated())
            .over(n.times(n).times(ExactSum.of(count - 1L)));
    return new Quantity(mean, unit, OptionalDouble.of(Math.sqrt(Math.max(0, variance))), count);
  }

  /** As bytes; equal sets have equal bytes. */
  public byte[] toBytes() {
    ByteBuffer out = ByteBuffer.allocate(1 + Integer.BYTES + sum.length() + squares.length());
    out.put(VERSION).putInt(count);
    sum.write(out);
    squares.write(out);
    return out.array();
  }

  /**
   * From {@link #toBytes}; null gives none.
   *
   * @throws IllegalArgumentException if it is something else
   */
  public static PairedBias ofBytes(byte[] bytes) {
    if (bytes == null) {
      return NONE;
    }
    ByteBuffer in = ByteBuffer.wrap(bytes);
    if (in.remaining() < 1 + Integer.BYTES || in.get() != VERSION) {
      throw new IllegalArgumentException("bias: version is not known");
    }
    return new PairedBias(in.getInt(), ExactSum.read(in), ExactSum.read(in));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PairedBias bias
        && count == bias.count
        && sum.equals(bias.sum)
        && squares.equals(bias.squares);
  }

  @Override
  public int hashCode() {
    return 31 * sum.hashCode() + squares.hashCode();
  }
}
