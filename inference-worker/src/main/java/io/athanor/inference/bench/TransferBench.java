package io.athanor.inference.bench;

import io.athanor.inference.model.NetworkShape;
import io.athanor.inference.model.Property;
import io.athanor.inference.training.Recipe;
import io.athanor.inference.training.Sample;
import io.athanor.inference.training.report.Interval;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** What pre-training is worth where labels are few. */
final class TransferBench {
  private static final int LABELS = 100;
  private static final int CALIBRATION = 100;
  private static final int TEST = 500;
  private static final int SEEDS = 5;
  private static final int EPOCHS = 150;

  private TransferBench() {}

  /** A hundred labels, five draws: the trained trunk against fresh weights, same recipe. */
  static void lowData(Context context) {
    lowData(context, "matbench_phonons", Property.LAST_PHDOS_PEAK);
    lowData(context, "mp_dielectric", Property.REFRACTIVE_INDEX);
    lowData(context, "aflow_elastic_thermal", Property.BULK_MODULUS);
    lowData(context, "perov_5", Property.PEROVSKITE_HEAT);
  }

  private static void lowData(Context context, String file, Property property) {
    NetworkShape shape = context.shape(property);
    List<Sample> rows =
        context.data().samples(file, shape, 0, row -> true).stream()
            .filter(sample -> !Double.isNaN(sample.label(property)))
            .toList();
    double[] ratios = new double[SEEDS];
    double transferred = 0;
    double scratch = 0;
    for (int draw = 0; draw < SEEDS; draw++) {
      long seed = context.seed() + draw;
      List<Sample> order = new ArrayList<>(rows);
      Collections.shuffle(order, new Random(seed));
      double with = error(context, shape, property, order, seed, true);
      double without = error(context, shape, property, order, seed, false);
      ratios[draw] = with / without;
      transferred += with / SEEDS;
      scratch += without / SEEDS;
    }
    double mean = 0;
    for (double ratio : ratios) {
      mean += ratio / SEEDS;
    }
    double square = 0;
    for (double ratio : ratios) {
      square += (ratio - mean) * (ratio - mean) / (SEEDS - 1);
    }
    // Student's t for four degrees of freedom
    double half = 2.776 * Math.sqrt(square / SEEDS);
    context
        .figures()
        .accept(
            new Figure(
                "low-data",
                property.key() + ", 100 labels, 5 draws, to scratch",
                "mae-ratio",
                "1",
                TEST,
                new Interval(mean, mean - half, mean + half),
                Map.of("pre-trained", transferred, "from scratch", scratch),
                "<= 0.80"));
  }

  private static double error(
      Context context,
      NetworkShape shape,
      Property property,
      List<Sample> order,
      long seed,
      boolean trunk) {
    List<Sample> training = order.subList(0, LABELS);
    List<Sample> calibration = order.subList(LABELS, LABELS + CALIBRATION);
    List<Sample> test =
        order.subList(LABELS + CALIBRATION, Math.min(order.size(), LABELS + CALIBRATION + TEST));
    float[] features = context.data().elementFeatures(shape);
    Recipe recipe = context.recipe(LABELS, EPOCHS, 2e-3, seed);
    try (Fit fit =
        Fit.of(
            shape,
            trunk
                ? Fit.from(context.model().weights(), shape, features, seed, false)
                : Fit.scratch(shape, features, seed),
            training,
            calibration,
            recipe)) {
      return fit.score(test, property).mae().value();
    }
  }
}
