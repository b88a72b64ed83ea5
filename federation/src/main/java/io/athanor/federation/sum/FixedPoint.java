package io.athanor.federation.sum;

import java.math.BigInteger;
import java.util.function.IntFunction;

/**
 * Doubles as multiples of 2^-fractionBits in 128 bits with a sign. The range is shared out among
 * the terms of the sum, so that no sum can wrap.
 *
 * @param fractionBits bits behind the point, 1 to 110
 * @param terms how many vectors are added at most, positive
 */
public record FixedPoint(int fractionBits, int terms) {
  private static final int MOST_FRACTION = 110;
  private static final int SIGNIFICAND_BITS = 52;
  private static final int WORD = 64;

  /** Checks the numbers. */
  public FixedPoint {
    if (fractionBits < 1 || fractionBits > MOST_FRACTION) {
      throw new IllegalArgumentException("fractionBits " + fractionBits + " is not in 1..110");
    }
    if (terms < 1) {
      throw new IllegalArgumentException("terms is " + terms + ", not positive");
    }
  }

  /** The distance between neighbours; what is encoded is off by half of it at most. */
  public double resolution() {
    return Math.scalb(1.0, -fractionBits);
  }

  /** What no magnitude of one term may reach. */
  public double limit() {
    return Math.scalb(1.0, 127 - fractionBits) / terms;
  }

  /**
   * The numbers, rounded to the nearest multiple.
   *
   * @param names what number i is called where it cannot be taken
   * @throws IllegalArgumentException naming a number that is not finite or out of range
   */
  public RingVector encode(double[] values, IntFunction<String> names) {
    RingVector out = new RingVector(values.length);
    double limit = limit();
    for (int i = 0; i < values.length; i++) {
      double value = values[i];
      if (!(Math.abs(value) < limit)) {
        throw new IllegalArgumentException(
            "%s is %s, where a sum of %d in fixed point takes magnitudes below %s"
                .formatted(names.apply(i), value, terms, limit));
      }
      put(out, i, value);
    }
    return out;
  }

  /** The doubles nearest to the numbers. */
  public double[] decode(RingVector vector) {
    double[] values = new double[vector.length()];
    for (int i = 0; i < values.length; i++) {
      BigInteger whole =
          BigInteger.valueOf(vector.high(i)).shiftLeft(WORD).add(unsigned(vector.low(i)));
      values[i] = Math.scalb(whole.doubleValue(), -fractionBits);
    }
    return values;
  }

  private void put(RingVector out, int i, double value) {
    if (value == 0) {
      return;
    }
    long bits = Double.doubleToRawLongBits(value);
    int exponent = Math.max(Math.getExponent(value), Double.MIN_EXPONENT);
    long significand = bits & ((1L << SIGNIFICAND_BITS) - 1);
    if (Math.abs(value) >= Double.MIN_NORMAL) {
      significand |= 1L << SIGNIFICAND_BITS;
    }
    int shift = exponent - SIGNIFICAND_BITS + fractionBits;
    long high = 0;
    long low = significand;
    if (shift >= WORD) {
      high = significand << (shift - WORD);
      low = 0;
    } else if (shift > 0) {
      high = significand >>> (WORD - shift);
      low = significand << shift;
    } else if (shift < 0) {
      low = shift <= -WORD ? 0 : ((significand >>> (-shift - 1)) + 1) >>> 1;
    }
    if (value < 0) {
      low = -low;
      high = ~high + (low == 0 ? 1 : 0);
    }
    out.set(i, high, low);
  }

  private static BigInteger unsigned(long word) {
    BigInteger value = BigInteger.valueOf(word & Long.MAX_VALUE);
    return word < 0 ? value.setBit(WORD - 1) : value;
  }
}
