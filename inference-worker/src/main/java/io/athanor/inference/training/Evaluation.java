package io.athanor.inference.training;

import io.athanor.inference.model.MaterialModel;
import io.athanor.inference.model.NetworkShape;
import io.athanor.inference.store.StoredModel;
import io.athanor.inference.training.SourceLoader.Loaded;
import io.athanor.inference.training.config.ConfigException;
import io.athanor.inference.training.config.Role;
import io.athanor.inference.training.config.SourceConfig;
import io.athanor.inference.training.config.StageConfig;
import io.athanor.inference.training.config.TrainingConfig;
import io.athanor.inference.training.data.RowSource;
import io.athanor.inference.training.report.TestFigures;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Judges a stored model on the test rows of a configuration, without training. */
public final class Evaluation {
  private Evaluation() {}

  /**
   * Figures on all test rows, and on those whose composition occurs in no training row.
   *
   * @throws ConfigException where the model reads other graphs than the configuration makes
   */
  public static List<TestFigures> figures(
      TrainingConfig config,
      StoredModel stored,
      Function<SourceConfig, RowSource> opener,
      TrainingListener listener) {
    NetworkShape wanted = config.model().networkShape();
    NetworkShape shape = stored.manifest().shape();
    if (shape.neighbours() != wanted.neighbours()
        || shape.cutoffWidth() != wanted.cutoffWidth()
        || shape.elementRows() != wanted.elementRows()) {
      throw new ConfigException(
          "model", "the stored model reads other graphs than this configuration makes");
    }
    Loaded loaded = SourceLoader.load(config, opener, listener::imported);
    List<Sample> training = new ArrayList<>();
    for (StageConfig stage : config.stages()) {
      training.addAll(loaded.of(config, stage));
    }
    try (MaterialModel model = stored.open(config.run().threads(), 1)) {
      return HeldOut.figures(
          model, loaded.of(config, Role.TEST), HeldOut.compositions(training), config.run().seed());
    }
  }
}
