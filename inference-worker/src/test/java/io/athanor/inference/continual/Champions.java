package io.athanor.inference.continual;

import io.athanor.inference.model.Calibrations;
import io.athanor.inference.model.Cells;
import io.athanor.inference.model.DeviceOptions;
import io.athanor.inference.model.Domain;
import io.athanor.inference.model.Estimator;
import io.athanor.inference.model.GraphBuilder;
import io.athanor.inference.model.InputMode;
import io.athanor.inference.model.MaterialGraph;
import io.athanor.inference.model.MaterialModel;
import io.athanor.inference.model.NetworkShape;
import io.athanor.inference.model.Parameters;
import io.athanor.inference.model.Property;
import io.athanor.inference.model.Scale;
import io.athanor.inference.model.Scales;
import io.athanor.inference.model.Weights;
import io.athanor.inference.store.ModelManifest;
import io.athanor.inference.store.ModelStore;
import io.athanor.inference.store.StoredModel;
import io.athanor.inference.training.Judgement;
import io.athanor.inference.training.Sample;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;

/** Small models and rows to refresh them with. */
final class Champions {
  static final DeviceOptions DEVICE = DeviceOptions.threads(1, 1);

  /** Tiny, with a property of each kind. */
  static final NetworkShape SHAPE =
      new NetworkShape(
          16,
          2,
          1,
          12,
          0.1,
          16,
          8.0,
          1,
          2,
          12,
          101,
          8,
          1,
          List.of(Property.FORMATION_ENERGY_PER_ATOM, Property.BAND_GAP));

  private Champions() {}

  /** A stored model with random weights, version 2. */
  static StoredModel random(Path root, long seed) {
    ModelManifest manifest =
        new ModelManifest(
            ModelManifest.FORMAT,
            "champion",
            "2",
            Optional.empty(),
            SHAPE,
            List.of(),
            Calibrations.none(SHAPE.properties()).byMode(),
            Map.of("crystal/band_gap/mae", 0.2),
            List.of("made up"));
    return ModelStore.write(root, manifest, weights(seed), true);
  }

  /** Random weights in unit scales. */
  static Weights weights(long seed) {
    Random random = new Random(seed);
    float[] features = new float[SHAPE.elementRows() * SHAPE.elementFeatures()];
    for (int index = 0; index < features.length; index++) {
      features[index] = (float) random.nextGaussian();
    }
    return Parameters.initial(SHAPE, features, seed).with(estimator().entries());
  }

  /** Unit scales, and a region that holds everything. */
  static Estimator estimator() {
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

  /** Rock salts whose energy follows their edge and their elements. */
  static List<Sample> salts(String name, int[] cations, int anion, int count) {
    List<Sample> rows = new ArrayList<>();
    for (int row = 0; row < count; row++) {
      int cation = cations[row % cations.length];
      double edge = 4 + 0.02 * (row % 50);
      double energy = -1.5 + 0.8 * (edge - 4) + 0.02 * cation - 0.01 * anion;
      rows.add(
          row(
              name + "-" + row,
              Cells.primitiveRockSalt(cation, anion, edge),
              Map.of(Property.FORMATION_ENERGY_PER_ATOM, energy)));
    }
    return rows;
  }

  /** The same rows without their labels. */
  static List<Sample> bare(List<Sample> rows) {
    return rows.stream()
        .map(row -> new Sample(row.id(), row.source(), row.crystal(), row.composition(), Map.of()))
        .toList();
  }

  /** A labelled row. */
  static Sample row(String id, Cells cells, Map<Property, Double> labels) {
    TreeMap<Integer, Double> amounts = new TreeMap<>();
    for (int element : cells.elements()) {
      amounts.merge(element, 1.0, Double::sum);
    }
    MaterialGraph composition = new GraphBuilder(SHAPE).composition(amounts);
    MaterialGraph crystal =
        new GraphBuilder(SHAPE).crystal(cells.lattice(), cells.elements(), cells.fractional());
    return new Sample(id, 0, crystal, composition, labels);
  }

  /** Mean absolute error on rows. */
  static double error(StoredModel stored, List<Sample> rows, Property property) {
    double[] said = said(stored, rows, property);
    double sum = 0;
    for (int row = 0; row < said.length; row++) {
      sum += Math.abs(said[row] - rows.get(row).label(property)) / said.length;
    }
    return sum;
  }

  /** What a model says of rows. */
  static double[] said(StoredModel stored, List<Sample> rows, Property property) {
    try (MaterialModel model = stored.open(DEVICE)) {
      return Judgement.predict(model, rows, InputMode.CRYSTAL).stream()
          .mapToDouble(each -> each.estimates().get(property).mean())
          .toArray();
    }
  }

  /** How far two models are apart on rows, root mean square. */
  static double apart(double[] first, double[] second) {
    double[] squares = new double[first.length];
    Arrays.setAll(squares, row -> (first[row] - second[row]) * (first[row] - second[row]));
    return Math.sqrt(Arrays.stream(squares).average().orElseThrow());
  }
}
