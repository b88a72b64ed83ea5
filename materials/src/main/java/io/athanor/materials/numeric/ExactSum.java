package io.athanor.materials.numeric;

import java.math.BigInteger;
import java.nio.ByteBuffer;

/**
 * A sum of products of doubles without any rounding, {@code mantissa * 2^exponent}: addition is
 * associative and commutative, so the sum does not depend on the order of its terms. The mantissa
 * is odd, or zero with exponent zero, so that equal sums have equal bytes. Immutable.
 */
public final class ExactSum {
  /** No terms yet. */
  public static final ExactSum ZERO = new ExactSum(BigInteger.ZERO, 0);

  private static final int MANTISSA_BITS = 52;
  private static final long MANTISSA_MASK = (1L << MANTISSA_BITS) - 1;
  private static final int EXPONENT_MASK = 0x7FF;
  private static final int BIAS = 1075;
  // more than a double holds and less than overflows one
  private static final int KEPT_BITS = 128;

  private final BigInteger mantissa;
  private final int exponent;

  private ExactSum(BigInteger mantissa, int exponent) {
    this.mantissa = mantissa;
    this.exponent = exponent;
  }

  private static ExactSum of(BigInteger mantissa, int exponent) {
    int zeros = mantissa.getLowestSetBit();
    if (zeros < 0) {
      return ZERO;
    }
    return new ExactSum(zeros == 0 ? mantissa : mantissa.shiftRight(zeros), exponent + zeros);
  }

  /**
   * A double as it is.
   *
   * @throws IllegalArgumentException unless it is finite
   */
  public static ExactSum of(double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException("must be finite but is " + value);
    }
    long bits = Double.doubleToRawLongBits(value);
    int raised = (int) (bits >>> MANTISSA_BITS) & EXPONENT_MASK;
    long fraction = bits & MANTISSA_MASK;
    long whole = raised == 0 ? fraction : fraction | (1L << MANTISSA_BITS);
    return of(BigInteger.valueOf(bits < 0 ? -whole : whole), Math.max(raised, 1) - BIAS);
  }

  /** An integer as it is. */
  public static ExactSum of(long value) {
    return of(BigInteger.valueOf(value), 0);
  }

  /** This and the other. */
  public ExactSum plus(ExactSum other) {
    if (other.mantissa.signum() == 0) {
      return this;
    }
    if (mantissa.signum() == 0) {
      return other;
    }
    int least = Math.min(exponent, other.exponent);
    return of(
        mantissa.shiftLeft(exponent - least).add(other.mantissa.shiftLeft(other.exponent - least)),
        least);
  }

  /** This times the other. */
  public ExactSum times(ExactSum other) {
    return of(mantissa.multiply(other.mantissa), exponent + other.exponent);
  }

  /** This with the other sign. */
  public ExactSum negated() {
    return new ExactSum(mantissa.negate(), exponent);
  }

  /** This times two to a power. */
  public ExactSum scaled(int power) {
    return mantissa.signum() == 0 ? this : new ExactSum(mantissa, exponent + power);
  }

  /** -1, 0 or 1. */
  public int signum() {
    return mantissa.signum();
  }

  /** The double next to it; infinite beyond the range. */
  public double value() {
    int surplus = Math.max(0, mantissa.bitLength() - KEPT_BITS);
    return Math.scalb(mantissa.shiftRight(surplus).doubleValue(), exponent + surplus);
  }

  /**
   * This over the other as a double, also where neither is one.
   *
   * @throws ArithmeticException if the other is zero
   */
  public double over(ExactSum divisor) {
    if (divisor.mantissa.signum() == 0) {
      throw new ArithmeticException("divided by zero");
    }
    int up = Math.max(0, KEPT_BITS + divisor.mantissa.bitLength() - mantissa.bitLength());
    BigInteger quotient = mantissa.shiftLeft(up).divide(divisor.mantissa);
    return new ExactSum(quotient, exponent - divisor.exponent - up).value();
  }

  /** Appends it: length, exponent, mantissa. */
  public void write(ByteBuffer out) {
    byte[] bytes = mantissa.toByteArray();
    out.putShort((short) bytes.length).putInt(exponent).put(bytes);
  }

  /** Bytes that {@link #write} appends. */
  public int length() {
    return Short.BYTES + Integer.BYTES + mantissa.bitLength() / Byte.SIZE + 1;
  }

  /**
   * Reads what {@link #write} appended.
   *
   * @throws IllegalArgumentException if it is something else
   */
  public static ExactSum read(ByteBuffer in) {
    if (in.remaining() < Short.BYTES + Integer.BYTES) {
      throw new IllegalArgumentException("ends within a sum");
    }
    int length = Short.toUnsignedInt(in.getShort());
    int exponent = in.getInt();
    if (length == 0 || length > in.remaining()) {
      throw new IllegalArgumentException("ends within a sum");
    }
    byte[] bytes = new byte[length];
    in.get(bytes);
    return of(new BigInteger(bytes), exponent);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ExactSum sum
        && exponent == sum.exponent
        && mantissa.equals(sum.mantissa);
  }

  @Override
  public int hashCode() {
    return 31 * mantissa.hashCode() + exponent;
  }

  @Override
  public String toString() {
    return mantissa + " * 2^" + exponent;
  }
}
