package io.athanor.schemas.signing;

import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;

/** Signs orders with one key. Deterministic: the same order gives the same bytes. Thread-safe. */
public final class OrderSigner {
  private final PrivateKey key;
  private final PublicKey publicKey;
  private final String keyId;

  /** With a pair. */
  public OrderSigner(KeyPair pair) {
    this.key = pair.getPrivate();
    this.publicKey = pair.getPublic();
    this.keyId = Ed25519.keyId(publicKey);
  }

  /** The id that orders must name. */
  public String keyId() {
    return keyId;
  }

  /** For whoever pins it. */
  public PublicKey publicKey() {
    return publicKey;
  }

  /**
   * The order with its signature.
   *
   * @throws IllegalArgumentException where it names another key
   */
  public SignedOrder sign(ActuationOrder order) {
    if (!order.keyId().equals(keyId)) {
      throw new IllegalArgumentException("keyId: " + order.keyId() + " is not " + keyId);
    }
    return sign(OrderCodec.encode(order));
  }

  /** Whatever bytes with a signature. */
  public SignedOrder sign(byte[] bytes) {
    return new SignedOrder(keyId, SignedOrder.ED25519, bytes, Ed25519.sign(key, bytes));
  }
}
