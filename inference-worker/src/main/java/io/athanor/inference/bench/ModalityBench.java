package io.athanor.inference.bench;

import io.athanor.inference.modality.Fusion;
import io.athanor.inference.modality.LiteratureInput;
import io.athanor.inference.modality.LiteratureTables;
import io.athanor.inference.modality.PatternAugmentation;
import io.athanor.inference.modality.PatternInput;
import io.athanor.inference.model.Calibrations;
import io.athanor.inference.model.Estimator;
import io.athanor.inference.model.MaterialGraph;
import io.athanor.inference.model.MaterialPrediction;
import io.athanor.inference.model.Network;
import io.athanor.inference.model.NetworkSession;
import io.athanor.inference.model.NetworkShape;
import io.athanor.inference.model.Property;
import io.athanor.inference.model.PropertyEstimate;
import io.athanor.inference.model.Weights;
import io.athanor.inference.training.FusionRows;
import io.athanor.inference.training.FusionTrainer;
import io.athanor.inference.training.Recipe;
import io.athanor.inference.training.Sample;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Error from each subset of structure, measured pattern and literature in one latent space. */
final class ModalityBench {
  private static final int BATCH = 64;
  private static final int TEST_EVERY = 3;
  private static final String[] NAMES = {"structure", "pattern", "literature"};

  private ModalityBench() {}

  /** Fuses on training rows, scores all subsets on MP-20 test rows. */
  static void ablation(Context context) {
    NetworkShape shape = context.model().manifest().shape();
    Weights weights = context.model().weights();
    Estimator estimator =
        Estimator.of(
            shape.withMembers(1, shape.heads()), weights, Calibrations.none(shape.properties()));
    LiteratureInput.ElementTable table =
        LiteratureTables.elements(
            context.data().directory().resolve("embeddings/crabnet_mat2vec.csv"), "mat2vec");
    try (NetworkSession session = new NetworkSession(new Network(shape), 1, 1);
        Fusion fusion = new Fusion(shape, table.model(), 1)) {
      session.assign(weights);
      List<FusionTrainer.Row> training = new ArrayList<>();
      // Materials Project rows only: one label convention, as a pattern cannot say whose it is
      Set<String> held = new HashSet<>();
      context
          .data()
          .samples("mp20_subset", shape, 0, BenchData.TEST)
          .forEach(row -> held.add(row.id()));
      for (String file : List.of("mp20_subset", "mpts52_val_test")) {
        List<Sample> samples =
            context.data().samples(file, shape, 0, BenchData.TEST.negate()).stream()
                .filter(row -> !held.contains(row.id()))
                .toList();
        training.addAll(FusionRows.of(session, samples, context.data().structures(file), table));
      }
      fusion.assign(Fusion.initial(shape, table.model(), context.seed()), weights);
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
      new FusionTrainer(fusion, estimator.scales(), recipe).run(training, (done, loss) -> {});
      List<Sample> rows = context.data().samples("mp20_subset", shape, 0, BenchData.TEST);
      List<Sample> some = new ArrayList<>();
      for (int index = 0; index < rows.size(); index += TEST_EVERY) {
        some.add(rows.get(index));
      }
      List<FusionTrainer.Row> test =
          FusionRows.of(session, some, context.data().structures("mp20_subset"), table);
      for (int subset = 1; subset < 1 << NAMES.length; subset++) {
        report(context, fusion, estimator, test, subset);
      }
    }
  }

  private static void report(
      Context context,
      Fusion fusion,
      Estimator estimator,
      List<FusionTrainer.Row> test,
      int subset) {
    List<MaterialPrediction> predictions = new ArrayList<>();
    PatternAugmentation laboratory = PatternAugmentation.laboratory();
    for (int start = 0; start < test.size(); start += BATCH) {
      List<Fusion.Input> inputs = new ArrayList<>();
      List<MaterialGraph> graphs = new ArrayList<>();
      for (int at = start; at < Math.min(test.size(), start + BATCH); at++) {
        FusionTrainer.Row row = test.get(at);
        graphs.add(row.sample().crystal());
        inputs.add(
            new Fusion.Input(
                (subset & 1) == 0 ? null : row.crystal(),
                (subset & 2) == 0
                    ? null
                    : PatternInput.of(laboratory.measure(row.phase(), context.seed() + at)),
                (subset & 4) == 0 ? null : row.literature()));
      }
      predictions.addAll(estimator.read(graphs, fusion.forward(inputs)));
    }
    List<String> names = new ArrayList<>();
    for (int modality = 0; modality < NAMES.length; modality++) {
      if ((subset >> modality & 1) == 1) {
        names.add(NAMES[modality]);
      }
    }
    for (Property property : List.of(Property.FORMATION_ENERGY_PER_ATOM, Property.BAND_GAP)) {
      List<PropertyEstimate> estimates = new ArrayList<>();
      double[] labels = new double[test.size()];
      for (int row = 0; row < test.size(); row++) {
        estimates.add(predictions.get(row).estimates().get(property));
        labels[row] = test.get(row).sample().label(property);
      }
      Scored scored = new Scored(estimates, labels);
      context
          .figures()
          .accept(
              new Figure(
                  "modalities",
                  property.key() + " from " + String.join(" + ", names),
                  "mae",
                  property.unit(),
                  scored.rows(),
                  scored.mae(),
                  java.util.Map.of(),
                  names.size() > 1 ? "<= best single" : ""));
    }
  }
}
