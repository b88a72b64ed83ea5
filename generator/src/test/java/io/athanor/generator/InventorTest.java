package io.athanor.generator;

import static org.assertj.core.api.Assertions.assertThat;

import io.athanor.generator.chemistry.ChargeBalance;
import io.athanor.generator.search.DiverseSet;
import io.athanor.generator.search.Evolution;
import io.athanor.generator.search.LineSearch;
import io.athanor.generator.search.Substitution;
import io.athanor.generator.structure.Corpus;
import io.athanor.generator.structure.Fingerprint;
import io.athanor.generator.structure.Prototype;
import io.athanor.generator.structure.PrototypeLibrary;
import io.athanor.generator.structure.Registry;
import io.athanor.materials.composition.Element;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import org.junit.jupiter.api.Test;

class InventorTest {
  private static final Evolution EVOLUTION = new Evolution(40, 8, 1);
  private static final List<Inventor.Commission> BOTH =
      List.of(
          new Inventor.Commission(EVOLUTION, 0.7),
          new Inventor.Commission(new Substitution(1, true), 0.3));

  @Test
  void candidatesKeepToAllRulesAreNewAndSayWhereTheyAreFrom() {
    Brief brief = Toys.brief(Toys.WIDE_OXIDES);
    Invention invention = Inventor.USUAL.invent(brief, BOTH, 20, 7);
    assertThat(invention.candidates()).hasSize(20);
    Registry known = Inventor.known(brief);
    for (Invented each : invention.candidates()) {
      assertThat(Rules.objection(brief.rules(), each.draft().crystal())).isEmpty();
      assertThat(each.draft().crystal().composition().amount(Element.O)).isPositive();
      assertThat(ChargeBalance.holds(each.draft().crystal().composition())).isTrue();
      assertThat(known.add(each.formula(), Fingerprint.of(each.draft().crystal()))).isTrue();
      assertThat(each.parents()).isNotEmpty();
      assertThat(each.draft().edits()).isNotEmpty();
      assertThat(each.draft().reasons()).isNotEmpty();
      assertThat(each.probabilities()).containsOnlyKeys("gap");
    }
    assertThat(invention.rejected()).containsKey("known already");
    assertThat(invention.repaired()).containsKey("charge balance");
    int accepted = invention.shares().values().stream().mapToInt(Invention.Share::accepted).sum();
    assertThat(accepted).isEqualTo(20);
  }

  @Test
  void theSameSeedInventsTheSame() {
    Brief brief = Toys.brief(Toys.WIDE_OXIDES);
    Invention first = Inventor.USUAL.invent(brief, BOTH, 10, 3);
    assertThat(Inventor.USUAL.invent(brief, BOTH, 10, 3)).isEqualTo(first);
    assertThat(Inventor.USUAL.invent(brief, BOTH, 10, 4)).isNotEqualTo(first);
  }

  @Test
  void evolutionFindsMoreThanSubstitution() {
    Brief brief = Toys.brief(Toys.WIDE_OXIDES);
    assertThat(meanMerit(brief, EVOLUTION))
        .isGreaterThan(meanMerit(brief, new Substitution(1, true)));
  }

  private static double meanMerit(Brief brief, Generator generator) {
    Invention invention =
        new Inventor(new DiverseSet(Double.POSITIVE_INFINITY), 1)
            .invent(brief, List.of(new Inventor.Commission(generator, 1)), 30, 1);
    return invention.candidates().stream().mapToDouble(Invented::merit).average().orElseThrow();
  }

  @Test
  void whatIsKnownIsNotInventedAgain() {
    Brief brief = Toys.brief(Toys.WIDE_OXIDES);
    Invention first = Inventor.USUAL.invent(brief, BOTH, 10, 3);
    List<Known> known =
        first.candidates().stream()
            .map(each -> new Known(each.formula(), each.draft().crystal(), Map.of()))
            .toList();
    Brief later =
        new Brief(
            brief.goal(),
            brief.corpus(),
            brief.rules(),
            brief.surrogate(),
            brief.merit(),
            brief.relaxer(),
            known);
    Set<String> formulas = new HashSet<>();
    first.candidates().forEach(each -> formulas.add(each.formula() + each.type()));
    Inventor.USUAL
        .invent(later, BOTH, 10, 3)
        .candidates()
        .forEach(each -> assertThat(formulas).doesNotContain(each.formula() + each.type()));
  }

  @Test
  void prototypesOfTheGoalAreKeptToWhicheverWayTheyAreNamed() {
    Prototype prototype =
        Corpus.mined(
                PrototypeLibrary.materials().stream()
                    .filter(each -> each.id().equals("perovskite"))
                    .findFirst()
                    .orElseThrow()
                    .crystal())
            .prototype();
    for (String name : List.of("Perovskite", prototype.type())) {
      Goal perovskites =
          new Goal(
              List.of(new PropertyRange("gap", 2, 4)),
              List.of(),
              ElementTerms.any(),
              List.of(name),
              20,
              OptionalDouble.empty(),
              OptionalDouble.empty());
      Invention invention = Inventor.USUAL.invent(Toys.brief(perovskites), BOTH, 10, 1);
      assertThat(invention.candidates())
          .isNotEmpty()
          .allSatisfy(each -> assertThat(each.type()).isEqualTo("perovskite"));
    }
  }

  @Test
  void cellsAreScaledToTheLowestEnergy() {
    Brief brief = Toys.brief(Toys.WIDE_OXIDES);
    Invention rough = Inventor.USUAL.invent(brief, BOTH, 5, 3);
    LineSearch relaxer = new LineSearch(Toys.surrogate(), "energy");
    for (Invented each : rough.candidates()) {
      double before = each.draft().crystal().volumePerAtom();
      double after = relaxer.relax(List.of(each.draft().crystal())).get(0).volumePerAtom();
      double nearest = Math.max(before * 0.8306, Math.min(before * 1.191, 12));
      assertThat(after / nearest).isBetween(0.995, 1.005);
    }
  }
}
