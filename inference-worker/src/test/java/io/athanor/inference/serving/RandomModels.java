package io.athanor.inference.serving;

import io.athanor.inference.model.Calibrations;
import io.athanor.inference.model.Models;
import io.athanor.inference.model.Weights;
import io.athanor.inference.store.ModelManifest;
import io.athanor.inference.store.ModelStore;
import io.athanor.inference.store.StoredModel;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Small untrained models in a store. */
public final class RandomModels {
  private RandomModels() {}

  /** A released model of these weights. */
  public static StoredModel write(Path root, Weights weights) {
    ModelManifest manifest =
        new ModelManifest(
            ModelManifest.FORMAT,
            "random",
            "test",
            Optional.empty(),
            Models.SHAPE,
            List.of(),
            Calibrations.none(Models.SHAPE.properties()).byMode(),
            Map.of(),
            List.of("none"));
    return ModelStore.write(root, manifest, weights, true);
  }
}
