package io.athanor.gateway.view;

import io.athanor.gateway.log.Position;
import io.athanor.schemas.topic.Topics;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * How far a reader of a campaign's events has got: the last offset of each partition, because the
 * order between topics is not the same in every view while the order within a partition is. Written
 * compactly and opaque to clients: {@code 1.x0-c.p0-1z} is version 1, partition 0 of the proposals
 * to offset 12, of the steps to 71 (base 36).
 */
public final class Cursor {
  private static final String VERSION = "1";
  private static final int RADIX = 36;
  private static final Map<String, String> CODES =
      Map.ofEntries(
          Map.entry(Topics.EXPERIMENT_PROPOSED.name(), "x"),
          Map.entry(Topics.EXPERIMENT_PROGRESSED.name(), "p"),
          Map.entry(Topics.OBSERVATION_DERIVED.name(), "o"),
          Map.entry(Topics.EXPERIMENT_DECIDED.name(), "d"),
          Map.entry(Topics.CAPACITY_GRANTED.name(), "g"),
          Map.entry(Topics.HALT_DECLARED.name(), "h"),
          Map.entry(Topics.FAILURE_DIAGNOSED.name(), "f"),
          Map.entry(Topics.INQUIRY_ANSWERED.name(), "q"),
          Map.entry(Topics.POLICY_SHADOWED.name(), "s"),
          Map.entry(Topics.SHADOW_CHOSEN.name(), "c"),
          Map.entry(Topics.SHADOW_REPORTED.name(), "r"),
          Map.entry(Topics.COVERAGE_REPORTED.name(), "v"),
          Map.entry(Topics.DRIFT_DETECTED.name(), "m"),
          Map.entry(Topics.INVENTION_REQUESTED.name(), "w"),
          Map.entry(Topics.INVENTION_ANSWERED.name(), "i"));
  private static final Pattern KEY =
      Pattern.compile("[" + String.join("", CODES.values()) + "][0-9a-z]{1,6}");

  private final TreeMap<String, Long> offsets = new TreeMap<>();

  /** Before everything. */
  public Cursor() {}

  /**
   * Reads what {@link #toString()} wrote.
   *
   * @throws IllegalArgumentException if it did not
   */
  public static Cursor parse(String text) {
    String[] parts = text.split("\\.", -1);
    if (!parts[0].equals(VERSION)) {
      throw new IllegalArgumentException("is not a cursor of this door");
    }
    Cursor cursor = new Cursor();
    for (int i = 1; i < parts.length; i++) {
      String[] pair = parts[i].split("-", -1);
      if (pair.length != 2 || !KEY.matcher(pair[0]).matches()) {
        throw new IllegalArgumentException("is not a cursor of this door");
      }
      try {
        long offset = Long.parseLong(pair[1], RADIX);
        if (offset < 0 || cursor.offsets.put(pair[0], offset) != null) {
          throw new IllegalArgumentException("is not a cursor of this door");
        }
      } catch (NumberFormatException e) {
        throw new IllegalArgumentException("is not a cursor of this door", e);
      }
    }
    return cursor;
  }

  /** Whether this has passed the position. */
  public boolean hasPassed(Position position) {
    Long offset = offsets.get(key(position));
    return offset != null && offset >= position.offset();
  }

  /** Moves on to the position, which comes after what this has passed of its partition. */
  public void advance(Position position) {
    offsets.merge(key(position), position.offset(), Math::max);
  }

  @Override
  public String toString() {
    StringJoiner text = new StringJoiner(".");
    text.add(VERSION);
    offsets.forEach((key, offset) -> text.add(key + "-" + Long.toString(offset, RADIX)));
    return text.toString();
  }

  private static String key(Position position) {
    String code = CODES.get(position.topic());
    if (code == null) {
      throw new IllegalArgumentException("no events are shown from topic " + position.topic());
    }
    return code + Integer.toString(position.partition(), RADIX);
  }
}
