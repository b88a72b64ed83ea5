package io.athanor.inference.training;

import io.athanor.inference.model.InputMode;
import io.athanor.inference.model.MaterialModel;
import io.athanor.inference.model.MaterialPrediction;
import io.athanor.inference.model.Property;
import io.athanor.inference.training.report.TestFigures;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Figures on held-out rows, with bootstrap intervals. */
final class HeldOut {
  private HeldOut() {}

  /** Compositions that occur in training. */
  static Set<String> compositions(List<Sample> training) {
    Set<String> seen = new HashSet<>();
    training.forEach(sample -> seen.add(composition(sample)));
    return seen;
  }

  /**
   * Figures on all rows, and on those whose composition is not among the seen ones, so that no
   * polymorph gives the answer away.
   */
  static List<TestFigures> figures(
      MaterialModel model, List<Sample> test, Set<String> seen, long seed) {
    List<TestFigures> figures = new ArrayList<>(figures(model, "all", test, seed));
    List<Sample> unseen =
        test.stream().filter(sample -> !seen.contains(composition(sample))).toList();
    if (unseen.size() < test.size()) {
      figures.addAll(figures(model, "new-composition", unseen, seed));
    }
    return figures;
  }

  private static List<TestFigures> figures(
      MaterialModel model, String subset, List<Sample> samples, long seed) {
    List<TestFigures> figures = new ArrayList<>();
    for (InputMode mode : InputMode.values()) {
      List<MaterialPrediction> predictions = Judgement.predict(model, samples, mode);
      for (Property property : model.shape().properties()) {
        Judgement.Rows rows = Judgement.Rows.of(predictions, samples, property, mode);
        if (rows.labels().length > 0) {
          figures.add(figures(subset, mode, property, rows, seed));
        }
      }
    }
    return figures;
  }

  private static TestFigures figures(
      String subset, InputMode mode, Property property, Judgement.Rows rows, long seed) {
    double[] labels = rows.labels();
    Metrics metrics = Metrics.of(rows.estimates(), labels);
    double[] errors = new double[labels.length];
    double[] inside = new double[labels.length];
    for (int row = 0; row < labels.length; row++) {
      var estimate = rows.estimates().get(row);
      errors[row] = Math.abs(labels[row] - estimate.mean());
      inside[row] = labels[row] >= estimate.lower() && labels[row] <= estimate.upper() ? 1 : 0;
    }
    return new TestFigures(
        subset,
        mode,
        property,
        labels.length,
        Bootstrap.mean(errors, seed),
        metrics.mad(),
        metrics.rmse(),
        metrics.nll(),
        Bootstrap.mean(inside, seed),
        metrics.width(),
        Miscalibration.area(rows.estimates(), labels));
  }

  private static String composition(Sample sample) {
    StringBuilder key = new StringBuilder();
    for (int node = 0; node < sample.composition().size(); node++) {
      key.append(sample.composition().elements()[node])
          .append(':')
          .append(Math.round(1e5 * sample.composition().nodeWeights()[node]))
          .append(' ');
    }
    return key.toString();
  }
}
