package io.athanor.inference.bench;

import io.athanor.inference.model.NetworkSession;
import io.athanor.inference.model.NetworkShape;
import io.athanor.inference.model.Property;
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

  /** What was left of the error, in the property's unit. */
  private record Errors(double trunk, double scratch, double untrained) {}

  /**
   * A hundred labels, five draws: the process on the trained trunk against the network trained from
   * fresh weights; and against the same process on an untrained trunk, where what is known of
   * elements and bonds without any training still helps.
   */
  static void lowData(Context context) {
    lowData(context, "mp_dielectric", Property.REFRACTIVE_INDEX);
    lowData(context, "perov_5", Property.PEROVSKITE_HEAT);
    lowData(context, "matbench_phonons", Property.LAST_PHDOS_PEAK);
    lowData(context, "aflow_elastic_thermal", Property.BULK_MODULUS);
  }

  private static void lowData(Context context, String file, Property property) {
    NetworkShape shape = context.shape(property);
    List<Sample> rows =
        context.data().samples(file, shape, 0, row -> true).stream()
            .filter(sample -> !Double.isNaN(sample.label(property)))
            .toList();
    List<Errors> draws = new ArrayList<>();
    for (int draw = 0; draw < SEEDS; draw++) {
      long seed = context.seed() + draw;
      List<Sample> order = new ArrayList<>(rows);
      Collections.shuffle(order, new Random(seed));
      draws.add(errors(context, shape, property, order, seed));
    }
    double trunk = draws.stream().mapToDouble(Errors::trunk).average().orElseThrow();
    double scratch = draws.stream().mapToDouble(Errors::scratch).average().orElseThrow();
    double untrained = draws.stream().mapToDouble(Errors::untrained).average().orElseThrow();
    report(
        context,
        property.key() + ", 100 labels, 5 draws, to scratch",
        draws.stream().mapToDouble(each -> each.trunk() / each.scratch()).toArray(),
        Map.of("pre-trained", trunk, "from scratch", scratch),
        "<= 0.80");
    report(
        context,
        property.key() + ", 100 labels, 5 draws, to untrained trunk",
        draws.stream().mapToDouble(each -> each.trunk() / each.untrained()).toArray(),
        Map.of("pre-trained", trunk, "untrained", untrained),
        "");
  }

  private static void report(
      Context context, String what, double[] ratios, Map<String, Double> foils, String demand) {
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
                what,
                "mae-ratio",
                "1",
                TEST,
                new Interval(mean, mean - half, mean + half),
                foils,
                demand));
  }

  private static Errors errors(
      Context context, NetworkShape shape, Property property, List<Sample> order, long seed) {
    List<Sample> training = order.subList(0, LABELS);
    List<Sample> calibration = order.subList(LABELS, LABELS + CALIBRATION);
    List<Sample> test =
        order.subList(LABELS + CALIBRATION, Math.min(order.size(), LABELS + CALIBRATION + TEST));
    double trunk;
    try (NetworkSession session = FewLabelsBench.session(context, context.model().weights())) {
      trunk = FewLabelsBench.scored(session, property, training, test).mae().value();
    }
    NetworkShape whole = context.model().manifest().shape();
    double untrained;
    try (NetworkSession session =
        FewLabelsBench.session(
            context, Fit.scratch(whole, context.data().elementFeatures(whole), seed))) {
      untrained = FewLabelsBench.scored(session, property, training, test).mae().value();
    }
    try (Fit fit =
        Fit.of(
            shape,
            Fit.scratch(shape, context.data().elementFeatures(shape), seed),
            training,
            calibration,
            context.recipe(LABELS, EPOCHS, 2e-3, seed))) {
      return new Errors(trunk, fit.score(test, property).mae().value(), untrained);
    }
  }
}
