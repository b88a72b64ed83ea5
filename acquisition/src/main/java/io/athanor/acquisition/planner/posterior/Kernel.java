package io.athanor.acquisition.planner.posterior;

import io.athanor.acquisition.planner.numeric.Exponential;

/**
 * Covariance between candidates: Matern-5/2 with one length scale per parameter group or one for
 * all, plus an optional linear term s_l x.x'/columns. Hyperparameters are natural logarithms in one
 * array: length scales, signal variance, noise variance, linear variance. Priors and bounds are the
 * prototype study's (normal on the logarithms).
 *
 * @param isotropic one length scale for all groups
 * @param linear with the linear term
 * @param groups number of parameter groups
 * @param columns number of feature columns
 */
public record Kernel(boolean isotropic, boolean linear, int groups, int columns) {
  /** Scaled distance times sqrt5 beyond which the decay, no more falling, loses to its factor. */
  static final double FARTHEST = 1e4;

  private static final double SQRT5 = Math.sqrt(5);
  private static final double THIRD = 1.0 / 3;
  private static final double LOG_NOISE_PRIOR = StrictMath.log(0.01);

  /** Number of length scales. */
  public int scales() {
    return isotropic ? 1 : groups;
  }

  /** Number of hyperparameters. */
  public int size() {
    return scales() + 2 + (linear ? 1 : 0);
  }

  /** Which length scale a parameter group has. */
  public int scaleOf(int group) {
    return isotropic ? 0 : group;
  }

  /** Place of the signal variance. */
  public int signalIndex() {
    return scales();
  }

  /** Place of the noise variance. */
  public int noiseIndex() {
    return scales() + 1;
  }

  /** Place of the linear variance; only where there is a linear term. */
  public int linearIndex() {
    return scales() + 2;
  }

  /** Prior mean of a hyperparameter's logarithm. */
  public double priorMean(int index) {
    if (index < scales()) {
      return 0.5;
    }
    if (index == signalIndex()) {
      return 0;
    }
    return index == noiseIndex() ? LOG_NOISE_PRIOR : -1;
  }

  /** Prior standard deviation of a hyperparameter's logarithm. */
  public double priorDeviation(int index) {
    return index == noiseIndex() ? 2 : 1;
  }

  /** Lower bound of a hyperparameter's logarithm. */
  public double lowest(int index) {
    return index == noiseIndex() ? -9 : index < scales() ? -4 : -7;
  }

  /** Upper bound of a hyperparameter's logarithm. */
  public double highest(int index) {
    return index == noiseIndex() ? 2 : 7;
  }

  /** Logarithms at their prior means. */
  public double[] defaults() {
    double[] logs = new double[size()];
    for (int i = 0; i < logs.length; i++) {
      logs[i] = priorMean(i);
    }
    return logs;
  }

  /** Matern-5/2 correlation at a scaled distance r: (1 + sqrt5 r + 5/3 r^2) exp(-sqrt5 r). */
  public static double matern(double r) {
    double s = Math.min(SQRT5 * r, FARTHEST);
    return (1 + s + s * s * THIRD) * Exponential.decay(s);
  }

  /** In place of squared scaled distances, their correlations times a signal variance. */
  static void matern(double[] squared, double signal) {
    for (int i = 0; i < squared.length; i++) {
      squared[i] = Math.min(SQRT5 * Math.sqrt(squared[i]), FARTHEST);
    }
    double[] decay = squared.clone();
    Exponential.decay(decay);
    for (int i = 0; i < squared.length; i++) {
      double s = squared[i];
      squared[i] = signal * ((1 + s + s * s * THIRD) * decay[i]);
    }
  }
}
