package io.athanor.inference.federated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.athanor.inference.model.Cells;
import io.athanor.inference.model.Models;
import io.athanor.inference.model.Parameters;
import io.athanor.inference.model.Property;
import io.athanor.inference.model.Scales;
import io.athanor.inference.model.Weights;
import io.athanor.inference.training.Recipe;
import io.athanor.inference.training.Sample;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SiteTrainerTest {
  private static final Scales UNIT = Models.estimator().scales();
  private static final Weights START = Models.weights(3);
  private static final int ROUNDS = 4;

  /** Rate and moments are those of one schedule, whatever the number of rounds. */
  @Test
  void shouldGoOnInEachRoundWhereTheLastEnded() {
    SortedMap<String, Integer> records = new TreeMap<>(Map.of("only", 4));
    Weights whole;
    Weights parts;
    try (SiteTrainer trainer = trainer(ROUNDS, 0)) {
      whole = trainer.train("only", START, 0);
    }
    try (SiteTrainer trainer = trainer(1, 0)) {
      assertThat(trainer.rounds()).isEqualTo(ROUNDS);
      parts =
          FederatedAveraging.run(
              START, records, trainer, ROUNDS, vectors -> vectors.get(vectors.firstKey()));
      assertThatThrownBy(() -> trainer.train("only", START, ROUNDS))
          .hasMessage("round 4 is beyond a schedule of 4");
    }
    for (String name : Parameters.shapes(Models.SHAPE).keySet()) {
      assertThat(parts.get(name).values()).as(name).isEqualTo(whole.get(name).values());
    }
    assertThat(whole.get("readout/weight").values())
        .isNotEqualTo(START.get("readout/weight").values());
  }

  @Test
  void shouldStayNearerToTheCommonWeightsWhereItIsDrawnBack() {
    double free;
    double drawn;
    try (SiteTrainer trainer = trainer(1, 0)) {
      free = distance(trainer.train("only", START, 0));
    }
    try (SiteTrainer trainer = trainer(1, 1)) {
      drawn = distance(trainer.train("only", START, 0));
    }
    assertThat(drawn / free).isBetween(0.49, 0.51);
  }

  @Test
  void shouldNameWhatIsWrong() {
    assertThatThrownBy(() -> trainer(3, 0)).hasMessage("passes 3 are no divisor of 4 epochs");
    assertThatThrownBy(() -> trainer(0, 0)).hasMessage("passes 0 are no divisor of 4 epochs");
    assertThatThrownBy(() -> trainer(1, -1)).hasMessage("proximal -1.0 is negative");
  }

  private static SiteTrainer trainer(int passes, double proximal) {
    List<Sample> samples =
        IntStream.range(0, 4)
            .mapToObj(
                row ->
                    new Sample(
                        "s" + row,
                        0,
                        Cells.random(row).graph(),
                        Cells.random(row).graph(),
                        Map.of(Property.FORMATION_ENERGY_PER_ATOM, row - 1.5)))
            .toList();
    return new SiteTrainer(
        Models.SHAPE,
        new TreeMap<>(Map.of("only", samples)),
        UNIT,
        new Recipe(ROUNDS, 20, 3e-3, 0.02, 0, 0, 0, 1),
        passes,
        proximal);
  }

  private static double distance(Weights weights) {
    double[] row = WeightVector.of(weights);
    double[] from = WeightVector.of(START);
    double sum = 0;
    for (int i = 0; i < row.length; i++) {
      sum += (row[i] - from[i]) * (row[i] - from[i]);
    }
    return Math.sqrt(sum);
  }
}
