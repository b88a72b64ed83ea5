package io.athanor.inference.fewlabels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.athanor.inference.model.GraphBuilder;
import io.athanor.inference.model.MaterialGraph;
import io.athanor.inference.model.Models;
import io.athanor.inference.model.Network;
import io.athanor.inference.model.NetworkSession;
import io.athanor.inference.model.PropertyEstimate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class FewLabelsTest {
  private static final GraphBuilder GRAPHS = new GraphBuilder(Models.SHAPE);
  private static NetworkSession trunk;

  @BeforeAll
  static void open() {
    trunk = new NetworkSession(new Network(Models.SHAPE), 1, 1);
    trunk.assign(Models.weights(1));
  }

  @AfterAll
  static void close() {
    trunk.close();
  }

  @Test
  void shouldLearnAVibrationOfSpringsAndLeaveTheTrunkAsItWas() {
    Random random = new Random(7);
    List<MaterialGraph> shown = crystals(60, random);
    List<MaterialGraph> asked = crystals(60, random);
    float[] before = trunk.weights().get("block0/near").values().clone();
    FewLabels learned = FewLabels.learn(trunk, shown, frequencies(shown));
    List<PropertyEstimate> estimates = learned.estimate(asked);
    double[] truth = frequencies(asked);
    double mean = Arrays.stream(truth).average().orElseThrow();
    double error = 0;
    double constant = 0;
    for (int row = 0; row < truth.length; row++) {
      error += Math.abs(estimates.get(row).mean() - truth[row]);
      constant += Math.abs(mean - truth[row]);
      assertThat(estimates.get(row).lower()).isPositive();
    }
    assertThat(error).isLessThan(0.2 * constant);
    assertThat(trunk.weights().get("block0/near").values()).containsExactly(before);
    assertThat(FewLabels.learn(trunk, shown, frequencies(shown)).estimate(asked))
        .isEqualTo(estimates);
  }

  @Test
  void shouldRefuseLabelsThatTeachNothing() {
    List<MaterialGraph> some = crystals(25, new Random(8));
    double[] labels = frequencies(some);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FewLabels.learn(trunk, some.subList(0, 19), Arrays.copyOf(labels, 19)))
        .withMessage("labels must be 20 to 2000, got 19");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FewLabels.learn(trunk, some, Arrays.copyOf(labels, 24)))
        .withMessage("labels must have one number a crystal");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FewLabels.learn(trunk, some, new double[25]))
        .withMessage("labels must not all be the same");
    double[] broken = labels.clone();
    broken[3] = Double.NaN;
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FewLabels.learn(trunk, some, broken))
        .withMessage("labels must be finite");
    FewLabels learned = FewLabels.learn(trunk, some, labels);
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> learned.estimate(List.of(GRAPHS.composition(new TreeMap<>(Map.of(3, 1.0))))))
        .withMessageStartingWith("graph.mode");
  }

  /** Two elements in a body-centred cell of some size. */
  private static List<MaterialGraph> crystals(int count, Random random) {
    List<MaterialGraph> crystals = new ArrayList<>();
    for (int index = 0; index < count; index++) {
      double edge = 2.8 + 1.4 * random.nextDouble();
      crystals.add(
          GRAPHS.crystal(
              new double[][] {{edge, 0, 0}, {0, edge, 0}, {0, 0, edge}},
              new int[] {3 + random.nextInt(50), 3 + random.nextInt(50)},
              new double[][] {{0, 0, 0}, {0.5, 0.5, 0.5}}));
    }
    return crystals;
  }

  /** Of the lighter site, springs as stiff as the distance to the power of -4. */
  private static double[] frequencies(List<MaterialGraph> crystals) {
    return crystals.stream()
        .mapToDouble(
            graph ->
                1e4
                    * Math.pow(graph.distances()[0], -2)
                    / Math.sqrt(Arrays.stream(graph.elements()).min().orElseThrow()))
        .toArray();
  }
}
