package io.athanor.inference.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.athanor.inference.model.Cells;
import io.athanor.inference.model.MaterialGraph;
import io.athanor.inference.model.Models;
import io.athanor.inference.model.Property;
import io.athanor.inference.model.Weights;
import io.athanor.inference.training.config.ConfigException;
import io.athanor.inference.training.config.ConfigFile;
import io.athanor.inference.training.config.TrainingConfig;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StageRunTest {
  @Test
  void shouldEndWhereTheLossIsNoNumber() {
    TrainingConfig config = ConfigFile.read(Path.of("training", "example.yaml"));
    MaterialGraph graph = Cells.random(1).graph();
    List<Sample> rows =
        List.of(new Sample("a", 0, graph, graph, Map.of(Property.FORMATION_ENERGY_PER_ATOM, 1.0)));
    Weights broken = Models.weights(1);
    broken.get("readout/bias").values()[0] = Float.NaN;
    List<Checkpoint> saved = new ArrayList<>();
    StageRun stage =
        new StageRun(
            Models.SHAPE,
            ScaleFit.fit(rows, Models.SHAPE),
            config.run(),
            1,
            config.stages().get(0),
            () -> 0);
    assertThatThrownBy(
            () ->
                stage.run(
                    broken,
                    rows,
                    List.of(),
                    Optional.empty(),
                    new ArrayList<>(),
                    "f",
                    saved::add,
                    point -> {}))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("stages[1].learningRate: the loss is no number after epoch 1");
    assertThat(saved).isEmpty();
  }
}
