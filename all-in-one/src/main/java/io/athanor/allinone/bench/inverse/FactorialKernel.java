package io.athanor.allinone.bench.inverse;

import io.athanor.acquisition.planner.space.FeatureMatrix;
import java.util.Arrays;

/**
 * Covariance of cells of a factorial table: Matern-5/2 over features with one length scale a group,
 * a linear term, and, where identities count, what each factor's level and each pair of levels adds
 * by itself (an analysis of variance with random effects): two cells share an effect if they share
 * the levels. Hyperparameters are natural logarithms: length scales, variance, noise, linear
 * variance, then the variances of the effects.
 *
 * @param features one row a cell
 * @param levels level of each factor by cell
 * @param effects factors that each effect is of, empty for none
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, only read
record FactorialKernel(FeatureMatrix features, int[][] levels, int[][] effects) {
  private static final double SQRT5 = Math.sqrt(5);
  private static final double NOISE_PRIOR = Math.log(0.01);
  private static final double EFFECT_PRIOR = -3;

  /** Number of hyperparameters. */
  int size() {
    return features.groups() + 3 + effects.length;
  }

  int noiseIndex() {
    return features.groups() + 1;
  }

  /** Prior mean of a logarithm. */
  double priorMean(int index) {
    int groups = features.groups();
    if (index < groups) {
      return 0.5;
    }
    if (index == groups) {
      return 0;
    }
    return index == noiseIndex() ? NOISE_PRIOR : index == groups + 2 ? -1 : EFFECT_PRIOR;
  }

  /** Prior standard deviation of a logarithm. */
  double priorDeviation(int index) {
    return index == noiseIndex() ? 2 : index > features.groups() + 2 ? 1.5 : 1;
  }

  /** Logarithms at their prior means. */
  double[] defaults() {
    double[] logs = new double[size()];
    Arrays.setAll(logs, this::priorMean);
    return logs;
  }

  /** Covariance of two cells without noise, at exponentiated hyperparameters. */
  double value(double[] parameters, int one, int other) {
    int groups = features.groups();
    double squared = 0;
    double product = 0;
    for (int c = 0; c < features.columns(); c++) {
      double a = features.at(one, c);
      double b = features.at(other, c);
      double scale = parameters[features.groupOf(c)];
      squared += (a - b) * (a - b) / (scale * scale);
      product += a * b;
    }
    double s = SQRT5 * Math.sqrt(squared);
    double sum =
        parameters[groups] * (1 + s + s * s / 3) * Math.exp(-s)
            + parameters[groups + 2] * product / features.columns();
    for (int e = 0; e < effects.length; e++) {
      if (shares(effects[e], one, other)) {
        sum += parameters[groups + 3 + e];
      }
    }
    return sum;
  }

  /** Derivatives of {@link #value} by the logarithms; zero for the noise. */
  void gradient(double[] parameters, int one, int other, double[] gradient) {
    int groups = features.groups();
    Arrays.fill(gradient, 0);
    double product = 0;
    for (int c = 0; c < features.columns(); c++) {
      double a = features.at(one, c);
      double b = features.at(other, c);
      int group = features.groupOf(c);
      gradient[group] += (a - b) * (a - b) / (parameters[group] * parameters[group]);
      product += a * b;
    }
    double squared = 0;
    for (int g = 0; g < groups; g++) {
      squared += gradient[g];
    }
    double s = SQRT5 * Math.sqrt(squared);
    double decay = Math.exp(-s);
    for (int g = 0; g < groups; g++) {
      gradient[g] *= parameters[groups] * 5.0 / 3 * (1 + s) * decay;
    }
    gradient[groups] = parameters[groups] * (1 + s + s * s / 3) * decay;
    gradient[groups + 2] = parameters[groups + 2] * product / features.columns();
    for (int e = 0; e < effects.length; e++) {
      gradient[groups + 3 + e] = shares(effects[e], one, other) ? parameters[groups + 3 + e] : 0;
    }
  }

  private boolean shares(int[] factors, int one, int other) {
    for (int factor : factors) {
      if (levels[one][factor] != levels[other][factor]) {
        return false;
      }
    }
    return true;
  }
}
