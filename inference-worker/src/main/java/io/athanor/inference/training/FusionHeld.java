package io.athanor.inference.training;

import io.athanor.inference.modality.LiteratureInput;
import io.athanor.inference.modality.LiteratureTables;
import io.athanor.inference.training.FusionRows.Measured;
import io.athanor.inference.training.config.LiteratureConfig;
import io.athanor.inference.training.config.Role;
import io.athanor.inference.training.config.SourceConfig;
import io.athanor.inference.training.config.TrainingConfig;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Held-out rows with patterns and literature: what pools are fitted and judged on. Empty where a
 * model fuses nothing.
 *
 * @param calibration rows that fit
 * @param test rows that judge
 */
record FusionHeld(List<Measured> calibration, List<Measured> test) {
  private static final FusionHeld NONE = new FusionHeld(List.of(), List.of());

  /** Those of a configuration; sources that are no files have no cells, and so no patterns. */
  static FusionHeld of(TrainingConfig config, Path data, SourceLoader.Loaded loaded) {
    LiteratureConfig literature = config.model().literature();
    if (literature == null) {
      return NONE;
    }
    LiteratureInput.ElementTable table =
        LiteratureTables.elements(data.resolve(literature.vectors()), literature.name());
    return new FusionHeld(
        measured(config, Role.CALIBRATION, data, loaded, table),
        measured(config, Role.TEST, data, loaded, table));
  }

  private static List<Measured> measured(
      TrainingConfig config,
      Role role,
      Path data,
      SourceLoader.Loaded loaded,
      LiteratureInput.ElementTable table) {
    List<Measured> all = new ArrayList<>();
    for (SourceConfig source : config.sources(role)) {
      if (source.file() != null) {
        all.addAll(
            FusionRows.measured(
                loaded.samples().get(source.name()),
                data.resolve(source.file()),
                table,
                config.run().seed()));
      }
    }
    return all;
  }
}
