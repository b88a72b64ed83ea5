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
  private static final NetworkShape SHAPE = NetworkShape.small();
  private final GraphBuilder builder = new GraphBuilder(SHAPE);

  @Test
  void shouldGiveEveryNodeTheWeightOfItsNeighbours() {
    for (long seed = 0; seed < 50; seed++) {
      MaterialGraph graph = Cells.random(seed).graph();
      for (int node = 0; node < graph.size(); node++) {
        double sum = 0;
        for (int slot = 0; slot < graph.slots(); slot++) {
          sum += graph.edgeWeights()[node * graph.slots() + slot];
        }
        assertThat(sum).as("seed " + seed).isCloseTo(SHAPE.neighbours(), within(1e-4));
      }
    }
  }

  @Test
  void shouldShareATiedOuterShell() {
    // rock salt: six ions at half the edge, then six of k = 12 left for twelve tied ones
    MaterialGraph graph = Cells.rockSalt(11, 17, 5.64).graph();
    double near = 0;
    double far = 0;
    for (int slot = 0; slot < graph.slots(); slot++) {
      if (Math.abs(graph.distances()[slot] - 2.82) < 1e-3) {
        near += graph.edgeWeights()[slot];
        assertThat(graph.elements()[graph.neighbours()[slot]]).isEqualTo(17);
      } else if (graph.edgeWeights()[slot] > 0) {
        far += graph.edgeWeights()[slot];
        assertThat(graph.distances()[slot]).isCloseTo(3.98808f, within(1e-3f));
      }
    }
    assertThat(near).isCloseTo(6, within(1e-5));
    assertThat(far).isCloseTo(6, within(1e-5));
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
    assertThat(graph.distances()[0]).isCloseTo(3.5706f, within(1e-3f));
    MaterialGraph composition = builder.composition(Composition.parse("CsPb(I0.8Br0.2)3"));
    assertThat(composition.elements()).containsExactly(35, 53, 55, 82);
    assertThat(composition.nodeWeights()[1]).isCloseTo(0.48f, within(1e-6f));
  }

  @Test
  void shouldTakeMoreElementsThanSlots() {
    TreeMap<Integer, Double> amounts = new TreeMap<>();
    for (int number = 1; number <= 30; number++) {
      amounts.put(number, (double) number);
    }
    MaterialGraph graph = builder.composition(amounts);
    assertThat(graph.size()).isEqualTo(30);
    double sum = 0;
    for (int slot = 0; slot < graph.slots(); slot++) {
      sum += graph.edgeWeights()[slot];
      assertThat(graph.elements()[graph.neighbours()[slot]]).isGreaterThan(14);
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
