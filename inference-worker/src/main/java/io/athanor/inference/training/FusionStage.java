package io.athanor.inference.training;

import io.athanor.inference.modality.Fusion;
import io.athanor.inference.modality.LiteratureInput;
import io.athanor.inference.modality.LiteratureTables;
import io.athanor.inference.model.Network;
import io.athanor.inference.model.NetworkSession;
import io.athanor.inference.model.NetworkShape;
import io.athanor.inference.model.Scales;
import io.athanor.inference.model.Weights;
import io.athanor.inference.training.config.ConfigException;
import io.athanor.inference.training.config.LiteratureConfig;
import io.athanor.inference.training.config.SourceConfig;
import io.athanor.inference.training.config.TrainingConfig;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A stage that teaches patterns and literature vectors the network's latent space. */
final class FusionStage {
  private final TrainingConfig config;
  private final NetworkShape shape;
  private final Path data;

  /**
   * A stage of a configuration.
   *
   * @param data what paths are relative to
   */
  FusionStage(TrainingConfig config, Path data) {
    this.config = config;
    this.shape = config.model().networkShape();
    this.data = data;
    if (config.model().literature() == null) {
      throw new ConfigException("model.literature", "is missing, and a stage fuses modalities");
    }
  }

  /**
   * Runs it.
   *
   * @param weights of the network, which stay as they are
   * @param sources whose rows it learns from
   * @return the weights with those of the fusion
   */
  Weights run(
      Weights weights,
      Scales scales,
      Recipe recipe,
      List<SourceConfig> sources,
      SourceLoader.Loaded loaded,
      Trainer.Progress progress) {
    LiteratureConfig literature = config.model().literature();
    LiteratureInput.ElementTable table =
        LiteratureTables.elements(data.resolve(literature.vectors()), literature.name());
    if (!table.model().equals(literature.model())) {
      throw new ConfigException(
          "model.literature.length",
          "is %d, but vectors in %s have %d numbers"
              .formatted(literature.length(), literature.vectors(), table.model().length()));
    }
    try (NetworkSession session =
            new NetworkSession(new Network(shape), config.run().threads(), 1);
        Fusion fusion = new Fusion(shape, literature.model(), config.run().threads())) {
      session.assign(weights);
      List<FusionTrainer.Row> rows = new ArrayList<>();
      for (SourceConfig source : sources) {
        if (source.file() == null) {
          throw new ConfigException(
              "stages.sources", "'" + source.name() + "' is no file, and fusion needs cells");
        }
        rows.addAll(
            FusionRows.of(
                session, loaded.samples().get(source.name()), data.resolve(source.file()), table));
      }
      fusion.assign(Fusion.initial(shape, literature.model(), recipe.seed()), weights);
      new FusionTrainer(fusion, scales, recipe).run(rows, progress);
      return weights.with(fusion.weights().entries());
    }
  }
}
