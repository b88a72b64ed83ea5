package io.athanor.gateway.room;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.athanor.gateway.log.Archive.Part;
import io.athanor.gateway.log.Position;
import io.athanor.schemas.topic.Topic;
import io.athanor.schemas.topic.Topics;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EventRingTest {
  private static final String TOPIC = Topics.OBSERVATION_DERIVED.name();

  @Test
  void shouldKeepTheNewestAndSayFromWhereOnItIsWhole() {
    EventRing ring = new EventRing(3, 1_000_000);
    ring.passed(TOPIC, 0, 10);
    ring.open();
    for (int offset = 10; offset < 15; offset++) {
      ring.add(line(offset, "x"));
    }
    assertThat(ring.base()).containsEntry(new Part(TOPIC, 0), 12L);
    EventRing.Portion portion = ring.from(0, 2);
    assertThat(portion.first()).isEqualTo(2);
    assertThat(portion.lines())
        .extracting(each -> each.position().offset())
        .containsExactly(12L, 13L);
    assertThat(ring.from(portion.next(), 10).lines()).hasSize(1);
    assertThat(ring.from(99, 10).lines()).isEmpty();
  }

  @Test
  void shouldForgetByLengthToo() {
    EventRing ring = new EventRing(100, 25);
    ring.open();
    for (int offset = 0; offset < 10; offset++) {
      ring.add(line(offset, "0123456789"));
    }
    assertThat(ring.from(0, 100).lines()).hasSize(2);
    assertThat(ring.ends()).containsEntry(new Part(TOPIC, 0), 10L);
  }

  @Test
  void shouldReadBackWhatACursorWrote() {
    Random random = new Random(5);
    for (int round = 0; round < 200; round++) {
      Map<Part, Long> next = new HashMap<>();
      for (Topic<?> topic : Topics.all()) {
        for (int partition = 0; partition < random.nextInt(8); partition++) {
          next.put(new Part(topic.name(), partition), 1 + random.nextLong(1L << 40));
        }
      }
      LogCursor cursor = LogCursor.at(next);
      LogCursor read = LogCursor.parse(cursor.toString());
      assertThat(read).hasToString(cursor.toString());
      next.forEach((part, offset) -> assertThat(read.next(part)).isEqualTo(offset));
    }
    assertThat(LogCursor.parse("1").next(new Part(TOPIC, 3))).isZero();
    for (String wrong :
        new String[] {"", "2", "1.", "1.abcd", "1.abcd:0", "1.abcd:0-", "1.ab:0-1"}) {
      assertThatThrownBy(() -> LogCursor.parse(wrong))
          .as(wrong)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void shouldPassAPosition() {
    LogCursor cursor = new LogCursor();
    cursor.pass(new Position(TOPIC, 2, 7));
    assertThat(cursor.hasPassed(new Position(TOPIC, 2, 7))).isTrue();
    assertThat(cursor.hasPassed(new Position(TOPIC, 2, 8))).isFalse();
    assertThat(cursor.hasPassed(new Position(TOPIC, 1, 0))).isFalse();
  }

  private static Line line(long offset, String json) {
    return new Line(new Position(TOPIC, 0, offset), "observation-derived", null, null, null, json);
  }
}
