package io.athanor.materials.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.athanor.materials.composition.Composition;
import io.athanor.materials.composition.Element;
import io.athanor.materials.crystal.Crystal;
import io.athanor.materials.crystal.Lattice;
import io.athanor.materials.crystal.Site;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ContentHashTest {
  private static final long SEED = 20_261_122L;
  private static final Crystal HALITE =
      new Crystal(
          Lattice.cubic(4.123),
          List.of(new Site(Element.Cs, 0, 0, 0), new Site(Element.Cl, 0.5, 0.5, 0.5)));

  @Test
  void shouldWriteTheDocumentedForm() {
    assertThat(
            ContentHash.canonical(
                Optional.of(Composition.parse("ClCs")),
                Map.of("flow", 0.5, "solvent", "DMF"),
                Optional.of(HALITE)))
        .isEqualTo(
            """
            athanor-candidate 1
            formula ClCs
            parameter 4 flow number 3fe0000000000000
            parameter 7 solvent string 3 DMF
            cell 41230 41230 41230 900000 900000 900000
            site 17 5000 5000 5000
            site 55 0 0 0
            """);
  }

  @Test
  void shouldKeepItsIdsForEver() {
    // ids are keys in logs: this literal may never change (printf '...' | sha256sum gives the same)
    assertThat(
            ContentHash.candidateId(
                Optional.of(Composition.parse("NaCl")), Map.of(), Optional.empty()))
        .isEqualTo("c-558291eef2c8f8cb276f86ec38869bd8");
  }

  @Test
  void shouldNotDependOnSpellingOrderOrNumberType() {
    Map<String, Object> forward = new LinkedHashMap<>();
    forward.put("temperature", 100.0);
    forward.put("zero", 0.0);
    forward.put("caf\u00e9", "cr\u00e8me");
    Map<String, Object> backward = new LinkedHashMap<>();
    backward.put("cafe\u0301", "cre\u0300me");
    backward.put("zero", -0.0);
    backward.put("temperature", 100);

    assertThat(id("Fe2O3", forward)).isEqualTo(id("O0.6Fe0.4", backward));
    assertThat(id("FeO", Map.of("x", 0.1f))).isEqualTo(id("FeO", Map.of("x", 0.1)));
  }

  @Test
  void shouldTellDifferentCandidatesApart() {
    List<String> ids =
        List.of(
            id("FeO", Map.of()),
            id("Fe2O3", Map.of()),
            id("FeO", Map.of("a", 1.0)),
            id("FeO", Map.of("a", 2.0)),
            id("FeO", Map.of("a", Math.nextUp(1.0))),
            id("FeO", Map.of("a", "1.0")),
            id("FeO", Map.of("b", 1.0)),
            id("FeO", Map.of("a", "1 parameter 1 b string 1 2")),
            id("FeO", Map.of("a", "1", "b", "2")),
            ContentHash.candidateId(Optional.empty(), Map.of("a", 1.0), Optional.empty()));

    assertThat(ids).doesNotHaveDuplicates().allMatch(id -> id.matches("c-[0-9a-f]{32}"));
  }

  @Test
  void shouldCountTheCrystalsAtoms() {
    Optional<Crystal> crystal = Optional.of(HALITE);
    String id = ContentHash.candidateId(Optional.empty(), Map.of(), crystal);

    assertThat(ContentHash.candidateId(Optional.of(Composition.parse("Cs2Cl2")), Map.of(), crystal))
        .isEqualTo(id);
    assertThatThrownBy(
            () ->
                ContentHash.candidateId(Optional.of(Composition.parse("NaCl")), Map.of(), crystal))
        .isInstanceOf(IdentityException.class)
        .hasMessage("composition: ClNa is not the crystal's ClCs");
  }

  @Test
  void shouldForgiveOrderAndLastDigitsOfSites() {
    Random random = new Random(SEED);
    for (int i = 0; i < 2_000; i++) {
      List<Site> moved = new ArrayList<>();
      for (Site site : HALITE.sites()) {
        moved.add(
            new Site(
                site.element(),
                site.x() + random.nextInt(7) - 3 + noise(random),
                site.y() + random.nextInt(7) - 3 + noise(random),
                site.z() + random.nextInt(7) - 3 + noise(random)));
      }
      Collections.shuffle(moved, random);
      Crystal same = new Crystal(Lattice.cubic(4.123 + noise(random)), moved);

      assertThat(ContentHash.candidateId(Optional.empty(), Map.of(), Optional.of(same)))
          .as("seed %d case %d: %s", SEED, i, moved)
          .isEqualTo(ContentHash.candidateId(Optional.empty(), Map.of(), Optional.of(HALITE)));
    }
  }

  @Test
  void shouldNameWhatCannotBeHashed() {
    assertThatThrownBy(() -> ContentHash.candidateId(Optional.empty(), Map.of(), Optional.empty()))
        .hasMessageStartingWith("candidate: needs");
    assertThatThrownBy(() -> id("FeO", Map.of("x", Double.NaN)))
        .hasMessageStartingWith("parameters.x: must be finite");
    assertThatThrownBy(() -> id("FeO", Map.of("x", List.of())))
        .hasMessageStartingWith("parameters.x: must be a number or a string");
    assertThatThrownBy(() -> id("FeO", Map.of("\u00e9", 1, "e\u0301", 2)))
        .hasMessageContaining("given twice");
  }

  private static double noise(Random random) {
    return (random.nextDouble() - 0.5) * 9e-5;
  }

  private static String id(String formula, Map<String, ?> parameters) {
    return ContentHash.candidateId(
        Optional.of(Composition.parse(formula)), parameters, Optional.empty());
  }
}
