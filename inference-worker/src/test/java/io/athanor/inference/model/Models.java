package io.athanor.inference.model;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Random;

/** Untrained but complete models for tests. */
public final class Models {
  private Models() {}

  /** Random weights, with random element descriptors. */
  public static Weights weights(long seed) {
    NetworkShape shape = NetworkShape.small();
    Random random = new Random(seed);
    float[] features = new float[shape.elementRows() * shape.elementFeatures()];
    for (int index = 0; index < features.length; index++) {
      features[index] = random.nextInt(10) == 0 ? 1f : 0f;
    }
    return Parameters.initial(shape, features, seed).with(estimator().entries());
  }

  /** Unit scales: energies come out in the network's unit. */
  public static Estimator estimator() {
    int width = NetworkShape.small().width();
    float[] one = new float[width];
    Arrays.fill(one, 1f);
    float[] identity = new float[width * width];
    for (int channel = 0; channel < width; channel++) {
      identity[channel * width + channel] = 1f;
    }
    Map<InputMode, Domain.Region> regions = new EnumMap<>(InputMode.class);
    for (InputMode mode : InputMode.values()) {
      regions.put(mode, new Domain.Region(new float[width], identity, 8));
    }
    float[] reference = new float[NetworkShape.small().elementRows()];
    Arrays.fill(reference, -0.01f);
    return new Estimator(
        new EnergyScale(reference, 0, 1),
        new Domain(new float[width], one, regions),
        Calibrations.none());
  }

  /** An open model with random weights. */
  public static MaterialModel open(long seed) {
    return MaterialModel.open(NetworkShape.small(), weights(seed), Calibrations.none(), 1, 1);
  }
}
