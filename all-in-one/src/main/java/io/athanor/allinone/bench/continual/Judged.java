package io.athanor.allinone.bench.continual;

import io.athanor.inference.continual.HeadStatistics;
import io.athanor.inference.model.DeviceOptions;
import io.athanor.inference.model.InputMode;
import io.athanor.inference.model.MaterialModel;
import io.athanor.inference.model.MaterialPrediction;
import io.athanor.inference.model.Property;
import io.athanor.inference.store.StoredModel;
import io.athanor.inference.training.Judgement;
import io.athanor.inference.training.Sample;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** One version of the model, open, and how far off it is. */
final class Judged implements AutoCloseable {
  // so wide that the rows decide
  private static final double RELATIVE_VARIANCE = 1e4;

  private final MaterialModel model;

  Judged(StoredModel stored, DeviceOptions device) {
    this.model = stored.open(device);
  }

  /** What it says of rows, in order. */
  List<MaterialPrediction> say(List<Sample> rows) {
    return Judgement.predict(model, rows, InputMode.CRYSTAL);
  }

  /** Absolute errors of the network's own heads; NaN where it does not know the property. */
  static double[] errors(List<MaterialPrediction> said, List<Sample> rows, Property property) {
    double[] errors = new double[rows.size()];
    for (int row = 0; row < errors.length; row++) {
      double label = rows.get(row).label(property);
      errors[row] =
          Optional.ofNullable(said.get(row).estimates().get(property))
              .map(estimate -> Math.abs(estimate.mean() - label))
              .orElse(Double.NaN);
    }
    return errors;
  }

  /** The exact head of all these rows: its sums made anew under this version's trunk. */
  static double[] head(List<MaterialPrediction> said, List<Sample> rows, Property property) {
    double[] targets = rows.stream().mapToDouble(row -> row.label(property)).toArray();
    double[] alike = new double[targets.length];
    Arrays.fill(alike, 1);
    return HeadStatistics.of(features(said), targets, alike).mean(RELATIVE_VARIANCE);
  }

  /** Absolute errors of a linear head on this version's features. */
  static double[] errors(
      double[] head, List<MaterialPrediction> said, List<Sample> rows, Property property) {
    List<double[]> features = features(said);
    double[] errors = new double[rows.size()];
    for (int row = 0; row < errors.length; row++) {
      double value = 0;
      for (int i = 0; i < head.length; i++) {
        value += head[i] * features.get(row)[i];
      }
      errors[row] = Math.abs(value - rows.get(row).label(property));
    }
    return errors;
  }

  private static List<double[]> features(List<MaterialPrediction> said) {
    return said.stream().map(each -> HeadStatistics.phi(each.embedding())).toList();
  }

  @Override
  public void close() {
    model.close();
  }
}
