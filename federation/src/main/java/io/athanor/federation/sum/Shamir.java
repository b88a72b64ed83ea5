package io.athanor.federation.sum;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Sharing of a secret (Shamir 1979), byte by byte over GF(2^8) with the polynomial of AES: any
 * {@code threshold} shares give the secret, fewer say nothing of it.
 */
public final class Shamir {
  /** Most shares there can be: places are 1 to 255. */
  public static final int MOST = 255;

  private static final int REDUCTION = 0x11b;
  private static final int FIELD = 0x100;

  private Shamir() {}

  /**
   * The shares at places 1 to {@code count}.
   *
   * @param seed where the coefficients come from; the same seed gives the same shares
   */
  public static SortedMap<Integer, byte[]> split(
      byte[] secret, int count, int threshold, byte[] seed) {
    if (count < 1 || count > MOST) {
      throw new IllegalArgumentException("count " + count + " is not in 1..255");
    }
    if (threshold < 1 || threshold > count) {
      throw new IllegalArgumentException(
          "threshold %d is not in 1..%d".formatted(threshold, count));
    }
    byte[] coefficients = MaskStream.bytes(seed, secret.length * (threshold - 1));
    SortedMap<Integer, byte[]> shares = new TreeMap<>();
    for (int place = 1; place <= count; place++) {
      byte[] share = new byte[secret.length];
      for (int i = 0; i < secret.length; i++) {
        int value = 0;
        for (int k = threshold - 2; k >= 0; k--) {
          value = times(value, place) ^ (coefficients[k * secret.length + i] & 0xff);
        }
        share[i] = (byte) (times(value, place) ^ (secret[i] & 0xff));
      }
      shares.put(place, share);
    }
    return shares;
  }

  /** The secret of as many shares as the threshold, by place; of fewer, some other bytes. */
  public static byte[] join(Map<Integer, byte[]> shares) {
    if (shares.isEmpty()) {
      throw new IllegalArgumentException("shares is empty");
    }
    int length = shares.values().iterator().next().length;
    byte[] secret = new byte[length];
    shares.forEach(
        (place, share) -> {
          if (place < 1 || place > MOST || share.length != length) {
            throw new IllegalArgumentException("shares: that at place " + place + " is malformed");
          }
          int weight = 1;
          for (int other : shares.keySet()) {
            if (other != place) {
              weight = times(weight, times(other, inverse(other ^ place)));
            }
          }
          for (int i = 0; i < length; i++) {
            secret[i] ^= (byte) times(weight, share[i] & 0xff);
          }
        });
    return secret;
  }

  private static int times(int left, int right) {
    int product = 0;
    int a = left;
    for (int b = right; b != 0; b >>>= 1) {
      if ((b & 1) != 0) {
        product ^= a;
      }
      a <<= 1;
      if ((a & FIELD) != 0) {
        a ^= REDUCTION;
      }
    }
    return product;
  }

  /** By Fermat: the 254th power. */
  private static int inverse(int value) {
    int square = value;
    int product = 1;
    for (int i = 1; i < Byte.SIZE; i++) {
      square = times(square, square);
      product = times(product, square);
    }
    return product;
  }
}
