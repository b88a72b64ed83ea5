package io.athanor.schemas.identity;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * Event ids in the layout of a time-ordered UUID (RFC 9562 version 7: 48 bits of Unix milliseconds,
 * then 74 free bits).
 */
public final class EventIds {
  private EventIds() {}

  /** A fresh id: the free bits are random. */
  public static String random(Instant when, RandomGenerator random) {
    return build(when, random.nextLong(), random.nextLong());
  }

  /**
   * The same id for the same facts: the free bits are a SHA-256 of {@code parts} (length-prefixed,
   * so that no two lists of parts collide). Used wherever something may be said twice.
   */
  public static String derived(Instant when, String... parts) {
    ByteBuffer hash = ByteBuffer.wrap(sha256(parts));
    return build(when, hash.getLong(), hash.getLong());
  }

  private static String build(Instant when, long first, long second) {
    long high = (when.toEpochMilli() << 16) | 0x7000L | (first & 0x0FFFL);
    long low = (second & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
    return new UUID(high, low).toString();
  }

  private static byte[] sha256(String... parts) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (String part : parts) {
        byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
        digest.update(bytes);
      }
      return digest.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
