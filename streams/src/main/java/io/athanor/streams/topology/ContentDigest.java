package io.athanor.streams.topology;

import io.athanor.event.Meta;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.generic.IndexedRecord;

/**
 * Whether two events with one id say the same. What the door adds on each attempt does not count:
 * ingest time, trace, and an event time that is the ingest time because the source gave none. Maps
 * count in order of key, since Avro writes them in any.
 */
final class ContentDigest {
  private static final int BYTES = 16;

  private final MessageDigest sha256;
  private final ByteBuffer number = ByteBuffer.allocate(Long.BYTES);

  private ContentDigest() {
    try {
      sha256 = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** The first 16 bytes of a SHA-256 over the event. */
  static byte[] of(IndexedRecord event) {
    ContentDigest digest = new ContentDigest();
    digest.add(event);
    return Arrays.copyOf(digest.sha256.digest(), BYTES);
  }

  private void add(Object value) {
    if (value instanceof Meta meta) {
      boolean given = !meta.getOccurredAt().equals(meta.getRecordedAt());
      add(meta.getId());
      add(meta.getSource());
      add(given ? meta.getOccurredAt() : null);
      add(meta.getCorrelationId());
      add(meta.getCausedBy());
    } else if (value instanceof IndexedRecord record) {
      add(record.getSchema().getFullName());
      for (int i = 0; i < record.getSchema().getFields().size(); i++) {
        add(record.get(i));
      }
    } else if (value instanceof Map<?, ?> map) {
      addNumber(map.size());
      new TreeMap<>(map)
          .forEach(
              (key, each) -> {
                add(key);
                add(each);
              });
    } else if (value instanceof Collection<?> collection) {
      addNumber(collection.size());
      collection.forEach(this::add);
    } else if (value instanceof Double real) {
      addNumber(Double.doubleToLongBits(real));
    } else {
      byte[] text = String.valueOf(value).getBytes(StandardCharsets.UTF_8);
      addNumber(value == null ? -1 : text.length);
      sha256.update(text);
    }
  }

  private void addNumber(long value) {
    sha256.update(number.clear().putLong(value).flip());
  }
}
