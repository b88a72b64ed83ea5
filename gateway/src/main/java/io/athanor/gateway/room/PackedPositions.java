package io.athanor.gateway.room;

import io.athanor.gateway.log.Position;
import io.athanor.schemas.topic.Topic;
import java.util.List;

/** Positions in a few topics as one number each: 6 bits of topic, 15 of partition, 42 of offset. */
final class PackedPositions {
  /** No position. */
  static final long NONE = -1;

  private static final int OFFSET_BITS = 42;
  private static final int PARTITION_BITS = 15;
  private static final int MOST_TOPICS = 64;

  private final List<String> topics;

  PackedPositions(List<Topic<?>> topics) {
    if (topics.size() > MOST_TOPICS) {
      throw new IllegalArgumentException("topics more than " + MOST_TOPICS);
    }
    this.topics = topics.stream().map(Topic::name).toList();
  }

  /**
   * As a number, never negative.
   *
   * @throws IllegalArgumentException for a topic that is none of these, or beyond the bits
   */
  long pack(Position position) {
    int topic = topics.indexOf(position.topic());
    if (topic < 0
        || position.partition() >= 1 << PARTITION_BITS
        || position.offset() >= 1L << OFFSET_BITS) {
      throw new IllegalArgumentException("position " + position + " is beyond what is indexed");
    }
    return ((long) topic << (OFFSET_BITS + PARTITION_BITS))
        | ((long) position.partition() << OFFSET_BITS)
        | position.offset();
  }

  /** Back again. */
  Position unpack(long packed) {
    return new Position(
        topics.get((int) (packed >>> (OFFSET_BITS + PARTITION_BITS))),
        (int) (packed >>> OFFSET_BITS) & ((1 << PARTITION_BITS) - 1),
        packed & ((1L << OFFSET_BITS) - 1));
  }
}
