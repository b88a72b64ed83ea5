package io.athanor.federation.sum;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A vector of whole numbers modulo 2^128, which is where sums and masks are made: exact, and
 * uniform once a uniform mask is added. Mutable; each number is two words, the lower first.
 */
public final class RingVector {
  /** Bytes of one number on the wire. */
  public static final int BYTES = 16;

  private final long[] words;

  /** Zeros. */
  public RingVector(int length) {
    this(new long[2 * length]);
  }

  private RingVector(long[] words) {
    this.words = words;
  }

  /**
   * From its bytes, little-endian.
   *
   * @throws IllegalArgumentException where there is a part of a number
   */
  public static RingVector of(byte[] bytes) {
    if (bytes.length % BYTES != 0) {
      throw new IllegalArgumentException(
          "vector has " + bytes.length + " bytes, no multiple of 16");
    }
    long[] words = new long[bytes.length / Long.BYTES];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asLongBuffer().get(words);
    return new RingVector(words);
  }

  /** Its bytes, little-endian. */
  public byte[] bytes() {
    ByteBuffer bytes = ByteBuffer.allocate(words.length * Long.BYTES);
    bytes.order(ByteOrder.LITTLE_ENDIAN).asLongBuffer().put(words);
    return bytes.array();
  }

  /** How many numbers. */
  public int length() {
    return words.length / 2;
  }

  /** The lower 64 bits of one. */
  public long low(int i) {
    return words[2 * i];
  }

  /** The upper 64 bits of one, with the sign. */
  public long high(int i) {
    return words[2 * i + 1];
  }

  /** Sets one. */
  public void set(int i, long high, long low) {
    words[2 * i] = low;
    words[2 * i + 1] = high;
  }

  /** Adds another of the same length. */
  public RingVector plus(RingVector other) {
    require(other);
    for (int i = 0; i < words.length; i += 2) {
      long low = words[i] + other.words[i];
      long carry = Long.compareUnsigned(low, words[i]) < 0 ? 1 : 0;
      words[i] = low;
      words[i + 1] += other.words[i + 1] + carry;
    }
    return this;
  }

  /** Takes away another of the same length. */
  public RingVector minus(RingVector other) {
    require(other);
    for (int i = 0; i < words.length; i += 2) {
      long borrow = Long.compareUnsigned(words[i], other.words[i]) < 0 ? 1 : 0;
      words[i] -= other.words[i];
      words[i + 1] -= other.words[i + 1] + borrow;
    }
    return this;
  }

  private void require(RingVector other) {
    if (other.words.length != words.length) {
      throw new IllegalArgumentException(
          "vector has length %d where %d is expected".formatted(other.length(), length()));
    }
  }
}
