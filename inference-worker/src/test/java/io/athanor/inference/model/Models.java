package io.athanor.inference.model;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Untrained but complete models for tests. */
public final class Models {
  /** A small network with a property of each kind. */
  public static final NetworkShape SHAPE =
      NetworkShape.small(3, List.of(Property.FORMATION_ENERGY_PER_ATOM, Property.BAND_GAP));

  private Models() {}

  /** Random weights, with random element descriptors. */
  public static Weights weights(long seed) {
    NetworkShape shape = SHAPE;
    Random random = new Random(seed);
    float[] features = new float[shape.elementRows() * shape.elementFeatures()];
    for (int index = 0; index < features.length; index++) {
      features[index] = random.nextInt(10) == 0 ? 1f : 0f;
    }
    return Parameters.initial(shape, features, seed).with(estimator().entries());
  }

  /** Unit scales: energies come out in the network's unit. */
  public static Estimator estimator() {
    int width = SHAPE.width();
    float[] one = new float[width];
    Arrays.fill(one, 1f);
    float[] identity = new float[width * width];
    for (int channel = 0; channel < width; channel++) {
      identity[channel * width + channel] = 1f;
    }
    Map<Property, Scale> scales = new EnumMap<>(Property.class);
    for (Property property : SHAPE.properties()) {
      scales.put(property, new Scale(new float[SHAPE.elementRows()], 0, 1));
    }
    Map<InputMode, Domain.Region> regions = new EnumMap<>(InputMode.class);
    for (InputMode mode : InputMode.values()) {
      regions.put(mode, new Domain.Region(new float[width], identity, 8));
    }
    float[] known = new float[SHAPE.elementRows()];
    Arrays.fill(known, 1f);
    return new Estimator(
        SHAPE,
        new Scales(scales, known),
        new Domain(new float[width], one, regions),
        Calibrations.none(SHAPE.properties()));
  }

  /** An open model with random weights. */
  public static MaterialModel open(long seed) {
    return MaterialModel.open(SHAPE, weights(seed), Calibrations.none(SHAPE.properties()), 1, 1);
  }
}
