package io.athanor.inference.training;

import io.athanor.inference.model.Calibration;
import io.athanor.inference.model.Calibrations;
import io.athanor.inference.model.InputMode;
import io.athanor.inference.model.MaterialModel;
import io.athanor.inference.model.MaterialPrediction;
import io.athanor.inference.model.Property;
import io.athanor.inference.model.PropertyEstimate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Judges a model on rows it was not fitted on, and fits its calibration on others. */
public final class Judgement {
  private static final int BATCH = 32;
  private static final double LEAST_SCALE = 1e-6;

  /** Fewer rows than this say nothing of a 90 % interval. */
  public static final int LEAST_CALIBRATION_ROWS = 20;

  private Judgement() {}

  /** Held-out metrics by name, for each input mode and property with labels. */
  static Map<String, Double> metrics(MaterialModel model, List<Sample> samples) {
    Map<String, Double> metrics = new LinkedHashMap<>();
    for (InputMode mode : InputMode.values()) {
      List<MaterialPrediction> predictions = predict(model, samples, mode);
      for (Property property : model.shape().properties()) {
        Rows rows = Rows.of(predictions, samples, property, mode);
        if (rows.labels().length == 0) {
          continue;
        }
        String prefix = mode.name().toLowerCase(Locale.ROOT) + "/" + property.key() + "/";
        metrics.putAll(Metrics.of(rows.estimates(), rows.labels()).named(prefix));
      }
    }
    return metrics;
  }

  /** Temperatures and conformal quantiles; the model must be uncalibrated. */
  public static Calibrations calibrate(MaterialModel model, List<Sample> samples) {
    Map<InputMode, Map<Property, Calibration>> byMode = new EnumMap<>(InputMode.class);
    for (InputMode mode : InputMode.values()) {
      List<MaterialPrediction> predictions = predict(model, samples, mode);
      Map<Property, Calibration> calibrations = new EnumMap<>(Property.class);
      for (Property property : model.shape().properties()) {
        Rows rows = Rows.of(predictions, samples, property, mode);
        calibrations.put(
            property,
            rows.labels().length < LEAST_CALIBRATION_ROWS
                ? Calibration.NONE
                : calibration(rows.estimates(), rows.labels(), property.kind()));
      }
      byMode.put(mode, calibrations);
    }
    return new Calibrations(byMode);
  }

  /**
   * The scale is that of the smallest miscalibration area for a real property, whose errors have
   * heavy tails. A hurdle is right about most of its zeros to the last digit, and no Gaussian: its
   * scale is the root mean square.
   */
  public static Calibration calibration(
      List<PropertyEstimate> estimates, double[] labels, Property.Kind kind) {
    double[] scores = new double[labels.length];
    for (int row = 0; row < scores.length; row++) {
      PropertyEstimate estimate = estimates.get(row);
      scores[row] =
          Math.abs(labels[row] - estimate.mean()) / Math.max(Metrics.FLOOR, estimate.deviation());
    }
    double scale =
        switch (kind) {
          case REAL -> Miscalibration.bestScale(scores);
          case HURDLE ->
              Math.sqrt(Arrays.stream(scores).map(each -> each * each).average().orElseThrow());
        };
    scale = Math.max(LEAST_SCALE, scale);
    Arrays.sort(scores);
    // split conformal: the ceil((n + 1) 0.9)-th smallest score covers 90 % of exchangeable rows
    int rank = (int) Math.ceil((scores.length + 1) * PropertyEstimate.COVERAGE);
    double quantile = scores[Math.min(scores.length, rank) - 1];
    return new Calibration(scale, Math.max(LEAST_SCALE, quantile / scale));
  }

  public static List<MaterialPrediction> predict(
      MaterialModel model, List<Sample> samples, InputMode mode) {
    List<MaterialPrediction> predictions = new ArrayList<>();
    for (int start = 0; start < samples.size(); start += BATCH) {
      predictions.addAll(
          model.predict(
              samples.subList(start, Math.min(samples.size(), start + BATCH)).stream()
                  .map(sample -> sample.graph(mode))
                  .toList()));
    }
    return predictions;
  }

  /**
   * What was said of the labelled rows, and their labels; crystals only where a crystal is known.
   */
  public record Rows(List<PropertyEstimate> estimates, double[] labels) {
    public static Rows of(
        List<MaterialPrediction> predictions,
        List<Sample> samples,
        Property property,
        InputMode mode) {
      List<PropertyEstimate> estimates = new ArrayList<>();
      List<Double> labels = new ArrayList<>();
      for (int row = 0; row < samples.size(); row++) {
        double label = samples.get(row).label(property);
        if (!Double.isNaN(label) && samples.get(row).graph(mode).mode() == mode) {
          estimates.add(predictions.get(row).estimates().get(property));
          labels.add(label);
        }
      }
      return new Rows(estimates, labels.stream().mapToDouble(Double::doubleValue).toArray());
    }
  }
}
