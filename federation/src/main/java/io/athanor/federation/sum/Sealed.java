package io.athanor.federation.sum;

import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Bytes for one reader: AES-256-GCM under a key that seals one message only, so that the nonce can
 * be zero.
 */
public final class Sealed {
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;

  private Sealed() {}

  /** Seals. */
  public static byte[] seal(byte[] key, byte[] message) {
    try {
      return cipher(Cipher.ENCRYPT_MODE, key).doFinal(message);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has AES in Galois/counter mode", e);
    }
  }

  /**
   * Opens.
   *
   * @throws IllegalArgumentException where the bytes were not sealed under this key
   */
  public static byte[] open(byte[] key, byte[] sealed) {
    try {
      return cipher(Cipher.DECRYPT_MODE, key).doFinal(sealed);
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("sealed: was not sealed under this key", e);
    }
  }

  private static Cipher cipher(int mode, byte[] key) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(
        mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, new byte[NONCE_BYTES]));
    return cipher;
  }
}
