package io.athanor.inference.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.athanor.inference.model.NetworkShape;
import io.athanor.inference.model.Property;
import io.athanor.inference.model.Weights;
import io.athanor.inference.training.Recipe;
import io.athanor.inference.training.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Fine-tuning of the trained trunk on small sets, scored on their published splits. */
final class FineTuneBench {
  private static final int FOLDS = 5;

  private FineTuneBench() {}

  /** Last phonon peak by fine-tuning the network: Matbench, five official folds. */
  static void phonons(Context context) {
    folds(
        context,
        "phonons-network",
        "matbench_phonons",
        Property.LAST_PHDOS_PEAK,
        "fold",
        context.recipe(1_000, 80, 2e-3, context.seed()),
        Map.of("MEGNet (published)", 28.76, "CGCNN (published)", 57.76),
        "<= 28.8");
  }

  /** Heat of perovskites: Matbench's folds on the rows whose structure is at hand. */
  static void perovskites(Context context) {
    folds(
        context,
        "perovskites",
        "perov_5",
        Property.PEROVSKITE_HEAT,
        "mb_fold",
        context.recipe(10_000, 60, 3e-3, context.seed()),
        Map.of("coGN (published, all rows)", 0.0269, "CGCNN (published, same rows)", 0.0440),
        "<= 0.035");
  }

  /** Moduli and Debye temperature: AFLOW in CrabNet's split. */
  static void elastic(Context context) {
    elastic(context, Property.BULK_MODULUS, 8.69, "<= 8.69");
    elastic(context, Property.SHEAR_MODULUS, 9.08, "<= 9.08");
    elastic(context, Property.DEBYE_TEMPERATURE, 33.46, "<= 33.5");
  }

  private static void elastic(Context context, Property property, double crabNet, String demand) {
    NetworkShape shape = context.shape(property);
    List<Sample> training = new ArrayList<>();
    List<Sample> calibration = new ArrayList<>();
    List<Sample> test = new ArrayList<>();
    context
        .data()
        .rows(
            "aflow_elastic_thermal",
            shape,
            row -> {
              Sample sample = BenchData.sample(row, shape, 0);
              switch (row.fields().path("split_by_prop").path(property.key()).asText()) {
                case "train" -> training.add(sample);
                case "val" -> calibration.add(sample);
                case "test" -> test.add(sample);
                default -> {
                  // no published place for this property
                }
              }
            });
    Recipe recipe = context.recipe(training.size(), 60, 2e-3, context.seed());
    try (Fit fit = Fit.of(shape, trunk(context, shape), training, calibration, recipe)) {
      report(
          context,
          "elastic",
          property.key() + ", AFLOW test",
          fit.score(test, property),
          property,
          Map.of("CrabNet (published)", crabNet),
          demand);
    }
  }

  private static void folds(
      Context context,
      String bench,
      String file,
      Property property,
      String field,
      Recipe recipe,
      Map<String, Double> foils,
      String demand) {
    NetworkShape shape = context.shape(property);
    List<Scored> parts = new ArrayList<>();
    for (int fold = 0; fold < FOLDS; fold++) {
      int held = fold;
      Predicate<JsonNode> known = row -> row.path(field).isInt();
      List<Sample> test =
          context.data().samples(file, shape, 0, known.and(row -> row.get(field).asInt() == held));
      List<Sample> rest =
          context.data().samples(file, shape, 0, known.and(row -> row.get(field).asInt() != held));
      List<List<Sample>> split = Fit.split(rest, 15);
      try (Fit fit = Fit.of(shape, trunk(context, shape), split.get(0), split.get(1), recipe)) {
        Scored scored = fit.score(test, property);
        parts.add(scored);
        report(context, bench, "fold " + fold, scored, property, Map.of(), "");
      }
    }
    Scored all = Scored.joined(parts);
    report(context, bench, file + ", five folds", all, property, foils, demand);
  }

  /** The judged model's trunks under fresh heads. */
  static Weights trunk(Context context, NetworkShape shape) {
    return Fit.from(
        context.model().weights(),
        shape,
        context.data().elementFeatures(shape),
        context.seed(),
        false);
  }

  static void report(
      Context context,
      String bench,
      String what,
      Scored scored,
      Property property,
      Map<String, Double> foils,
      String demand) {
    Map<String, Double> all = new java.util.LinkedHashMap<>(foils);
    all.put("constant", scored.constant());
    context
        .figures()
        .accept(
            new Figure(
                bench, what, "mae", property.unit(), scored.rows(), scored.mae(), all, demand));
    context
        .figures()
        .accept(
            new Figure(
                bench,
                what,
                "coverage90",
                "1",
                scored.rows(),
                scored.coverage(),
                Map.of("miscalibration area", scored.area()),
                ""));
  }
}
