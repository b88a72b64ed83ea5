package io.athanor.inference.bench;

import io.athanor.inference.model.InputMode;
import io.athanor.inference.model.MaterialModel;
import io.athanor.inference.model.Property;
import io.athanor.inference.model.PropertyEstimate;
import io.athanor.inference.training.Bootstrap;
import io.athanor.inference.training.Judgement;
import io.athanor.inference.training.Miscalibration;
import io.athanor.inference.training.Sample;
import io.athanor.inference.training.report.Interval;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;

/**
 * Estimates of held-out rows beside their labels.
 *
 * @param estimates one per row
 * @param labels one per row, in the property's unit
 */
record Scored(List<PropertyEstimate> estimates, double[] labels) {
  private static final long SEED = 20261126;
  private static final int DRAWS = 400;
  private static final double TAIL = 0.025;

  /** Scores all rows that have the label. */
  static Scored of(MaterialModel model, List<Sample> rows, Property property, InputMode mode) {
    Judgement.Rows judged =
        Judgement.Rows.of(Judgement.predict(model, rows, mode), rows, property, mode);
    return new Scored(judged.estimates(), judged.labels());
  }

  /** All rows of several. */
  static Scored joined(List<Scored> parts) {
    List<PropertyEstimate> estimates = new ArrayList<>();
    parts.forEach(part -> estimates.addAll(part.estimates()));
    return new Scored(
        estimates,
        parts.stream().flatMapToDouble(part -> DoubleStream.of(part.labels())).toArray());
  }

  int rows() {
    return labels.length;
  }

  /** Mean absolute error. */
  Interval mae() {
    double[] errors = new double[labels.length];
    for (int row = 0; row < errors.length; row++) {
      errors[row] = Math.abs(labels[row] - estimates.get(row).mean());
    }
    return Bootstrap.mean(errors, SEED);
  }

  /** Share of labels inside the 90 % interval. */
  Interval coverage() {
    return Bootstrap.mean(inside(), SEED);
  }

  /** Share of labels inside the 90 % interval, without how sure that is. */
  double covered() {
    return Arrays.stream(inside()).sum() / labels.length;
  }

  /** 1 where a label is inside its interval, else 0. */
  private double[] inside() {
    double[] inside = new double[labels.length];
    for (int row = 0; row < inside.length; row++) {
      PropertyEstimate estimate = estimates.get(row);
      inside[row] = labels[row] >= estimate.lower() && labels[row] <= estimate.upper() ? 1 : 0;
    }
    return inside;
  }

  /**
   * A figure of all rows of several parts, with its 95 % interval over resampled parts: for rows
   * that err together within a part.
   */
  static Interval over(List<Scored> parts, ToDoubleFunction<Scored> figure) {
    Random random = new Random(SEED);
    double[] draws = new double[DRAWS];
    for (int draw = 0; draw < DRAWS; draw++) {
      List<Scored> drawn = new ArrayList<>();
      for (int part = 0; part < parts.size(); part++) {
        drawn.add(parts.get(random.nextInt(parts.size())));
      }
      draws[draw] = figure.applyAsDouble(joined(drawn));
    }
    Arrays.sort(draws);
    return new Interval(
        figure.applyAsDouble(joined(parts)),
        draws[(int) (TAIL * DRAWS)],
        draws[(int) ((1 - TAIL) * DRAWS)]);
  }

  /** Miscalibration area. */
  double area() {
    return Miscalibration.area(estimates, labels);
  }

  /** Error of the best constant. */
  double constant() {
    double mean = Arrays.stream(labels).average().orElseThrow();
    return Arrays.stream(labels).map(label -> Math.abs(label - mean)).average().orElseThrow();
  }
}
