package io.athanor.inference.continual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.athanor.inference.model.GraphBatch;
import io.athanor.inference.model.Weights;
import io.athanor.inference.training.Sample;
import io.athanor.inference.training.Targets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ElasticPenaltyTest {
  private static final double LAMBDA = 7;

  @Test
  void shouldPullAsTheClosedFormSays() {
    List<Sample> rows = Champions.salts("row", new int[] {3, 11}, 9, 4);
    GraphBatch batch = GraphBatch.of(Champions.SHAPE, rows.stream().map(Sample::crystal).toList());
    Targets targets = Targets.of(rows, Champions.SHAPE, Champions.estimator().scales(), 0);
    Weights anchor = Champions.weights(1);
    Weights moved = Champions.weights(2);
    try (RefreshGraph graph = new RefreshGraph(Champions.SHAPE, Champions.DEVICE)) {
      graph.start(anchor);
      FisherInformation fisher = information(graph.trainable(), anchor);
      graph.hold(fisher);
      graph.session().assign(moved);
      List<float[]> free = graph.gradients(batch, targets, 0);
      List<float[]> held = graph.gradients(batch, targets, LAMBDA);
      for (int tensor = 0; tensor < free.size(); tensor++) {
        String name = graph.trainable().get(tensor);
        float[] stiffness = fisher.byTensor().get(name);
        for (int index = 0; index < stiffness.length; index += 7) {
          double distance = moved.get(name).values()[index] - anchor.get(name).values()[index];
          double expected = LAMBDA * stiffness[index] * distance;
          assertThat((double) held.get(tensor)[index] - free.get(tensor)[index])
              .as("%s[%d]", name, index)
              .isCloseTo(expected, within(1e-3 * Math.abs(expected) + 2e-5));
        }
      }
    }
  }

  @Test
  void shouldHoldNothingWhereTheWeightsAre() {
    List<Sample> rows = Champions.salts("row", new int[] {3, 11}, 9, 4);
    GraphBatch batch = GraphBatch.of(Champions.SHAPE, rows.stream().map(Sample::crystal).toList());
    Targets targets = Targets.of(rows, Champions.SHAPE, Champions.estimator().scales(), 0);
    try (RefreshGraph graph = new RefreshGraph(Champions.SHAPE, Champions.DEVICE)) {
      graph.start(Champions.weights(1));
      List<float[]> free = graph.gradients(batch, targets, 0);
      List<float[]> held = graph.gradients(batch, targets, 1e6);
      for (int tensor = 0; tensor < free.size(); tensor++) {
        assertThat(held.get(tensor)).containsExactly(free.get(tensor));
      }
    }
  }

  private static FisherInformation information(List<String> names, Weights like) {
    Random random = new Random(4);
    FisherInformation.Sum sum = new FisherInformation.Sum(names);
    sum.add(
        names.stream()
            .map(
                name -> {
                  float[] gradient = new float[like.get(name).values().length];
                  for (int index = 0; index < gradient.length; index++) {
                    gradient[index] = (float) random.nextGaussian();
                  }
                  return gradient;
                })
            .toList());
    return sum.normalised();
  }
}
