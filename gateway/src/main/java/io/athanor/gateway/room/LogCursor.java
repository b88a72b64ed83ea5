package io.athanor.gateway.room;

import io.athanor.gateway.log.Archive.Part;
import io.athanor.gateway.log.Position;
import io.athanor.schemas.topic.Topic;
import io.athanor.schemas.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32;

/**
 * How far a reader of everything has got: the next offset of each partition, because the topics are
 * in no order to each other. Written compactly and opaque to clients: {@code 1.t3k9:0-c:1-1z} is
 * version 1, of one topic partition 0 up to offset 12 and partition 1 up to 71 (base 36). Not
 * thread-safe.
 */
public final class LogCursor {
  private static final String VERSION = "1";
  private static final int RADIX = 36;
  private static final int CODES = 36 * 36 * 36 * 36;
  private static final Map<String, String> TOPICS = topics();

  private final TreeMap<String, TreeMap<Integer, Long>> next = new TreeMap<>();

  /** Before everything. */
  public LogCursor() {}

  /** Before what comes next in each partition. */
  public static LogCursor at(Map<Part, Long> next) {
    LogCursor cursor = new LogCursor();
    next.forEach(cursor::advance);
    return cursor;
  }

  /**
   * Reads what {@link #toString()} wrote; a topic that is no more is passed over.
   *
   * @throws IllegalArgumentException if it did not
   */
  public static LogCursor parse(String text) {
    LogCursor cursor = new LogCursor();
    String[] topics = text.split("\\.", -1);
    if (!topics[0].equals(VERSION)) {
      throw wrong();
    }
    for (int i = 1; i < topics.length; i++) {
      if (!topics[i].matches("[0-9a-z]{4}(:[0-9a-z]{1,6}-[0-9a-z]{1,12})+")) {
        throw wrong();
      }
      String[] parts = topics[i].split(":");
      String topic = TOPICS.get(parts[0]);
      for (int j = 1; j < parts.length && topic != null; j++) {
        String[] pair = parts[j].split("-");
        cursor.advance(
            new Part(topic, Integer.parseInt(pair[0], RADIX)), Long.parseLong(pair[1], RADIX));
      }
    }
    return cursor;
  }

  /** The next offset wanted of a partition, 0 where nothing of it has been passed. */
  public long next(Part part) {
    return next.getOrDefault(part.topic(), new TreeMap<>()).getOrDefault(part.partition(), 0L);
  }

  /** Whether this has passed the position. */
  public boolean hasPassed(Position position) {
    return next(Part.of(position)) > position.offset();
  }

  /** Moves on behind a position. */
  public void pass(Position position) {
    advance(Part.of(position), position.offset() + 1);
  }

  /** Moves on, never back. */
  public void advance(Part part, long to) {
    if (to > 0) {
      next.computeIfAbsent(part.topic(), each -> new TreeMap<>())
          .merge(part.partition(), to, Math::max);
    }
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(VERSION);
    next.forEach(
        (topic, parts) -> {
          text.append('.').append(code(topic));
          parts.forEach(
              (part, to) ->
                  text.append(':')
                      .append(Integer.toString(part, RADIX))
                      .append('-')
                      .append(Long.toString(to, RADIX)));
        });
    return text.toString();
  }

  private static IllegalArgumentException wrong() {
    return new IllegalArgumentException("is not a cursor of this door");
  }

  /** Of its name alone, so that a cursor outlives new topics. */
  private static String code(String topic) {
    CRC32 sum = new CRC32();
    sum.update(topic.getBytes(StandardCharsets.UTF_8));
    String code = Long.toString(sum.getValue() % CODES, RADIX);
    return "0".repeat(4 - code.length()) + code;
  }

  private static Map<String, String> topics() {
    Map<String, String> topics = new HashMap<>();
    for (Topic<?> each : Topics.all()) {
      if (topics.put(code(each.name()), each.name()) != null) {
        throw new IllegalStateException("two topics have the code of " + each.name());
      }
    }
    return Map.copyOf(topics);
  }
}
