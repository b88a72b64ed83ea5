package io.athanor.schemas.signing;

import java.util.Arrays;
import java.util.Objects;

/**
 * An order under its signature, as it travels. The signature is over the bytes as they are: whoever
 * checks it first and reads the order from the very same bytes needs no canonical form of his own.
 *
 * @param keyId which key is said to have signed
 * @param algorithm {@value #ED25519}
 * @param order canonical bytes of the order
 * @param signature 64 bytes
 */
public record SignedOrder(String keyId, String algorithm, byte[] order, byte[] signature) {
  /** The only algorithm: Ed25519 as of RFC 8032, without context or prehash. */
  public static final String ED25519 = "Ed25519";

  /** Copies the bytes. */
  public SignedOrder {
    Objects.requireNonNull(keyId, "keyId");
    Objects.requireNonNull(algorithm, "algorithm");
    order = order.clone();
    signature = signature.clone();
  }

  @Override
  public byte[] order() {
    return order.clone();
  }

  @Override
  public byte[] signature() {
    return signature.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SignedOrder that
        && keyId.equals(that.keyId)
        && algorithm.equals(that.algorithm)
        && Arrays.equals(order, that.order)
        && Arrays.equals(signature, that.signature);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(order) + Arrays.hashCode(signature);
  }

  @Override
  public String toString() {
    return "SignedOrder[keyId=" + keyId + ", " + order.length + " bytes]";
  }
}
