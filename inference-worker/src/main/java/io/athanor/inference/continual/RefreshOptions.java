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
 * @param asked structures in a batch that the model of the old task is asked about
 * @param distillation weight of its answers; 0 for none
 */
public record RefreshOptions(
    int steps,
    int half,
    double learningRate,
    double elasticity,
    int fisherRows,
    boolean replay,
    double compositionShare,
    int asked,
    double distillation) {
  /** Replay, elastic weights, and the answers of the model that the old task is known by. */
  public static final RefreshOptions USUAL =
      new RefreshOptions(24, 32, 1e-4, 5, 32, true, 0.1, 32, 1);

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
    require(asked >= 0, "asked", "must not be negative", asked);
    require(
        distillation >= 0 && Double.isFinite(distillation),
        "distillation",
        "must be finite and not negative",
        distillation);
  }

  /** The same with or without remembered rows. */
  public RefreshOptions withReplay(boolean other) {
    return new RefreshOptions(
        steps,
        half,
        learningRate,
        elasticity,
        fisherRows,
        other,
        compositionShare,
        asked,
        distillation);
  }

  /** The same with another lambda. */
  public RefreshOptions withElasticity(double other) {
    return new RefreshOptions(
        steps,
        half,
        learningRate,
        other,
        fisherRows,
        replay,
        compositionShare,
        asked,
        distillation);
  }

  /** The same with another weight of old answers. */
  public RefreshOptions withDistillation(double other) {
    return new RefreshOptions(
        steps, half, learningRate, elasticity, fisherRows, replay, compositionShare, asked, other);
  }

  private static void require(boolean isMet, String field, String reason, double value) {
    if (!isMet) {
      throw new IllegalArgumentException(field + " " + reason + ", got " + value);
    }
  }
}
