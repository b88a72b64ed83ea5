package io.athanor.federation.sum;

import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** A seed drawn out to any length: the key stream of AES-256 in counter mode from zero. */
public final class MaskStream {
  /** Length of a seed. */
  public static final int SEED_BYTES = 32;

  private MaskStream() {}

  /** The same seed always gives the same bytes. */
  public static byte[] bytes(byte[] seed, int count) {
    if (seed.length != SEED_BYTES) {
      throw new IllegalArgumentException("seed has " + seed.length + " bytes, not 32");
    }
    try {
      Cipher cipher = Cipher.getInstance("AES/CTR/NoPadding");
      cipher.init(
          Cipher.ENCRYPT_MODE,
          new SecretKeySpec(seed, "AES"),
          new IvParameterSpec(new byte[RingVector.BYTES]));
      return cipher.doFinal(new byte[count]);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has AES in counter mode", e);
    }
  }

  /** A mask of {@code length} numbers, uniform to whoever does not know the seed. */
  public static RingVector mask(byte[] seed, int length) {
    return RingVector.of(bytes(seed, length * RingVector.BYTES));
  }
}
