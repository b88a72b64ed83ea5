package io.athanor.inference.training;

import io.athanor.inference.model.NetworkShape;
import io.athanor.inference.training.config.ConfigException;
import io.athanor.inference.training.config.SourceConfig;
import io.athanor.inference.training.config.TrainingConfig;
import io.athanor.inference.training.data.MaterialLog;
import io.athanor.inference.training.data.RowSource;
import io.athanor.inference.training.data.StructureFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;

/** Finds the rows of sources: files of structures, and logs. */
public final class SourceOpener implements Function<SourceConfig, RowSource> {
  private final NetworkShape shape;
  private final TrainingPlaces places;

  public SourceOpener(TrainingConfig config, TrainingPlaces places) {
    this.shape = config.model().networkShape();
    this.places = places;
  }

  @Override
  public RowSource apply(SourceConfig source) {
    if (source.log() != null) {
      return MaterialLog.of(source.log(), shape);
    }
    Path file = places.data().resolve(source.file());
    if (!Files.isRegularFile(file)) {
      throw new ConfigException(
          "sources", "'%s' has its rows in %s, which is no file".formatted(source.name(), file));
    }
    return new StructureFile(file, shape, places.cache());
  }
}
