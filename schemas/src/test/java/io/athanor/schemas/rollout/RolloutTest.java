package io.athanor.schemas.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.athanor.event.Meta;
import io.athanor.event.ModelReleased;
import io.athanor.event.RolloutStage;
import io.athanor.schemas.identity.EventIds;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RolloutTest {
  private static final Instant START = Instant.parse("2026-03-04T05:06:07Z");

  private static ModelReleased said(int second, String digest, RolloutStage stage, double share) {
    return event("ember", id(second, digest), digest, stage, share);
  }

  private static String id(int second, String digest) {
    return EventIds.derived(START.plusSeconds(second), "test", digest);
  }

  private static ModelReleased event(
      String name, String id, String digest, RolloutStage stage, double share) {
    return ModelReleased.newBuilder()
        .setMeta(
            Meta.newBuilder()
                .setId(id)
                .setSource("athanor/test")
                .setOccurredAt(START)
                .setRecordedAt(START)
                .build())
        .setModelName(name)
        .setVersion("1")
        .setDigest(digest)
        .setMetrics(Map.of())
        .setStage(stage)
        .setShare(share)
        .setProperties(List.of())
        .setEmbeddingSize(64)
        .build();
  }

  private static ModelReleased said(int second, String digest, RolloutStage stage) {
    return said(second, digest, stage, 0);
  }

  private static Optional<String> digest(Optional<Rollout.Word> word) {
    return word.map(Rollout.Word::digest);
  }

  @Test
  void shouldServeNobodyBeforeAnythingIsSaid() {
    assertThat(Rollout.empty().servedTo("campaign")).isEmpty();
    Rollout candidates = Rollout.of(List.of(said(1, "a", RolloutStage.CANDIDATE)));
    assertThat(candidates.servedTo("campaign")).isEmpty();
    assertThat(candidates.champion()).isEmpty();
  }

  @Test
  void shouldTakeTheNewerOfTwoChampionsAndFallBackToTheOlder() {
    List<ModelReleased> events =
        List.of(said(1, "a", RolloutStage.CHAMPION), said(2, "b", RolloutStage.CHAMPION));
    Rollout two = Rollout.of(events);
    assertThat(digest(two.champion())).contains("b");
    assertThat(digest(two.fallback())).contains("a");
    Rollout back = two.with(said(3, "b", RolloutStage.RETIRED));
    assertThat(digest(back.champion())).contains("a");
    assertThat(back.servedTo("campaign")).contains("a");
    assertThat(back.retired("b")).isTrue();
    assertThat(back.fallback()).isEmpty();
  }

  @Test
  void shouldGiveTheCanaryItsShareAndNoMore() {
    Rollout rollout =
        Rollout.of(
            List.of(said(1, "a", RolloutStage.CHAMPION), said(2, "b", RolloutStage.CANARY, 0.25)));
    long served =
        IntStream.range(0, 10_000)
            .filter(each -> rollout.servedTo("campaign-" + each).equals(Optional.of("b")))
            .count();
    assertThat(served / 10_000.0).isCloseTo(0.25, within(0.02));
    Rollout wider = rollout.with(said(3, "b", RolloutStage.CANARY, 0.5));
    assertThat(IntStream.range(0, 1_000).mapToObj(each -> "campaign-" + each))
        .filteredOn(each -> rollout.servedTo(each).equals(Optional.of("b")))
        .isNotEmpty()
        .allMatch(each -> wider.servedTo(each).equals(Optional.of("b")));
    assertThat(rollout.with(said(3, "b", RolloutStage.CANARY, 1)).servedTo("x")).contains("b");
    assertThat(rollout.with(said(3, "b", RolloutStage.CANARY, 0)).servedTo("x")).contains("a");
  }

  @Test
  void shouldEndACanaryThatIsRetiredPromotedOrOvertaken() {
    Rollout canary =
        Rollout.of(
            List.of(said(1, "a", RolloutStage.CHAMPION), said(2, "b", RolloutStage.CANARY, 1)));
    assertThat(canary.with(said(3, "b", RolloutStage.RETIRED)).canary()).isEmpty();
    Rollout promoted = canary.with(said(3, "b", RolloutStage.CHAMPION));
    assertThat(promoted.canary()).isEmpty();
    assertThat(digest(promoted.champion())).contains("b");
    assertThat(canary.with(said(3, "c", RolloutStage.CHAMPION)).canary()).isEmpty();
  }

  @Test
  void shouldScoreTheShadowBesideAndServeItToNobody() {
    Rollout rollout =
        Rollout.of(
            List.of(said(1, "a", RolloutStage.CHAMPION), said(2, "b", RolloutStage.SHADOW, 1)));
    assertThat(digest(rollout.shadow())).contains("b");
    assertThat(rollout.servedTo("campaign")).contains("a");
  }

  @Test
  void shouldDependOnTheLastWordsAlone() {
    Random random = new Random(7);
    RolloutStage[] stages = RolloutStage.values();
    for (int log = 0; log < 200; log++) {
      List<ModelReleased> events = new ArrayList<>();
      Map<String, ModelReleased> compacted = new LinkedHashMap<>();
      for (int second = 0; second < 30; second++) {
        RolloutStage stage = stages[random.nextInt(stages.length)];
        ModelReleased event =
            said(second, "digest-" + random.nextInt(5), stage, random.nextDouble());
        events.add(event);
        compacted.put(Rollout.key(event), event);
      }
      Rollout whole = Rollout.of(events);
      Collections.shuffle(events, random);
      assertThat(Rollout.of(events)).isEqualTo(whole);
      assertThat(Rollout.of(compacted.values())).isEqualTo(whole);
    }
  }

  @Test
  void shouldTellTheVersionsOfOneModelFromThoseOfAnother() {
    ModelReleased other = event("spark", id(2, "b"), "b", RolloutStage.CHAMPION, 0);
    Rollout both = Rollout.of(List.of(said(1, "a", RolloutStage.CHAMPION), other));
    assertThat(digest(both.champion())).contains("b");
    assertThat(digest(both.ofModel("ember").champion())).contains("a");
    assertThat(Rollout.key(other)).isEqualTo("spark@b");
  }

  @Test
  void shouldServeNobodyByAShareThatIsNone() {
    for (double share : new double[] {Double.NaN, -1, 1.5}) {
      Rollout rollout =
          Rollout.of(
              List.of(
                  said(1, "a", RolloutStage.CHAMPION), said(2, "b", RolloutStage.CANARY, share)));
      assertThat(rollout.servedTo("campaign")).contains("a");
    }
  }

  @Test
  void shouldFindATimeAfterAllThatWasSaid() {
    Rollout rollout = Rollout.of(List.of(said(10, "a", RolloutStage.CHAMPION)));
    assertThat(rollout.after(START)).isEqualTo(START.plusSeconds(10).plusMillis(1));
    assertThat(rollout.after(START.plusSeconds(20))).isEqualTo(START.plusSeconds(20));
    ModelReleased foreign = event("ember", "release-7", "b", RolloutStage.CHAMPION, 0);
    assertThat(rollout.with(foreign).after(START)).isEqualTo(START.plusSeconds(10).plusMillis(1));
  }
}
