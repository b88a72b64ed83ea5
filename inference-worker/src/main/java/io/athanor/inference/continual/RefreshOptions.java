package io.athanor.inference.continual;

/**
 * How a refresh trains.
 *
 * @param steps optimiser steps
 * @param half new rows in a batch; as many remembered ones beside them
 * @param learningRate peak rate of Adam
 * @param elasticity lambda of the elastic penalty; 0 for none
 * @param fisherRows most remembered rows that the Fisher information is the mean of
 * @param replay whether remembered rows are learnt from
 * @param compositionShare chance that a row is also shown as a bare composition
 */
public record RefreshOptions(
    int steps,
    int half,
    double learningRate,
    double elasticity,
    int fisherRows,
    boolean replay,
    double compositionShare) {
  /** Replay and elastic weights. */
  public static final RefreshOptions USUAL = new RefreshOptions(24, 32, 1e-4, 30, 32, true, 0.1);

  public RefreshOptions {
    require(steps > 0, "steps", "must be positive", steps);
    require(half > 0, "half", "must be positive", half);
    require(
        learningRate > 0 && learningRate < 1, "learningRate", "must be in (0, 1)", learningRate);
    require(
        elasticity >= 0 && Double.isFinite(elasticity),
        "elasticity",
        "must be finite and not negative",
        elasticity);
    require(fisherRows > 0, "fisherRows", "must be positive", fisherRows);
    require(
        compositionShare >= 0 && compositionShare <= 1,
        "compositionShare",
        "must be in [0, 1]",
        compositionShare);
  }

  /** The same with or without remembered rows. */
  public RefreshOptions withReplay(boolean other) {
    return new RefreshOptions(
        steps, half, learningRate, elasticity, fisherRows, other, compositionShare);
  }

  /** The same with another lambda. */
  public RefreshOptions withElasticity(double other) {
    return new RefreshOptions(
        steps, half, learningRate, other, fisherRows, replay, compositionShare);
  }

  /** The same with another number of steps. */
  public RefreshOptions withSteps(int other) {
    return new RefreshOptions(
        other, half, learningRate, elasticity, fisherRows, replay, compositionShare);
  }

  /** The same with another rate. */
  public RefreshOptions withLearningRate(double other) {
    return new RefreshOptions(steps, half, other, elasticity, fisherRows, replay, compositionShare);
  }

  private static void require(boolean isMet, String field, String reason, double value) {
    if (!isMet) {
      throw new IllegalArgumentException(field + " " + reason + ", got " + value);
    }
  }
}
