package io.athanor.streams.fuse;

import io.athanor.event.Cause;
import io.athanor.event.Meta;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/**
 * Which events made a record, in bounded space and whatever their order: the greatest ids, and a
 * sum of digests (a multiset hash, as AdHash of Bellare and Micciancio, EUROCRYPT 1997).
 */
final class Provenance {
  /** By event time, then by id, then by ingest time. */
  static final Comparator<Cause> ORDER =
      Comparator.comparing(Cause::getOccurredAt)
          .thenComparing(Cause::getId)
          .thenComparing(Cause::getRecordedAt);

  private static final int MOST_IDS = 8;
  private static final int DIGEST_BYTES = 16;
  private static final int HEX = 16;
  private static final BigInteger MODULUS = BigInteger.ONE.shiftLeft(Byte.SIZE * DIGEST_BYTES);

  private Provenance() {}

  /**
   * An event as a cause.
   *
   * @param meta of the event, or of what was derived from it
   * @param id of the event
   * @param recordedAt when the event was accepted
   */
  static Cause cause(Meta meta, String id, Instant recordedAt) {
    return new Cause(
        id, meta.getOccurredAt(), recordedAt, meta.getCorrelationId(), meta.getTraceparent());
  }

  /** The sum of digests with one more id in it, in hex; empty for the sum of none. */
  static String digest(String before, String id) {
    BigInteger sum = before.isEmpty() ? BigInteger.ZERO : new BigInteger(before, HEX);
    BigInteger one = new BigInteger(1, Arrays.copyOf(sha256(id), DIGEST_BYTES));
    String text = sum.add(one).mod(MODULUS).toString(HEX);
    return "0".repeat(2 * DIGEST_BYTES - text.length()) + text;
  }

  /** The greatest of these ids and one more, ascending, each once. */
  static List<String> ids(List<String> before, String id) {
    int place = Collections.binarySearch(before, id);
    if (place >= 0) {
      return before;
    }
    List<String> ids = new ArrayList<>(before);
    ids.add(-place - 1, id);
    return ids.size() > MOST_IDS ? ids.subList(1, ids.size()) : ids;
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
