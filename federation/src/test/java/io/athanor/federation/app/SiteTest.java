package io.athanor.federation.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.athanor.event.ModelReleased;
import io.athanor.event.RolloutStage;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SiteTest {
  @Test
  void shouldSumTheEmbeddingsOfTheChampionThatIsStillOne() {
    List<ModelReleased> releases =
        List.of(
            release("1", "old", RolloutStage.CHAMPION),
            release("2", "new", RolloutStage.CHAMPION),
            release("3", "new", RolloutStage.RETIRED));
    assertThat(digest(releases.subList(0, 2), Optional.empty())).contains("new");
    assertThat(digest(releases, Optional.empty())).contains("old");
    assertThat(digest(releases, Optional.of("new"))).contains("new");
    assertThat(digest(releases, Optional.of("another"))).isEmpty();
    assertThat(digest(List.of(), Optional.empty())).isEmpty();
  }

  private static Optional<String> digest(List<ModelReleased> releases, Optional<String> named) {
    return Site.model(releases, named).map(ModelReleased::getDigest);
  }

  private static ModelReleased release(String id, String digest, RolloutStage stage) {
    return ModelReleased.newBuilder()
        .setMeta(Events.meta(id))
        .setModelName("m")
        .setVersion("1")
        .setDigest(digest)
        .setMetrics(Map.of())
        .setStage(stage)
        .setProperties(List.of())
        .setEmbeddingSize(2)
        .build();
  }
}
