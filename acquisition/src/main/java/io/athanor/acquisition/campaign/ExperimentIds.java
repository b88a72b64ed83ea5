package io.athanor.acquisition.campaign;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/**
 * Experiment ids: a function of campaign and ordinal, so that whatever is replayed, a proposal
 * exists once.
 */
public final class ExperimentIds {
  private ExperimentIds() {}

  /** SHA-256 of campaign and ordinal in the layout of a custom UUID (RFC 9562 version 8). */
  public static String of(String campaignId, int ordinal) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(campaignId.getBytes(StandardCharsets.UTF_8));
      digest.update(ByteBuffer.allocate(1 + Integer.BYTES).put((byte) 0).putInt(ordinal).array());
      ByteBuffer hash = ByteBuffer.wrap(digest.digest());
      long high = (hash.getLong() & 0xFFFF_FFFF_FFFF_0FFFL) | 0x8000L;
      long low = (hash.getLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
      return new UUID(high, low).toString();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
