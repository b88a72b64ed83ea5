package io.athanor.inference.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.athanor.materials.composition.Composition;
import io.athanor.materials.composition.Element;
import io.athanor.materials.crystal.Crystal;
import io.athanor.materials.crystal.Lattice;
import io.athanor.materials.crystal.Site;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class GraphBuilderTest {
  private static final NetworkShape SHAPE = Models.SHAPE;
  private final GraphBuilder builder = new GraphBuilder(SHAPE);

  @Test
  void shouldGiveEveryNodeTheWeightOfItsNeighbours() {
    for (long seed = 0; seed < 200; seed++) {
      MaterialGraph graph = Cells.random(seed).graph();
      double[] sums = new double[graph.size()];
      for (int edge = 0; edge < graph.edges(); edge++) {
        assertThat(graph.edgeWeights()[edge]).isPositive();
        sums[graph.centres()[edge]] += graph.edgeWeights()[edge];
      }
      for (double sum : sums) {
        assertThat(sum).as("seed " + seed).isCloseTo(SHAPE.neighbours(), within(1e-4));
      }
    }
  }

  @Test
  void shouldShareATiedOuterShell() {
    // rock salt: six ions at half the edge, then six of k = 12 left for twelve tied ones
    MaterialGraph graph = Cells.rockSalt(11, 17, 5.64).graph();
    assertThat(graph.elements()).containsExactly(11, 17);
    assertThat(graph.nodeWeights()).containsExactly(0.5f, 0.5f);
    assertThat(graph.edgeWeights()).containsExactly(new float[] {6, 6, 6, 6}, within(1e-4f));
    assertThat(graph.distances())
        .containsExactly(new float[] {3.98808f, 2.82f, 2.82f, 3.98808f}, within(1e-3f));
  }

  @Test
  void shouldNotCrushTheFirstShell() {
    // body-centred cubic: eight at 0.866 of the edge in full, four of k = 12 left for six at the
    // edge
    double[][] lattice = {{3, 0, 0}, {0, 3, 0}, {0, 0, 3}};
    MaterialGraph iron =
        builder.crystal(lattice, new int[] {26, 26}, new double[][] {{0, 0, 0}, {.5, .5, .5}});
    assertThat(iron.size()).isEqualTo(1);
    assertThat(iron.edgeWeights()).containsExactly(new float[] {8, 4}, within(1e-4f));
  }

  @Test
  void shouldMergeSitesOfASupercell() {
    MaterialGraph cell = Cells.perovskite(55, 82, 53, 6.29).graph();
    MaterialGraph larger = Cells.perovskite(55, 82, 53, 6.29).repeated(3, 2, 2).graph();
    assertThat(cell.size()).isEqualTo(3);
    assertThat(larger.elements()).isEqualTo(cell.elements());
    assertThat(larger.nodeWeights()).isEqualTo(cell.nodeWeights());
    assertThat(larger.neighbours()).isEqualTo(cell.neighbours());
    assertThat(larger.edgeWeights()).containsExactly(cell.edgeWeights(), within(1e-4f));
  }

  @Test
  void shouldKeepSitesApartThatSeeOtherThings() {
    // an A site displaced along z breaks the equivalence of the apical and equatorial anions
    double[][] fractional = {{0, 0, 0.06}, {.5, .5, .5}, {.5, .5, 0}, {.5, 0, .5}, {0, .5, .5}};
    double[][] lattice = {{4, 0, 0}, {0, 4, 0}, {0, 0, 4}};
    assertThat(builder.crystal(lattice, new int[] {56, 22, 8, 8, 8}, fractional).size())
        .isEqualTo(4);
  }

  @Test
  void shouldReadMaterialsAsItReadsNumbers() {
    Crystal crystal =
        new Crystal(
            Lattice.cubic(4.123),
            List.of(new Site(Element.Cs, 0, 0, 0), new Site(Element.Cl, .5, .5, .5)));
    MaterialGraph graph = builder.crystal(crystal);
    assertThat(graph.mode()).isEqualTo(InputMode.CRYSTAL);
    assertThat(graph.elements()).containsExactly(55, 17);
    assertThat(graph.distances()[1]).isCloseTo(3.5706f, within(1e-3f));
    MaterialGraph composition = builder.composition(Composition.parse("CsPb(I0.8Br0.2)3"));
    assertThat(composition.elements()).containsExactly(35, 53, 55, 82);
    assertThat(composition.nodeWeights()[1]).isCloseTo(0.48f, within(1e-6f));
  }

  @Test
  void shouldTakeManyElements() {
    TreeMap<Integer, Double> amounts = new TreeMap<>();
    for (int number = 1; number <= 30; number++) {
      amounts.put(number, (double) number);
    }
    MaterialGraph graph = builder.composition(amounts);
    assertThat(graph.size()).isEqualTo(30);
    assertThat(graph.edges()).isEqualTo(900);
    double sum = 0;
    for (int edge = 0; edge < 30; edge++) {
      sum += graph.edgeWeights()[edge];
    }
    assertThat(sum).isCloseTo(SHAPE.neighbours(), within(1e-4));
  }

  @Test
  void shouldRefuseWhatHasNoVolumeOrAmount() {
    double[][] flat = {{1, 0, 0}, {2, 0, 0}, {0, 0, 1}};
    assertThatThrownBy(() -> builder.crystal(flat, new int[] {1}, new double[][] {{0, 0, 0}}))
        .hasMessageContaining("lattice");
    assertThatThrownBy(() -> builder.composition(new TreeMap<>(java.util.Map.of(1, -1.0))))
        .hasMessageContaining("fractions");
  }
}
