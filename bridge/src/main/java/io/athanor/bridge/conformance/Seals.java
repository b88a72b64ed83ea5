package io.athanor.bridge.conformance;

import io.athanor.bridge.core.BridgeCore;
import io.athanor.schemas.signing.OrderSigner;
import io.athanor.schemas.signing.SignedOrder;
import io.athanor.schemas.signing.TrustedKeys.Distrust;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Optional;

/**
 * How orders are signed and checked. An Ed25519 signature takes the JDK most of a millisecond, a
 * judgement of an order some tenths of one; so the many orders that are about something else than
 * signatures are sealed by a stand-in that is refused for the same reasons.
 */
enum Seals {
  /** As in earnest. */
  ED25519 {
    @Override
    SignedOrder sign(OrderSigner key, byte[] order) {
      return key.sign(order);
    }

    @Override
    BridgeCore.Trust trust() {
      return Bench.KEYS::distrust;
    }
  },
  /** SHA-512 over the key's id and the order, with the same keys trusted at the same times. */
  STAND_IN {
    @Override
    SignedOrder sign(OrderSigner key, byte[] order) {
      return new SignedOrder(key.keyId(), SignedOrder.ED25519, order, seal(key.keyId(), order));
    }

    @Override
    BridgeCore.Trust trust() {
      return Seals::distrust;
    }
  };

  /** Signed by a key. */
  abstract SignedOrder sign(OrderSigner key, byte[] order);

  /** What a bridge trusts. */
  abstract BridgeCore.Trust trust();

  private static Optional<Distrust> distrust(SignedOrder signed, Instant now) {
    if (!signed.algorithm().equals(SignedOrder.ED25519)) {
      return Optional.of(Distrust.ALGORITHM);
    }
    String key = signed.keyId();
    if (key.equals(Bench.RETIRED.keyId()) || key.equals(Bench.FUTURE.keyId())) {
      return Optional.of(Distrust.KEY_NOT_VALID);
    }
    if (!key.equals(Bench.TRUSTED.keyId())) {
      return Optional.of(Distrust.UNKNOWN_KEY);
    }
    return MessageDigest.isEqual(seal(key, signed.order()), signed.signature())
        ? Optional.empty()
        : Optional.of(Distrust.SIGNATURE);
  }

  private static byte[] seal(String keyId, byte[] order) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-512");
      digest.update(keyId.getBytes(StandardCharsets.US_ASCII));
      return digest.digest(order);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
