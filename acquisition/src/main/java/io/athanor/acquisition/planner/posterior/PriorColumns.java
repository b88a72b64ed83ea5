package io.athanor.acquisition.planner.posterior;

import io.athanor.acquisition.planner.space.FeatureMatrix;
import java.util.Arrays;

/**
 * A Gaussian process's prior over rows of features, column by column, each block's columns apart:
 * inner loops run along rows.
 */
final class PriorColumns implements CandidateSolves.Prior {
  private final FeatureMatrix rows;
  private final double[] weights;
  private final double signal;
  private final double linear;
  private final boolean sloped;
  private final double[][][] scaled;
  private final double[][][] raw;

  /**
   * Of rows.
   *
   * @param weights inverse length scale of each column
   * @param signal variance of the stationary part
   * @param linear variance of the linear part, by column
   * @param sloped whether there is a linear part
   */
  PriorColumns(FeatureMatrix rows, double[] weights, double signal, double linear, boolean sloped) {
    this.rows = rows;
    this.weights = weights;
    this.signal = signal;
    this.linear = linear;
    this.sloped = sloped;
    this.scaled = CandidateSolves.columns(rows, weights);
    double[] ones = new double[weights.length];
    Arrays.fill(ones, 1);
    this.raw = sloped ? CandidateSolves.columns(rows, ones) : new double[0][][];
  }

  @Override
  public double variance(int row) {
    double norm = 0;
    for (int c = 0; c < weights.length; c++) {
      double value = rows.at(row, c);
      norm += value * value;
    }
    return signal + linear * norm / weights.length;
  }

  @Override
  public void fill(double[] point, int block, double[] covariances) {
    for (int c = 0; c < point.length; c++) {
      addSquares(covariances, scaled[block][c], point[c] * weights[c]);
    }
    Kernel.matern(covariances, signal);
    for (int c = 0; sloped && c < point.length; c++) {
      add(covariances, raw[block][c], linear * point[c] / point.length);
    }
  }

  private static void addSquares(double[] sums, double[] values, double at) {
    for (int i = 0; i < sums.length; i++) {
      double difference = values[i] - at;
      sums[i] += difference * difference;
    }
  }

  /** Adds weighted squared distances of one number from others. */
  static void addSquares(double[] sums, double[] values, double from, double weight) {
    for (int i = 0; i < sums.length; i++) {
      double difference = (from - values[i]) * weight;
      sums[i] += difference * difference;
    }
  }

  /** Adds weighted values. */
  static void add(double[] sums, double[] values, double weight) {
    for (int i = 0; i < sums.length; i++) {
      sums[i] += weight * values[i];
    }
  }
}
