package io.athanor.inference.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.athanor.materials.composition.Composition;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class FamiliarityTest {
  private static final int ROWS = Models.SHAPE.elementRows();

  @Test
  void shouldKnowPairsAndKindsThatTrainingSaw() {
    Familiarity familiarity = of("BaTiO3", "SrTiO3", "BaTiO2N", "SrZrO3", "Fe2Ni");
    assertThat(familiarity.knows(graph("BaZrO3"))).as("Ba and Zr never met").isFalse();
    assertThat(familiarity.knows(graph("SrTiO2N"))).as("Sr and N never met").isFalse();
    assertThat(familiarity.knows(graph("BaTiON2"))).as("no such mixture of anions").isFalse();
    assertThat(familiarity.knows(graph("Ba2Ti4O10"))).as("oxides are one kind").isTrue();
    assertThat(familiarity.knows(graph("FeNi3"))).as("alloys are one kind").isTrue();
    assertThat(familiarity.knows(graph("Fe"))).as("an element by itself").isTrue();
    assertThat(familiarity.knows(graph("Cu"))).isFalse();
    assertThat(familiarity.support(graph("SrTiO3"))).isEqualTo(1);
    assertThat(familiarity.support(graph("TiO2"))).isEqualTo(3);
  }

  /** An eighth is half way between two percents, and floats fall on either side. */
  @Test
  void shouldTakeEighthsOfAnionsForOneKindHoweverManyCationsThereAre() {
    Familiarity familiarity = of("WO7F", "W3O5F3");
    Familiarity read = Familiarity.of(new Weights(familiarity.entries()));
    for (String formula : List.of("WO7F", "W2O7F", "W5O14F2", "WO5F3", "W2O5F3")) {
      assertThat(familiarity.knows(graph(formula))).as(formula).isTrue();
      assertThat(read.knows(graph(formula))).as(formula).isTrue();
    }
    assertThat(familiarity.knows(sites(74, 8, 8, 8, 8, 8, 8, 8, 9))).as("as a crystal").isTrue();
    assertThat(familiarity.knows(graph("WO3F"))).as("a quarter is another kind").isFalse();
  }

  @Test
  void shouldPlaceWhatWasNeverSeenBeyondTheEdgeAndRarerFurtherOut() {
    List<String> common = new ArrayList<>();
    for (int row = 0; row < 200; row++) {
      common.add("NaCl");
    }
    common.add("KBr");
    Familiarity familiarity = of(common.toArray(String[]::new));
    assertThat(familiarity.outOfDomain(graph("KCl"))).isGreaterThan(1);
    assertThat(familiarity.outOfDomain(graph("KBr")))
        .isLessThan(familiarity.outOfDomain(graph("KCl")));
    assertThat(familiarity.outOfDomain(graph("KCl"))).as("never far out").isLessThan(3);
    assertThat(familiarity.outOfDomain(graph("NaCl")))
        .isLessThan(familiarity.outOfDomain(graph("KBr")))
        .isNotNegative();
  }

  @Test
  void shouldComeBackFromTensorsAndCountWhatIsLearnt() {
    Familiarity familiarity = of("BaTiO3", "SrTiO2N", "LiF");
    Familiarity read = Familiarity.of(new Weights(familiarity.entries()));
    for (String formula : List.of("BaTiO3", "SrTiO2N", "SrTiO3", "LiF", "NaF", "SrTiON2")) {
      assertThat(read.outOfDomain(graph(formula)))
          .isCloseTo(
              familiarity.outOfDomain(graph(formula)), org.assertj.core.data.Offset.offset(1e-6));
      assertThat(read.support(graph(formula))).isEqualTo(familiarity.support(graph(formula)));
    }
    assertThat(read.knows(graph("NaF"))).isFalse();
    assertThat(read.and(List.of(graph("NaF"))).knows(graph("NaF"))).isTrue();
    assertThat(read.knows(graph("NaF"))).as("and is a copy").isFalse();
  }

  @Test
  void shouldFindEverythingFamiliarWithoutCounts() {
    Familiarity none = Familiarity.of(new Weights(Familiarity.NONE.entries()));
    assertThat(none.knows(graph("Cu"))).isTrue();
    assertThat(none.outOfDomain(graph("Cu"))).isZero();
  }

  static MaterialGraph graph(String formula) {
    return new GraphBuilder(Models.SHAPE).composition(Composition.parse(formula));
  }

  /** A crystal none of whose sites are alike. */
  private static MaterialGraph sites(int... elements) {
    float[] weights = new float[elements.length];
    Arrays.fill(weights, 1 / (float) elements.length);
    return new MaterialGraph(
        InputMode.CRYSTAL, elements, weights, new int[0], new int[0], new float[0], new float[0]);
  }

  private static Familiarity of(String... formulas) {
    List<MaterialGraph> graphs = new ArrayList<>();
    for (String formula : formulas) {
      graphs.add(graph(formula));
    }
    return Familiarity.of(graphs, graphs, ROWS);
  }
}
