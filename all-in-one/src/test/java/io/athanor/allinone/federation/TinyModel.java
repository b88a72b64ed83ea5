package io.athanor.allinone.federation;

import io.athanor.inference.model.Calibrations;
import io.athanor.inference.model.Domain;
import io.athanor.inference.model.Estimator;
import io.athanor.inference.model.InputMode;
import io.athanor.inference.model.NetworkShape;
import io.athanor.inference.model.Parameters;
import io.athanor.inference.model.Property;
import io.athanor.inference.model.Scale;
import io.athanor.inference.model.Scales;
import io.athanor.inference.model.Weights;
import io.athanor.inference.store.ModelManifest;
import io.athanor.inference.store.ModelStore;
import io.athanor.inference.store.StoredModel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** A small network with random weights in unit scales, the same bytes wherever it is stored. */
final class TinyModel {
  static final String NAME = "tiny";
  static final NetworkShape SHAPE =
      new NetworkShape(
          12,
          1,
          1,
          12,
          0.1,
          8,
          8.0,
          1,
          2,
          8,
          101,
          6,
          1,
          List.of(Property.FORMATION_ENERGY_PER_ATOM));

  private TinyModel() {}

  /** Stores it in a directory and releases it there. */
  static StoredModel store(Path root, long seed) {
    ModelManifest manifest =
        new ModelManifest(
            ModelManifest.FORMAT,
            NAME,
            "1",
            Optional.empty(),
            SHAPE,
            List.of(),
            Calibrations.none(SHAPE.properties()).byMode(),
            Map.of(),
            List.of("made up"));
    return ModelStore.write(root, manifest, weights(seed), true);
  }

  private static Weights weights(long seed) {
    Random random = new Random(seed);
    float[] features = new float[SHAPE.elementRows() * SHAPE.elementFeatures()];
    for (int index = 0; index < features.length; index++) {
      features[index] = (float) random.nextGaussian();
    }
    return Parameters.initial(SHAPE, features, seed).with(estimator().entries());
  }

  private static Estimator estimator() {
    int width = SHAPE.width();
    float[] one = new float[width];
    Arrays.fill(one, 1f);
    Map<Property, Scale> scales = new EnumMap<>(Property.class);
    for (Property property : SHAPE.properties()) {
      scales.put(property, new Scale(new float[SHAPE.elementRows()], 0, 1));
    }
    Map<InputMode, Domain.Region> regions = new EnumMap<>(InputMode.class);
    for (InputMode mode : InputMode.values()) {
      regions.put(mode, new Domain.Region(new float[width], new float[width * width], 1));
    }
    return new Estimator(
        SHAPE,
        new Scales(scales, new float[SHAPE.elementRows()]),
        new Domain(new float[width], one, regions),
        Calibrations.none(SHAPE.properties()));
  }
}
