package io.athanor.inference.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class FrozenHeadsTest {
  private static final NetworkShape SHAPE =
      NetworkShape.small(1, List.of(Property.FORMATION_ENERGY_PER_ATOM, Property.BAND_GAP))
          .withMembers(1, 2);
  private static final NetworkShape REAL =
      NetworkShape.small(1, List.of(Property.FORMATION_ENERGY_PER_ATOM)).withMembers(2, 3);

  @Test
  void shouldLayColumnsOfAKindSideBySide() {
    // a head: energy, its log scale; probability of a gap, gap, its log scale
    float[] twoRows = {0, 8, 2, 3, 16, 5, 24, 7, 9, 32, 0, 80, 20, 30, 160, 50, 240, 70, 90, 320};
    FrozenHeads heads = new FrozenHeads(SHAPE);
    assertThat(heads.sizes()).containsExactly(2, 2, 2, 4);
    assertThat(heads.arranged(twoRows))
        .containsExactly(0, 5, 2, 7, 3, 9, 1, 2, 3, 4, 0, 50, 20, 70, 30, 90, 10, 20, 30, 40);
  }

  @Test
  void shouldBringThemBackForEveryTrunk() {
    for (NetworkShape shape : List.of(SHAPE, REAL)) {
      FrozenHeads heads = new FrozenHeads(shape);
      float[] values = new float[3 * shape.members() * shape.headOutputs()];
      for (int index = 0; index < values.length; index++) {
        values[index] = 0.37f * index - 2;
      }
      assertThat(heads.inOrder(heads.arranged(values))).containsExactly(values);
    }
  }

  @Test
  void shouldAllowAKindWithoutColumns() {
    assertThat(new FrozenHeads(REAL).sizes()).containsExactly(3, 0, 0, 3);
  }
}
