package io.athanor.inference.continual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.athanor.inference.model.Calibrations;
import io.athanor.inference.model.Cells;
import io.athanor.inference.model.Estimator;
import io.athanor.inference.model.InputMode;
import io.athanor.inference.model.MaterialPrediction;
import io.athanor.inference.model.Property;
import io.athanor.inference.model.Scale;
import io.athanor.inference.store.StoredModel;
import io.athanor.inference.training.Sample;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GrowthTest {
  private static final Property ENERGY = Property.FORMATION_ENERGY_PER_ATOM;
  private static final Property HEAT = Property.PEROVSKITE_HEAT;

  @TempDir Path root;

  @Test
  void shouldLeaveWhatIsSaidOfOldPropertiesAsItWas() {
    StoredModel champion = Champions.random(root, 1);
    List<Sample> old = Champions.salts("old", new int[] {3, 11}, 9, 6);
    Growth growth = Growth.of(champion, heats(Growth.LEAST_LABELS));
    assertThat(growth.properties()).containsExactly(HEAT);
    try (RefreshGraph graph = new RefreshGraph(growth.shape(), Champions.DEVICE)) {
      graph.start(growth.weights());
      Estimator grown =
          new Estimator(
              growth.shape(),
              growth.scales(),
              Champions.estimator().domain(),
              Calibrations.none(growth.shape().properties()));
      List<MaterialPrediction> said = Said.of(graph.session(), grown, old, InputMode.CRYSTAL);
      double[] before = Champions.said(champion, old, ENERGY);
      for (int row = 0; row < before.length; row++) {
        assertThat(said.get(row).estimates().get(ENERGY).mean())
            .isCloseTo(before[row], within(1e-5));
      }
    }
  }

  @Test
  void shouldNotTakeUpAPropertyOfTooFewLabels() {
    Growth growth = Growth.of(Champions.random(root, 1), heats(Growth.LEAST_LABELS - 1));
    assertThat(growth.shape()).isEqualTo(Champions.SHAPE);
    assertThat(growth.properties()).isEmpty();
  }

  @Test
  void shouldGrowAReferenceByElementsThatAreNewToIt() {
    float[] reference = new float[Champions.SHAPE.elementRows()];
    reference[3] = -2;
    reference[9] = -3;
    Scale known = new Scale(reference, 0.5, 2);
    List<Sample> rows = new ArrayList<>();
    for (int row = 0; row < 200; row++) {
      // half lithium, half bromine: -1 + 0.5 of the known, and bromine's share of 0.5 * 4
      rows.add(
          Champions.row(
              "row-" + row, Cells.primitiveRockSalt(3, 35, 5), Map.of(ENERGY, -1 + 0.5 + 0.5 * 4)));
    }
    Scale grown = ReferenceGrowth.of(known, ENERGY, rows, Champions.SHAPE.elementRows());
    assertThat(grown.reference()[35]).isCloseTo(4f, within(0.05f));
    assertThat(grown.reference()[3]).isEqualTo(-2f);
    assertThat(grown.reference()[9]).isEqualTo(-3f);
    assertThat(grown.mean()).isEqualTo(known.mean());
    assertThat(grown.deviation()).isEqualTo(known.deviation());
  }

  private static List<Sample> heats(int count) {
    List<Sample> rows = new ArrayList<>();
    for (int row = 0; row < count; row++) {
      rows.add(
          Champions.row(
              "heat-" + row,
              Cells.perovskite(56, 22, 8, 3.9 + 0.01 * row),
              Map.of(HEAT, 1 + 0.1 * row)));
    }
    return rows;
  }
}
