package io.athanor.inference.training;

import java.nio.file.Path;

/**
 * Directories of a training.
 *
 * @param base what the configuration's own paths are relative to
 * @param data what the sources' paths are relative to
 * @param out for checkpoints, curves, figures and the card
 * @param cache for graphs
 */
public record TrainingPlaces(Path base, Path data, Path out, Path cache) {
  Path checkpoints() {
    return out.resolve("checkpoints");
  }
}
