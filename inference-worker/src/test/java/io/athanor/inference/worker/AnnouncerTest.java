package io.athanor.inference.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.athanor.event.Meta;
import io.athanor.event.ModelReleased;
import io.athanor.event.RolloutStage;
import io.athanor.schemas.identity.EventIds;
import io.athanor.schemas.rollout.Rollout;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AnnouncerTest {
  private static final String STORE = "athanor/inference-worker";
  private static final String TRAINER = "athanor/trainer";

  private static ModelReleased said(int second, String digest, RolloutStage stage, String source) {
    Instant when = Instant.EPOCH.plusSeconds(second);
    return ModelReleased.newBuilder()
        .setMeta(
            Meta.newBuilder()
                .setId(EventIds.derived(when, digest))
                .setSource(source)
                .setOccurredAt(when)
                .setRecordedAt(when)
                .build())
        .setModelName("ember")
        .setVersion("1")
        .setDigest(digest)
        .setMetrics(Map.of())
        .setStage(stage)
        .setProperties(List.of())
        .setEmbeddingSize(64)
        .build();
  }

  private static boolean isNews(String digest, ModelReleased... said) {
    return Announcer.isNews(Rollout.of(Arrays.asList(said)), digest);
  }

  @Test
  void shouldAnnounceWhatTheLogHasNeverHeardOf() {
    assertThat(isNews("a")).isTrue();
    assertThat(isNews("b", said(1, "a", RolloutStage.CHAMPION, STORE))).isTrue();
    assertThat(isNews("a", said(1, "a", RolloutStage.CHAMPION, STORE))).isFalse();
  }

  @Test
  void shouldNotUndoARolloutByARestart() {
    ModelReleased shipped = said(1, "a", RolloutStage.CHAMPION, STORE);
    ModelReleased trained = said(2, "b", RolloutStage.CHAMPION, TRAINER);
    assertThat(isNews("a", shipped, trained)).isFalse();
    assertThat(isNews("a", said(3, "a", RolloutStage.RETIRED, TRAINER), trained)).isFalse();
  }

  @Test
  void shouldAnnounceWhatTheStoreWentBackToMeanwhile() {
    ModelReleased first = said(1, "a", RolloutStage.CHAMPION, STORE);
    ModelReleased second = said(2, "b", RolloutStage.CHAMPION, STORE);
    assertThat(isNews("a", first, second)).isTrue();
    assertThat(isNews("b", first, second)).isFalse();
  }
}
