package io.athanor.gateway.room;

import static org.assertj.core.api.Assertions.assertThat;

import io.athanor.event.ModelReleased;
import io.athanor.event.RolloutStage;
import io.athanor.gateway.Events;
import io.athanor.gateway.log.Position;
import io.athanor.schemas.rollout.Rollout;
import io.athanor.schemas.topic.Topics;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ModelShelfTest {
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
  private static final int MANY = 250;

  @Test
  void shouldKeepWhoServesHoweverManyVersionsTried() {
    ModelShelf shelf = new ModelShelf();
    say(shelf, 0, RolloutStage.CHAMPION);
    for (int number = 1; number <= MANY; number++) {
      say(shelf, number, RolloutStage.SHADOW);
      say(shelf, number, RolloutStage.RETIRED);
    }
    assertThat(shelf.rollout("spark").champion()).map(Rollout.Word::digest).contains("d-0");
    assertThat(shelf.releases("spark")).hasSizeLessThan(MANY);
    assertThat(shelf.releases("spark").get(0).event().getDigest()).isEqualTo("d-" + MANY);
  }

  private static void say(ModelShelf shelf, int number, RolloutStage stage) {
    shelf.on(
        new Position(Topics.MODEL_RELEASED.name(), 0, number),
        ModelReleased.newBuilder()
            .setMeta(Events.meta("m-%04d-%s".formatted(number, stage), NOW))
            .setModelName("spark")
            .setVersion("1")
            .setDigest("d-" + number)
            .setMetrics(Map.of())
            .setStage(stage)
            .setProperties(List.of("gap"))
            .setEmbeddingSize(8)
            .build());
  }
}
