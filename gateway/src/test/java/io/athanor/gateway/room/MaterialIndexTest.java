package io.athanor.gateway.room;

import static org.assertj.core.api.Assertions.assertThat;

import io.athanor.event.Candidate;
import io.athanor.event.MaterialChange;
import io.athanor.event.MaterialUpdated;
import io.athanor.event.Meta;
import io.athanor.gateway.log.Position;
import io.athanor.gateway.security.Identity;
import io.athanor.schemas.topic.Topics;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MaterialIndexTest {
  private static final int MANY = 300_000;
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
  private static final Meta META =
      Meta.newBuilder().setId("u").setSource("test").setOccurredAt(NOW).setRecordedAt(NOW).build();

  @Test
  void shouldHoldAMillionMaterialsInAHundredMegabytes() {
    MaterialIndex index = new MaterialIndex();
    for (int i = 0; i < MANY; i++) {
      index.on(
          new Position(Topics.MATERIAL_UPDATED.name(), i % 6, i / 6),
          event(id(i), "Ni" + i % 100 + "Fe2O4"));
    }
    assertThat(index.size()).isEqualTo(MANY);
    double each = (double) index.bytes() / MANY;
    System.out.printf("material index: %.1f bytes a material%n", each);
    assertThat(each).isLessThan(150);
    MaterialIndex.Entry found = index.find(id(12_345), Identity.OPEN).orElseThrow();
    assertThat(found.updated())
        .contains(new Position(Topics.MATERIAL_UPDATED.name(), 12_345 % 6, 12_345 / 6));
    List<MaterialIndex.Entry> page =
        index
            .list(Optional.of(FormulaSearch.of("Ni99Fe")), Optional.empty(), 3, Identity.OPEN)
            .orElseThrow();
    assertThat(page)
        .extracting(MaterialIndex.Entry::candidateId)
        .containsExactly(id(MANY - 1), id(MANY - 101), id(MANY - 201));
  }

  @Test
  void shouldKnowTheElementsOfAFormula() {
    assertThat(FormulaSearch.of("C").fits("CaO")).isFalse();
    assertThat(FormulaSearch.of("Ca").fits("CaO")).isTrue();
    assertThat(FormulaSearch.of("O, Ca").fits("CaO")).isTrue();
    assertThat(FormulaSearch.of("nife").fits("NiFe2O4")).isTrue();
    assertThat(FormulaSearch.of("Fe2").fits("NiFe2O4")).isFalse();
  }

  private static String id(int number) {
    String digits = Long.toHexString(number * 0x9E37_79B9L);
    return "c-" + "0".repeat(32 - digits.length()) + digits;
  }

  private static MaterialUpdated event(String id, String formula) {
    return new MaterialUpdated(
        META,
        id,
        new Candidate(id, formula, null, Map.of(), Map.of()),
        MaterialChange.MEASURED,
        List.of(),
        null,
        Map.of(),
        1L,
        null,
        List.of(),
        0L,
        "",
        null,
        null);
  }
}
