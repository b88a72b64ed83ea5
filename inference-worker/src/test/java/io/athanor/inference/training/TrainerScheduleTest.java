package io.athanor.inference.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.athanor.inference.model.Cells;
import io.athanor.inference.model.Models;
import io.athanor.inference.model.Network;
import io.athanor.inference.model.NetworkSession;
import io.athanor.inference.model.Property;
import io.athanor.inference.model.Weights;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TrainerScheduleTest {
  private static final Recipe RECIPE = new Recipe(4, 60, 3e-3, 0.02, 0, 0, 0, 1);
  private static final List<Sample> ROWS =
      IntStream.range(0, 6)
          .mapToObj(
              row ->
                  new Sample(
                      "s" + row,
                      0,
                      Cells.random(row).graph(),
                      Cells.random(row).graph(),
                      Map.of(Property.FORMATION_ENERGY_PER_ATOM, row - 1.5)))
          .toList();

  private static Trainer trainer(NetworkSession session) {
    session.assign(Models.weights(3));
    return new Trainer(session, Models.estimator().scales(), RECIPE);
  }

  /** Who leaves a pass out has the rates of those who made it, and keeps its place when saved. */
  @Test
  void shouldGoOnAtTheRateOfThoseWhoLeftNothingOut() throws IOException {
    try (NetworkSession one = new NetworkSession(new Network(Models.SHAPE), 1, 1);
        NetworkSession other = new NetworkSession(new Network(Models.SHAPE), 1, 1);
        NetworkSession third = new NetworkSession(new Network(Models.SHAPE), 1, 1)) {
      Trainer whole = trainer(one);
      whole.epoch(ROWS);
      double before = whole.rate(ROWS);
      whole.epoch(ROWS);
      Trainer gap = trainer(other);
      gap.epoch(ROWS);
      gap.skip(ROWS);
      assertThat(gap.epochs()).isEqualTo(2);
      assertThat(gap.rate(ROWS)).isEqualTo(whole.rate(ROWS)).isLessThan(before);
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      gap.save(new DataOutputStream(bytes));
      gap.epoch(ROWS);
      Weights trained = other.weights();
      Trainer restored = trainer(third);
      restored.restore(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
      assertThat(restored.epochs()).isEqualTo(2);
      restored.epoch(ROWS);
      assertThat(restored.rate(ROWS)).isEqualTo(gap.rate(ROWS));
      assertThat(third.weights().get("readout/weight").values())
          .isEqualTo(trained.get("readout/weight").values());
    }
  }
}
