package io.athanor.schemas.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.athanor.event.Meta;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class EventIdsTest {
  private static final Instant NOW = Instant.parse("2026-03-04T05:06:07.089Z");

  @Test
  void shouldHaveTheLayoutOfVersionSeven() {
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 1_000; i++) {
      Instant when = Instant.ofEpochMilli(random.nextLong(1L << 48));
      for (String id : List.of(EventIds.random(when, random), EventIds.derived(when, "p" + i))) {
        UUID uuid = UUID.fromString(id);
        assertThat(uuid.version()).as(id).isEqualTo(7);
        assertThat(uuid.variant()).as(id).isEqualTo(2);
        assertThat(uuid.getMostSignificantBits() >>> 16).as(id).isEqualTo(when.toEpochMilli());
        assertThat(uuid).hasToString(id);
      }
    }
  }

  @Test
  void shouldSortByTime() {
    SplittableRandom random = new SplittableRandom(2);
    List<String> ids = new ArrayList<>();
    Instant when = Instant.EPOCH;
    for (int i = 0; i < 1_000; i++) {
      when = when.plusMillis(1 + random.nextLong(1_000_000_000L));
      ids.add(i % 2 == 0 ? EventIds.random(when, random) : EventIds.derived(when, "x"));
    }
    assertThat(ids).isSorted();
  }

  @Test
  void shouldDeriveTheSameIdForTheSameFacts() {
    assertThat(EventIds.derived(NOW, "a", "b")).isEqualTo(EventIds.derived(NOW, "a", "b"));
  }

  @Test
  void shouldTellPartsApartHoweverTheyAreCut() {
    Set<String> ids = new HashSet<>();
    String[][] facts = {
      {},
      {""},
      {"", ""},
      {"ab"},
      {"a", "b"},
      {"", "ab"},
      {"ab", ""},
      {"b", "a"},
      {"a", "", "b"},
      {"\u0000"},
      {"a\u0000b"},
      {"ä"},
      {"a\u0308"}
    };
    for (String[] parts : facts) {
      assertThat(ids.add(EventIds.derived(NOW, parts))).as(String.join("|", parts)).isTrue();
    }
  }

  @Test
  void shouldNotCollideInAHundredThousand() {
    SplittableRandom random = new SplittableRandom(3);
    Set<String> ids = new HashSet<>();
    for (int i = 0; i < 50_000; i++) {
      ids.add(EventIds.derived(NOW, "reading", Integer.toString(i)));
      ids.add(EventIds.random(NOW, random));
    }
    assertThat(ids).hasSize(100_000);
  }

  @Test
  void shouldDeriveMetaFromItsCause() {
    Meta cause =
        Meta.newBuilder()
            .setId(EventIds.derived(NOW, "cause"))
            .setSource("instrument/x")
            .setOccurredAt(NOW.minusSeconds(5))
            .setRecordedAt(NOW)
            .setTraceparent("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01")
            .build();
    Meta first = Metas.derived("streams", NOW.plusMillis(1), "campaign", cause, "band_gap");
    Meta again = Metas.derived("streams", NOW.plusMillis(9), "campaign", cause, "band_gap");
    assertThat(again.getId()).isEqualTo(first.getId());
    assertThat(Metas.derived("streams", NOW, "campaign", cause, "lattice").getId())
        .isNotEqualTo(first.getId());
    assertThat(Metas.derived("acquisition", NOW, "campaign", cause, "band_gap").getId())
        .isNotEqualTo(first.getId());
    assertThat(first.getSource()).isEqualTo("athanor/streams");
    assertThat(first.getOccurredAt()).isEqualTo(cause.getOccurredAt());
    assertThat(first.getRecordedAt()).isEqualTo(NOW.plusMillis(1));
    assertThat(first.getCausedBy()).containsExactly(cause.getId());
    assertThat(first.getTraceparent()).isEqualTo(cause.getTraceparent());
    assertThat(first.getCorrelationId()).isEqualTo("campaign");
  }
}
