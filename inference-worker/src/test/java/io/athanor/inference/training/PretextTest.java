package io.athanor.inference.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.athanor.inference.model.Cells;
import io.athanor.inference.model.MaterialGraph;
import io.athanor.inference.model.Models;
import io.athanor.inference.model.Network;
import io.athanor.inference.model.NetworkSession;
import io.athanor.inference.model.Weights;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PretextTest {
  private static final Recipe RECIPE = new Recipe(60, 200, 3e-3, 0, 0, 0, 0, 1);

  @Test
  void shouldLearnWithoutLabelsAndLeaveTheHeadsAlone() {
    List<Sample> samples = samples(40);
    try (NetworkSession session = new NetworkSession(new Network(Models.SHAPE), 1, 1)) {
      Weights before = Models.weights(2);
      session.assign(before);
      List<Double> losses = new ArrayList<>();
      Pretraining.run(session, samples, RECIPE, (done, loss) -> losses.add(loss));
      assertThat(losses.get(losses.size() - 1)).isLessThan(0.7 * losses.get(0));
      Weights after = session.weights();
      assertThat(after.get("head0/hidden").values()).isEqualTo(before.get("head0/hidden").values());
      assertThat(after.get("source/shift").values()).isEqualTo(before.get("source/shift").values());
      assertThat(after.get("block1/far").values()).isNotEqualTo(before.get("block1/far").values());
    }
  }

  @Test
  void shouldRepeatItself() {
    assertThat(trained()).isEqualTo(trained());
  }

  @Test
  void shouldDescribeACrystalAlikeHoweverItIsWritten() {
    for (long seed = 0; seed < 50; seed++) {
      Cells cell = Cells.random(seed);
      float[] once = Descriptors.of(cell.graph());
      assertThat(Descriptors.of(cell.repeated(2, 1, 1).permuted(seed).graph()))
          .as("seed " + seed)
          .containsExactly(once, within(1e-3f));
    }
  }

  @Test
  void shouldDescribeCaesiumChloride() {
    float[] values =
        Descriptors.of(
            new Cells(
                    new double[][] {{4, 0, 0}, {0, 4, 0}, {0, 0, 4}},
                    new int[] {55, 17},
                    new double[][] {{0, 0, 0}, {.5, .5, .5}})
                .graph());
    double histogram = 0;
    for (int bin = 0; bin < 16; bin++) {
      histogram += values[bin];
    }
    assertThat(histogram).isCloseTo(1, within(1e-5));
    // eight unlike contacts at 2 sqrt 3 and four of six like ones at 4 angstrom
    assertThat(values[16]).isCloseTo((float) ((8 * 2 * Math.sqrt(3) + 4 * 4) / 12), within(1e-3f));
    assertThat(values[22]).as("like").isCloseTo(4f / 12, within(1e-4f));
    assertThat(values[23]).as("electronegativity").isCloseTo((0.79f + 3.16f) / 2, within(1e-4f));
  }

  private static float[] trained() {
    try (NetworkSession session = new NetworkSession(new Network(Models.SHAPE), 1, 1)) {
      session.assign(Models.weights(2));
      Pretext pretext = new Pretext(session, samples(8), 3);
      Random random = new Random(5);
      for (int step = 0; step < 5; step++) {
        pretext.step(samples(8), random, 3e-3, 0.01);
      }
      return session.weights().get("readout/weight").values();
    }
  }

  private static List<Sample> samples(int count) {
    List<Sample> samples = new ArrayList<>();
    for (int index = 0; index < count; index++) {
      MaterialGraph graph = Cells.random(index).graph();
      samples.add(new Sample("s" + index, index % 3, graph, graph, Map.of()));
    }
    return samples;
  }
}
