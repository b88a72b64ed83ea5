package io.athanor.federation.sum;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Key derivation with HMAC-SHA-256 (RFC 5869). */
public final class Hkdf {
  private static final String ALGORITHM = "HmacSHA256";
  private static final int HASH_BYTES = 32;
  private static final int MOST_BLOCKS = 255;

  private Hkdf() {}

  /**
   * Extract, then expand.
   *
   * @param salt may be empty
   * @param length bytes wanted, 1 to 8160
   */
  public static byte[] derive(byte[] secret, byte[] salt, byte[] info, int length) {
    if (length < 1 || length > MOST_BLOCKS * HASH_BYTES) {
      throw new IllegalArgumentException("length " + length + " is not in 1..8160");
    }
    byte[] key = mac(salt.length == 0 ? new byte[HASH_BYTES] : salt, secret);
    byte[] out = new byte[length];
    byte[] block = new byte[0];
    for (int i = 1, at = 0; at < length; i++) {
      block = mac(key, block, info, new byte[] {(byte) i});
      int take = Math.min(block.length, length - at);
      System.arraycopy(block, 0, out, at, take);
      at += take;
    }
    return out;
  }

  /** 32 bytes for a purpose that words name; the words are told apart by their lengths. */
  public static byte[] derive(byte[] secret, String... purpose) {
    StringBuilder info = new StringBuilder("athanor/federation/1");
    for (String each : purpose) {
      info.append('|').append(each.length()).append(':').append(each);
    }
    return derive(
        secret, new byte[0], info.toString().getBytes(StandardCharsets.UTF_8), HASH_BYTES);
  }

  private static byte[] mac(byte[] key, byte[]... parts) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key, ALGORITHM));
      Arrays.stream(parts).forEach(mac::update);
      return mac.doFinal();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HMAC-SHA-256", e);
    }
  }
}
