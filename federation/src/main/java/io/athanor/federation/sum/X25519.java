package io.athanor.federation.sum;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.NamedParameterSpec;
import java.security.spec.XECPrivateKeySpec;
import java.security.spec.XECPublicKeySpec;
import javax.crypto.KeyAgreement;

/** Diffie-Hellman on Curve25519 (RFC 7748), keys as their 32 bytes. */
public final class X25519 {
  /** Length of every key. */
  public static final int BYTES = 32;

  private static final byte[] BASE = new byte[BYTES];

  static {
    BASE[0] = 9;
  }

  private X25519() {}

  /** The public key of a private one: the base point times it. */
  public static byte[] publicKey(byte[] privateKey) {
    return agree(privateKey, BASE);
  }

  /**
   * The secret that both ends derive.
   *
   * @throws IllegalArgumentException where the public key is no point that a secret can come of
   */
  public static byte[] agree(byte[] privateKey, byte[] publicKey) {
    if (privateKey.length != BYTES || publicKey.length != BYTES) {
      throw new IllegalArgumentException("a key of X25519 has " + BYTES + " bytes");
    }
    try {
      KeyFactory keys = KeyFactory.getInstance("X25519");
      PrivateKey mine =
          keys.generatePrivate(new XECPrivateKeySpec(NamedParameterSpec.X25519, privateKey));
      PublicKey theirs =
          keys.generatePublic(new XECPublicKeySpec(NamedParameterSpec.X25519, number(publicKey)));
      KeyAgreement agreement = KeyAgreement.getInstance("X25519");
      agreement.init(mine);
      agreement.doPhase(theirs, true);
      return agreement.generateSecret();
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("publicKey is no usable point of Curve25519", e);
    }
  }

  private static BigInteger number(byte[] littleEndian) {
    byte[] big = new byte[BYTES];
    for (int i = 0; i < BYTES; i++) {
      big[i] = littleEndian[BYTES - 1 - i];
    }
    // RFC 7748, section 5: the most significant bit is not part of the number
    big[0] &= 0x7f;
    return new BigInteger(1, big);
  }
}
