package io.athanor.inference.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.athanor.inference.modality.StructureRows;
import io.athanor.inference.model.CutoffRule;
import io.athanor.inference.model.GraphBuilder;
import io.athanor.inference.model.InputMode;
import io.athanor.inference.model.NetworkShape;
import io.athanor.inference.model.Property;
import io.athanor.inference.training.Recipe;
import io.athanor.inference.training.Sample;
import io.athanor.inference.training.report.Interval;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;

/** Models trained afresh to learn how error, calibration and domain behave as data change. */
final class ScratchBench {
  private static final Property ENERGY = Property.FORMATION_ENERGY_PER_ATOM;
  private static final int[] SIZES = {500, 1_000, 2_000, 4_000, 7_000};

  private ScratchBench() {}

  /** Trained on compounds reported until 2004, tested on later ones (MPTS-52). */
  static void timeShift(Context context) {
    NetworkShape shape = small(ENERGY);
    List<Sample> before =
        context
            .data()
            .samples(
                "mpts52_val_test",
                shape,
                0,
                row ->
                    row.path("year").asInt() <= 2004 && row.path("split").asText().equals("val"));
    List<List<Sample>> split = Fit.split(before, 12);
    try (Fit fit = fit(context, shape, split.get(0), split.get(1), 40)) {
      for (int[] years : new int[][] {{2004, 2006}, {2007, 2009}, {2010, 2012}}) {
        List<Sample> later =
            context
                .data()
                .samples(
                    "mpts52_val_test",
                    shape,
                    0,
                    row ->
                        row.path("split").asText().equals("test")
                            && row.path("year").asInt() >= years[0]
                            && row.path("year").asInt() <= years[1]);
        FineTuneBench.report(
            context,
            "time-shift",
            "energy, until 2004 -> " + years[0] + "-" + years[1],
            fit.score(later, ENERGY),
            ENERGY,
            Map.of("held out, same years", fit.score(split.get(1), ENERGY).mae().value()),
            "report");
      }
    }
  }

  /**
   * Kinds of chemistry kept from training: the score must tell them from held-out familiar rows.
   */
  static void chemistries(Context context) {
    NetworkShape shape = small(ENERGY);
    List<Sample> rows = context.data().samples("mp20_subset", shape, 0, BenchData.TEST.negate());
    List<Sample> test = context.data().samples("mp20_subset", shape, 0, BenchData.TEST);
    Map<String, Set<Integer>> kinds = new LinkedHashMap<>();
    kinds.put("halides", Set.of(9, 17, 35, 53));
    kinds.put("pnictides", Set.of(7, 15, 33, 51));
    kinds.put("chalcogenides", Set.of(16, 34, 52));
    kinds.forEach(
        (name, elements) -> {
          List<List<Sample>> split =
              Fit.split(rows.stream().filter(row -> !has(row, elements)).toList(), 12);
          try (Fit fit = fit(context, shape, split.get(0), split.get(1), 15)) {
            List<Sample> within = test.stream().filter(row -> !has(row, elements)).toList();
            List<Sample> beyond = test.stream().filter(row -> has(row, elements)).toList();
            double latent = Ranks.auroc(fit.distances(within), fit.distances(beyond));
            double score = Ranks.auroc(fit.outOfDomain(within), fit.outOfDomain(beyond));
            double served = Ranks.auroc(asServed(fit, within), asServed(fit, beyond));
            context
                .figures()
                .accept(
                    new Figure(
                        "domain",
                        name + " kept from training, as served",
                        "auroc",
                        "1",
                        test.size(),
                        new Interval(served, served, served),
                        Map.of(
                            "score alone, nothing refused",
                            score,
                            "distance in latent space alone",
                            latent),
                        ">= 0.9"));
          }
        });
  }

  /** Ways to cut the neighbourhood: one network, one recipe, the same rows. */
  static void cutoffs(Context context) {
    NetworkShape shape = small(ENERGY);
    for (CutoffRule rule : CutoffRule.values()) {
      List<Sample> rows = rebuilt(context, shape, rule, BenchData.TEST.negate());
      List<Sample> test = rebuilt(context, shape, rule, BenchData.TEST);
      List<List<Sample>> split = Fit.split(rows, 15);
      try (Fit fit = fit(context, shape, split.get(0), split.get(1), 25)) {
        FineTuneBench.report(
            context,
            "cutoffs",
            "energy, MP-20 rows alone, " + rule.name().toLowerCase(Locale.ROOT),
            fit.score(test, ENERGY),
            ENERGY,
            Map.of(),
            rule == CutoffRule.SMOOTH ? "best of the continuous" : "");
      }
    }
  }

  private static List<Sample> rebuilt(
      Context context, NetworkShape shape, CutoffRule rule, Predicate<JsonNode> where) {
    Map<String, Sample> known = new LinkedHashMap<>();
    context
        .data()
        .samples("mp20_subset", shape, 0, where)
        .forEach(sample -> known.put(sample.id(), sample));
    GraphBuilder builder = new GraphBuilder(shape, rule);
    StructureRows.read(
        context.data().structures("mp20_subset"),
        row ->
            known.computeIfPresent(
                row.id(),
                (id, sample) ->
                    new Sample(
                        id,
                        sample.source(),
                        builder.crystal(row.crystal()),
                        sample.graph(InputMode.COMPOSITION),
                        sample.labels())));
    return List.copyOf(known.values());
  }

  /** Distances; a material with an element that training never saw is refused, beyond any. */
  private static double[] asServed(Fit fit, List<Sample> rows) {
    double[] scores = fit.outOfDomain(rows);
    for (int row = 0; row < scores.length; row++) {
      for (int element : rows.get(row).graph(InputMode.COMPOSITION).elements()) {
        if (!fit.model().knows(element)) {
          scores[row] = Double.POSITIVE_INFINITY;
        }
      }
    }
    return scores;
  }

  /** Error against the number of labels, and the power law through it. */
  static void learningCurve(Context context) {
    NetworkShape shape = small(ENERGY);
    List<Sample> rows =
        new ArrayList<>(context.data().samples("mp20_subset", shape, 0, BenchData.TEST.negate()));
    Collections.shuffle(rows, new Random(context.seed()));
    List<Sample> test = context.data().samples("mp20_subset", shape, 0, BenchData.TEST);
    List<Sample> calibration = rows.subList(0, 500);
    double[] x = new double[SIZES.length];
    double[] y = new double[SIZES.length];
    for (int index = 0; index < SIZES.length; index++) {
      List<Sample> training = rows.subList(500, 500 + SIZES[index]);
      // the same number of steps but for the smallest: all come close to their end
      int epochs = Math.min(120, Math.max(30, 200_000 / SIZES[index]));
      try (Fit fit = fit(context, shape, training, calibration, epochs)) {
        Scored scored = fit.score(test, ENERGY);
        FineTuneBench.report(
            context,
            "learning",
            "energy, " + SIZES[index] + " MP-20 rows",
            scored,
            ENERGY,
            Map.of(),
            "");
        x[index] = Math.log(SIZES[index]);
        y[index] = Math.log(scored.mae().value());
      }
    }
    double[] line = Ranks.line(x, y);
    // Student's t for three degrees of freedom
    double half = 3.182 * line[2];
    context
        .figures()
        .accept(
            new Figure(
                "learning",
                "MAE ~ N^slope",
                "slope",
                "1",
                SIZES.length,
                new Interval(line[0], line[0] - half, line[0] + half),
                Map.of(),
                "report"));
  }

  private static Fit fit(
      Context context,
      NetworkShape shape,
      List<Sample> training,
      List<Sample> calibration,
      int epochs) {
    Recipe recipe = context.recipe(training.size(), epochs, 3e-3, context.seed());
    float[] features = context.data().elementFeatures(shape);
    return Fit.of(
        shape, Fit.scratch(shape, features, context.seed()), training, calibration, recipe);
  }

  private static NetworkShape small(Property property) {
    return NetworkShape.small(1, List.of(property)).withMembers(1, 4);
  }

  private static boolean has(Sample sample, Set<Integer> elements) {
    for (int element : sample.graph(InputMode.COMPOSITION).elements()) {
      if (elements.contains(element)) {
        return true;
      }
    }
    return false;
  }
}
