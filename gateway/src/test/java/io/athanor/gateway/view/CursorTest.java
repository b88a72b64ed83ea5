package io.athanor.gateway.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.athanor.gateway.log.Position;
import io.athanor.schemas.topic.Topics;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorTest {
  private static final List<String> TOPICS =
      List.of(
          Topics.EXPERIMENT_PROPOSED.name(),
          Topics.EXPERIMENT_PROGRESSED.name(),
          Topics.OBSERVATION_DERIVED.name(),
          Topics.EXPERIMENT_DECIDED.name(),
          Topics.CAPACITY_GRANTED.name(),
          Topics.HALT_DECLARED.name(),
          Topics.FAILURE_DIAGNOSED.name(),
          Topics.INQUIRY_ANSWERED.name(),
          Topics.POLICY_SHADOWED.name(),
          Topics.SHADOW_CHOSEN.name(),
          Topics.SHADOW_REPORTED.name(),
          Topics.COVERAGE_REPORTED.name(),
          Topics.DRIFT_DETECTED.name(),
          Topics.INVENTION_REQUESTED.name(),
          Topics.INVENTION_ANSWERED.name());

  @Test
  void shouldSurviveWritingAndReading() {
    for (int seed = 0; seed < 500; seed++) {
      Random random = new Random(seed);
      Cursor cursor = new Cursor();
      for (int i = random.nextInt(20); i > 0; i--) {
        cursor.advance(position(random));
      }

      Cursor read = Cursor.parse(cursor.toString());

      assertThat(read.toString()).as("seed %d", seed).isEqualTo(cursor.toString());
      for (int i = 0; i < 20; i++) {
        Position position = position(random);
        assertThat(read.hasPassed(position))
            .as("seed %d, %s", seed, position)
            .isEqualTo(cursor.hasPassed(position));
      }
    }
  }

  @Test
  void shouldCountEachPartitionForItself() {
    Cursor cursor = new Cursor();
    cursor.advance(new Position(TOPICS.get(0), 3, 1295));

    assertThat(cursor).hasToString("1.x3-zz");
    assertThat(cursor.hasPassed(new Position(TOPICS.get(0), 3, 1295))).isTrue();
    assertThat(cursor.hasPassed(new Position(TOPICS.get(0), 3, 1296))).isFalse();
    assertThat(cursor.hasPassed(new Position(TOPICS.get(0), 2, 0))).isFalse();
    assertThat(cursor.hasPassed(new Position(TOPICS.get(1), 3, 0))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "2", "1.", "1.x0", "1.x0-", "1.y0-1", "1.x0--1", "1.x0-1.x0-2", "1.x0-\u00fc"})
  void shouldRefuseWhatItDidNotWrite(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> Cursor.parse(text));
  }

  private static Position position(Random random) {
    return new Position(
        TOPICS.get(random.nextInt(TOPICS.size())),
        random.nextInt(40),
        random.nextLong(1L << random.nextInt(1, 62)));
  }
}
