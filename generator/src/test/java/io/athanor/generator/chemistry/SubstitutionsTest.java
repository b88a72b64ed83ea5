package io.athanor.generator.chemistry;

import static org.assertj.core.api.Assertions.assertThat;

import io.athanor.generator.structure.Blueprint;
import io.athanor.generator.structure.Corpus;
import io.athanor.generator.structure.Material;
import io.athanor.generator.structure.PrototypeLibrary;
import io.athanor.materials.composition.Element;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SubstitutionsTest {
  private static final List<Element> PALETTE =
      List.of(Element.Na, Element.K, Element.Mg, Element.Ag, Element.F, Element.Cl);

  private static Corpus salts(String... formulas) {
    Blueprint salt =
        Corpus.mined(
            PrototypeLibrary.materials().stream()
                .filter(each -> each.id().equals("rock salt"))
                .findFirst()
                .orElseThrow()
                .crystal());
    List<Material> materials = new ArrayList<>();
    for (String formula : formulas) {
      String[] pair = formula.split(" ");
      materials.add(
          new Material(
              formula,
              salt.with(0, Element.valueOf(pair[0]))
                  .with(1, Element.valueOf(pair[1]))
                  .scaledTo(20)
                  .crystal()));
    }
    return Corpus.of(materials, 20);
  }

  @Test
  void aCorpusTeachesWhoTakesWhosePlace() {
    Substitutions blank = Substitutions.of(salts());
    Substitutions taught =
        Substitutions.of(salts("Na Cl", "Ag Cl", "Na F", "Ag F", "Na Br", "Ag Br", "K Cl"));
    assertThat(taught.gain(Element.Na, Element.Ag))
        .isGreaterThan(blank.gain(Element.Na, Element.Ag));
    assertThat(taught.nearest(Element.Na, PALETTE).get(0)).isEqualTo(Element.Ag);
    assertThat(taught.gain(Element.Na, Element.Ag)).isEqualTo(taught.gain(Element.Ag, Element.Na));
    assertThat(taught.gain(Element.Na, Element.Na)).isEqualTo(Double.NEGATIVE_INFINITY);
  }

  @Test
  void drawsFollowTheGainAndNeverKeepTheElement() {
    Substitutions taught = Substitutions.of(salts("Na Cl", "Ag Cl", "Na F", "Ag F"));
    SplittableRandom random = new SplittableRandom(1);
    int silver = 0;
    for (int i = 0; i < 500; i++) {
      Element drawn = taught.draw(Element.Na, PALETTE, 0.5, random);
      assertThat(drawn).isNotEqualTo(Element.Na);
      silver += drawn == Element.Ag ? 1 : 0;
    }
    assertThat(silver).isGreaterThan(250);
  }

  @Test
  void replacingTakesAllOrbits() {
    Blueprint salt = salts("Na Cl").entries().get(0).blueprint();
    Blueprint same = salt.with(0, Element.Na).with(1, Element.Na);
    assertThat(Substitutions.replaced(same, Element.Na, Element.K).occupants())
        .containsOnly(Element.K);
  }
}
