package io.athanor.inference.fewlabels;

import io.athanor.inference.model.PropertyEstimate;
import java.util.Arrays;
import java.util.List;

/**
 * A Gaussian process fitted to rows, hyperparameters at their posterior's mode, its intervals
 * widened or narrowed until they hold the share of left-out labels that they claim. Pure.
 */
final class RelevanceProcess {
  private static final int ITERATIONS = 40;
  private static final double NATS = 1e-2;
  private static final double LEAST_VARIANCE = 1e-10;

  private final LabelScale scale;
  private final double[][] moments;
  private final List<Integer> widths;
  private final double[][] rows;
  private final double[] parameters;
  private final Evidence.Solved solved;
  private final double factor;
  private final double interval;
  private final double error;

  private RelevanceProcess(BlockFeatures features, double[] labels, LabelScale scale) {
    this.scale = scale;
    this.moments = features.moments();
    this.widths = features.widths();
    BlockFeatures standard = features.standardised(moments);
    double[] targets = Arrays.stream(labels).map(scale::standard).toArray();
    Evidence evidence = new Evidence(standard.distances(), targets);
    this.parameters = LimitedMemory.minimise(evidence::at, evidence.start(), ITERATIONS, NATS);
    this.solved = evidence.solve(parameters);
    this.rows = new double[labels.length][];
    for (int row = 0; row < rows.length; row++) {
      rows[row] = standard.scaled(row, parameters);
    }
    double[] scores = new double[labels.length];
    double sum = 0;
    double square = 0;
    for (int row = 0; row < labels.length; row++) {
      // leave-one-out in closed form, Rasmussen and Williams eq. 5.12
      double precision = solved.inverse()[row * labels.length + row];
      double left = solved.weights()[row] / precision;
      sum += Math.abs(scale.label(targets[row] - left) - labels[row]) / labels.length;
      scores[row] = Math.abs(left) * Math.sqrt(precision);
      square += scores[row] * scores[row] / labels.length;
    }
    this.error = sum;
    this.factor = Math.sqrt(square);
    Arrays.sort(scores);
    int rank = (int) Math.ceil((scores.length + 1) * PropertyEstimate.COVERAGE);
    this.interval = scores[Math.min(scores.length, rank) - 1];
  }

  /**
   * Fits.
   *
   * @param features one row a label, at least two
   * @param labels finite
   * @param logarithmic whether to model logarithms; the labels are positive then
   */
  static RelevanceProcess fit(BlockFeatures features, double[] labels, boolean logarithmic) {
    return new RelevanceProcess(features, labels, LabelScale.of(labels, logarithmic));
  }

  /** Mean absolute leave-one-out error, in the labels' unit. */
  double error() {
    return error;
  }

  /**
   * What it expects of a material: the median, and what the process is unsure of apart from noise.
   */
  PropertyEstimate estimate(double[] features) {
    double[] here =
        new BlockFeatures(List.of(features), widths).standardised(moments).scaled(0, parameters);
    int blocks = widths.size();
    double amplitude = Math.exp(parameters[blocks]);
    double noise = Math.exp(parameters[blocks + 1]);
    double[] kernel = new double[rows.length];
    double middle = 0;
    for (int row = 0; row < rows.length; row++) {
      double square = 0;
      for (int column = 0; column < here.length; column++) {
        double off = here[column] - rows[row][column];
        square += off * off;
      }
      kernel[row] = amplitude * Evidence.matern(square);
      middle += kernel[row] * solved.weights()[row];
    }
    double known = explained(kernel);
    double unsure = Math.sqrt(Math.max(LEAST_VARIANCE, amplitude - known));
    double half = interval * Math.hypot(unsure, Math.sqrt(noise));
    return new PropertyEstimate(
        scale.label(middle),
        scale.deviation(middle, factor * unsure),
        scale.deviation(middle, factor * Math.sqrt(noise)),
        scale.label(middle - half),
        scale.label(middle + half));
  }

  /** Variance of the prior that the rows take away. */
  private double explained(double[] kernel) {
    double[] inverse = solved.inverse();
    double sum = 0;
    for (int row = 0; row < kernel.length; row++) {
      double inner = 0;
      int at = row * kernel.length;
      for (int other = 0; other < kernel.length; other++) {
        inner += inverse[at + other] * kernel[other];
      }
      sum += kernel[row] * inner;
    }
    return sum;
  }
}
