package io.athanor.inference.bench;

import io.athanor.inference.modality.FusedModel;
import io.athanor.inference.modality.Fusion;
import io.athanor.inference.modality.LiteratureInput;
import io.athanor.inference.modality.LiteratureTables;
import io.athanor.inference.modality.Pools;
import io.athanor.inference.model.Estimator;
import io.athanor.inference.model.MaterialModel;
import io.athanor.inference.model.Network;
import io.athanor.inference.model.NetworkSession;
import io.athanor.inference.model.NetworkShape;
import io.athanor.inference.model.Property;
import io.athanor.inference.model.Weights;
import io.athanor.inference.training.FusionRows;
import io.athanor.inference.training.FusionTrainer;
import io.athanor.inference.training.PoolRows;
import io.athanor.inference.training.Recipe;
import io.athanor.inference.training.Sample;
import io.athanor.inference.training.report.FusedFigures;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Error from each subset of structure, measured pattern and literature, as it is served; the
 * formula is always known. A model that was stored with a fusion is judged as it is stored; to
 * another, one is taught first, and its pools are fitted on rows that neither saw.
 */
final class ModalityBench {
  private static final int TEST_EVERY = 3;
  private static final int CALIBRATION_EVERY = 10;
  private static final int CALIBRATION = 800;
  private static final String VECTORS = "embeddings/crabnet_mat2vec.csv";

  private ModalityBench() {}

  /** Weights with a fusion, and how its experts are mixed. */
  private record Fused(Weights weights, Pools pools) {}

  /** Scores all subsets on MP-20 test rows. */
  static void ablation(Context context) {
    NetworkShape shape = context.model().manifest().shape();
    LiteratureInput.ElementTable table =
        LiteratureTables.elements(context.data().directory().resolve(VECTORS), "mat2vec");
    boolean stored = context.model().manifest().literature().isPresent();
    try (MaterialModel model = context.model().open(1, 1)) {
      Fused known =
          stored
              ? new Fused(context.model().weights(), context.model().manifest().pools())
              : taught(context, model, table);
      List<Sample> test = every(context.data().samples("mp20_subset", shape, 0, BenchData.TEST));
      try (FusedModel fused =
          FusedModel.of(model, known.weights(), table.model(), known.pools(), 1)) {
        List<FusedFigures> figures =
            PoolRows.figures(
                fused,
                known.pools(),
                shape.properties(),
                FusionRows.measured(
                    test, context.data().structures("mp20_subset"), table, context.seed()),
                context.seed());
        figures.forEach(each -> report(context, each));
      }
    }
  }

  /** A fusion of Materials Project rows only: a pattern cannot say whose convention it is of. */
  private static Fused taught(
      Context context, MaterialModel model, LiteratureInput.ElementTable table) {
    NetworkShape shape = model.shape();
    Weights weights = context.model().weights();
    Estimator estimator = model.estimator().ofFirstTrunk();
    Set<String> held = new HashSet<>();
    context
        .data()
        .samples("mp20_subset", shape, 0, BenchData.TEST)
        .forEach(row -> held.add(row.id()));
    // the rows that the stored model was calibrated on: it did not train on them
    List<Sample> calibration = new ArrayList<>();
    List<Sample> rest = context.data().samples("mp20_subset", shape, 0, BenchData.TEST.negate());
    for (int at = 0; at < rest.size() && calibration.size() < CALIBRATION; at++) {
      if (at % CALIBRATION_EVERY == 0 && held.add(rest.get(at).id())) {
        calibration.add(rest.get(at));
      }
    }
    Weights fusion;
    try (NetworkSession session = new NetworkSession(new Network(shape), 1, 1);
        Fusion learner = new Fusion(shape, table.model(), 1)) {
      session.assign(weights);
      List<FusionTrainer.Row> training = new ArrayList<>();
      for (String file : List.of("mp20_subset", "mpts52_val_test")) {
        List<Sample> samples =
            context.data().samples(file, shape, 0, BenchData.TEST.negate()).stream()
                .filter(row -> !held.contains(row.id()))
                .toList();
        training.addAll(FusionRows.of(session, samples, context.data().structures(file), table));
      }
      learner.assign(Fusion.initial(shape, table.model(), context.seed()), weights);
      Recipe recipe =
          new Recipe(
              Math.max(1, (int) Math.round(12 * context.effort())),
              1,
              2e-3,
              0.05,
              0,
              0.3,
              0,
              context.seed());
      new FusionTrainer(learner, estimator.scales(), recipe).run(training, (done, loss) -> {});
      fusion = learner.weights();
    }
    Weights all = weights.with(fusion.entries());
    try (FusedModel fused = FusedModel.of(model, all, table.model(), Pools.NONE, 1)) {
      return new Fused(
          all,
          PoolRows.fit(
              fused,
              shape.properties(),
              FusionRows.measured(
                  calibration, context.data().structures("mp20_subset"), table, context.seed())));
    }
  }

  private static List<Sample> every(List<Sample> rows) {
    List<Sample> some = new ArrayList<>();
    for (int index = 0; index < rows.size(); index += TEST_EVERY) {
      some.add(rows.get(index));
    }
    return some;
  }

  private static void report(Context context, FusedFigures figures) {
    Property property = figures.property();
    String what = property.key() + " from " + figures.given().key();
    Map<String, Double> foils = new LinkedHashMap<>();
    figures
        .single()
        .forEach(
            (expert, mae) -> foils.put(expert.name().toLowerCase(Locale.ROOT) + " alone", mae));
    context
        .figures()
        .accept(
            new Figure(
                "modalities",
                what,
                "mae",
                property.unit(),
                figures.count(),
                figures.mae(),
                foils,
                "<= best single"));
    Map<String, Double> weights = new LinkedHashMap<>();
    figures
        .pool()
        .shares()
        .forEach(
            (expert, share) ->
                weights.put("weight of " + expert.name().toLowerCase(Locale.ROOT), share.weight()));
    context
        .figures()
        .accept(
            new Figure(
                "modalities",
                what,
                "mae-difference",
                property.unit(),
                figures.count(),
                figures.difference(),
                weights,
                "<= 0"));
    context
        .figures()
        .accept(
            new Figure(
                "modalities",
                what,
                "coverage90",
                "1",
                figures.count(),
                figures.coverage(),
                Map.of(),
                ""));
  }
}
