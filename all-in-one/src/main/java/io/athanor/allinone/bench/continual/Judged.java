package io.athanor.allinone.bench.continual;

import io.athanor.federation.head.HeadPosterior;
import io.athanor.federation.head.HeadPrior;
import io.athanor.federation.head.SufficientStatistics;
import io.athanor.inference.model.DeviceOptions;
import io.athanor.inference.model.InputMode;
import io.athanor.inference.model.MaterialModel;
import io.athanor.inference.model.MaterialPrediction;
import io.athanor.inference.model.Property;
import io.athanor.inference.store.StoredModel;
import io.athanor.inference.training.Judgement;
import io.athanor.inference.training.Sample;
import java.util.List;
import java.util.Optional;

/** One version of the model, open, and how far off it is. */
final class Judged implements AutoCloseable {
  // so wide that the rows decide; of shape and rate the mean knows nothing
  private static final HeadPrior WIDE = new HeadPrior(1e4, 2, 0.1);

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
  static HeadPosterior head(List<MaterialPrediction> said, List<Sample> rows, Property property) {
    double[] targets = rows.stream().mapToDouble(row -> row.label(property)).toArray();
    double[][] features = said.stream().map(Judged::features).toArray(double[][]::new);
    return HeadPosterior.of(SufficientStatistics.of(features, targets), WIDE);
  }

  /** Absolute errors of a linear head on this version's features. */
  static double[] errors(
      HeadPosterior head, List<MaterialPrediction> said, List<Sample> rows, Property property) {
    double[] errors = new double[rows.size()];
    for (int row = 0; row < errors.length; row++) {
      double value = head.mean(features(said.get(row)));
      errors[row] = Math.abs(value - rows.get(row).label(property));
    }
    return errors;
  }

  /** [1; g / sqrt F] of an embedding g of F numbers. */
  private static double[] features(MaterialPrediction said) {
    float[] embedding = said.embedding();
    double[] features = new double[embedding.length + 1];
    features[0] = 1;
    for (int channel = 0; channel < embedding.length; channel++) {
      features[channel + 1] = embedding[channel] / Math.sqrt(embedding.length);
    }
    return features;
  }

  @Override
  public void close() {
    model.close();
  }
}
