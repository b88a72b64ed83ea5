package io.athanor.inference.training;

import io.athanor.inference.model.Calibration;
import io.athanor.inference.model.Extrapolation;
import io.athanor.inference.model.Familiarity;
import io.athanor.inference.model.InputMode;
import io.athanor.inference.model.MaterialModel;
import io.athanor.inference.model.Property;
import io.athanor.inference.model.PropertyEstimate;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * How wrong a model is where it knows no such composition, from rows of that sort. Errors within
 * one kind of materials go together, so that it is the number of kinds that says how well their
 * spread is known: intervals are as much wider as Student's t with that many degrees of freedom is
 * than the Gaussian, the predictive of a random effect of unknown variance.
 */
public final class BeyondFit {
  private static final double GAUSS = Calibration.NONE.intervalFactor();
  private static final int STEPS = 100;

  private BeyondFit() {}

  /**
   * From the rows that a model does not know, each a kind of its own.
   *
   * @param model calibrated for what it knows
   */
  static Map<InputMode, Map<Property, Extrapolation>> of(MaterialModel model, List<Sample> rows) {
    Familiarity familiarity = model.estimator().domain().familiarity();
    List<Sample> strange =
        rows.stream().filter(row -> !familiarity.knows(row.graph(InputMode.COMPOSITION))).toList();
    Map<InputMode, Map<Property, Extrapolation>> byMode = new EnumMap<>(InputMode.class);
    for (InputMode mode : InputMode.values()) {
      Map<Property, Extrapolation> fitted = new EnumMap<>(Property.class);
      var said = Judgement.predict(model, strange, mode);
      for (Property property : model.shape().properties()) {
        Judgement.Rows labelled = Judgement.Rows.of(said, strange, property, mode);
        int count = labelled.labels().length;
        if (count >= Judgement.LEAST_CALIBRATION_ROWS) {
          fitted.put(property, of(labelled.estimates(), labelled.labels(), count));
        }
      }
      byMode.put(mode, fitted);
    }
    return byMode;
  }

  /**
   * From rows of kinds that the models did not know.
   *
   * @param estimates calibrated for what the models knew
   * @param labels of the same rows
   * @param kinds how many there are, positive
   */
  public static Extrapolation of(List<PropertyEstimate> estimates, double[] labels, int kinds) {
    double[] errors = new double[labels.length];
    for (int row = 0; row < errors.length; row++) {
      errors[row] = Math.abs(labels[row] - estimates.get(row).mean());
    }
    double most = Arrays.stream(errors).max().orElseThrow();
    double spread = 0;
    double least = Double.POSITIVE_INFINITY;
    for (int step = 0; step <= STEPS; step++) {
      // squares of even steps: small spreads are tried more closely
      double tried = most * step * step / (STEPS * STEPS);
      double area = Miscalibration.area(scores(estimates, errors, tried), 1);
      if (area < least) {
        least = area;
        spread = tried;
      }
    }
    double[] scores = scores(estimates, errors, spread);
    Arrays.sort(scores);
    int rank = (int) Math.ceil((scores.length + 1) * PropertyEstimate.COVERAGE);
    double quantile = Math.max(1e-6, scores[Math.min(scores.length, rank) - 1]);
    return new Extrapolation(spread, quantile * student(kinds) / GAUSS);
  }

  /** Absolute errors in deviations with the spread. */
  private static double[] scores(List<PropertyEstimate> estimates, double[] errors, double spread) {
    double[] scores = new double[errors.length];
    for (int row = 0; row < scores.length; row++) {
      double deviation = Math.hypot(estimates.get(row).deviation(), spread);
      scores[row] = errors[row] / Math.max(Metrics.FLOOR, deviation);
    }
    return scores;
  }

  /**
   * The 95 % quantile of Student's t, to 1 % from three degrees of freedom on and too small below
   * (Abramowitz and Stegun 26.7.5).
   */
  static double student(int degrees) {
    if (degrees < 1) {
      throw new IllegalArgumentException("kinds must be positive, got " + degrees);
    }
    double z = GAUSS;
    double z3 = z * z * z;
    double z5 = z3 * z * z;
    double z7 = z5 * z * z;
    double n = degrees;
    return z
        + (z3 + z) / (4 * n)
        + (5 * z5 + 16 * z3 + 3 * z) / (96 * n * n)
        + (3 * z7 + 19 * z5 + 17 * z3 - 15 * z) / (384 * n * n * n);
  }
}
