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

  /**
   * What a covariance depends on beside hyperparameters: squared distance in each group of
   * features, their product, and for each effect 1 where it is shared and else 0.
   */
  double[] comparison(int one, int other) {
    int groups = features.groups();
    double[] comparison = new double[groups + 1 + effects.length];
    for (int c = 0; c < features.columns(); c++) {
      double a = features.at(one, c);
      double b = features.at(other, c);
      comparison[features.groupOf(c)] += (a - b) * (a - b);
      comparison[groups] += a * b / features.columns();
    }
    for (int e = 0; e < effects.length; e++) {
      comparison[groups + 1 + e] = shares(effects[e], one, other) ? 1 : 0;
    }
    return comparison;
  }

  /** Covariance of two cells without noise, at exponentiated hyperparameters. */
  double value(double[] parameters, double[] comparison) {
    int groups = features.groups();
    double s = reach(parameters, comparison);
    double sum =
        parameters[groups] * (1 + s + s * s / 3) * Math.exp(-s)
            + parameters[groups + 2] * comparison[groups];
    for (int e = 0; e < effects.length; e++) {
      sum += parameters[groups + 3 + e] * comparison[groups + 1 + e];
    }
    return sum;
  }

  /**
   * Covariances of one cell with others without noise.
   *
   * @param columns features of the others, one array a column
   */
  double[] values(double[] parameters, int one, int[] others, double[][] columns) {
    int groups = features.groups();
    double[] squared = new double[others.length];
    double[] product = new double[others.length];
    for (int c = 0; c < columns.length; c++) {
      double a = features.at(one, c);
      double[] column = columns[c];
      double length = parameters[features.groupOf(c)];
      double weight = 5 / (length * length);
      for (int i = 0; i < column.length; i++) {
        double apart = a - column[i];
        squared[i] += weight * apart * apart;
        product[i] += a * column[i];
      }
    }
    double linear = parameters[groups + 2] / features.columns();
    double[] values = new double[others.length];
    for (int i = 0; i < values.length; i++) {
      double s = Math.sqrt(squared[i]);
      values[i] = parameters[groups] * (1 + s + s * s / 3) * Math.exp(-s) + linear * product[i];
      for (int e = 0; e < effects.length; e++) {
        values[i] += shares(effects[e], one, others[i]) ? parameters[groups + 3 + e] : 0;
      }
    }
    return values;
  }

  /** Features of cells, one array a column. */
  double[][] columns(int[] cells) {
    double[][] columns = new double[features.columns()][cells.length];
    for (int c = 0; c < columns.length; c++) {
      for (int i = 0; i < cells.length; i++) {
        columns[c][i] = features.at(cells[i], c);
      }
    }
    return columns;
  }

  /** Derivatives of {@link #value} by the logarithms; zero for the noise. */
  void gradient(double[] parameters, double[] comparison, double[] gradient) {
    int groups = features.groups();
    double s = reach(parameters, comparison);
    double decay = Math.exp(-s);
    double slope = parameters[groups] * 5.0 / 3 * (1 + s) * decay;
    for (int g = 0; g < groups; g++) {
      gradient[g] = slope * comparison[g] / (parameters[g] * parameters[g]);
    }
    gradient[groups] = parameters[groups] * (1 + s + s * s / 3) * decay;
    gradient[noiseIndex()] = 0;
    for (int t = 0; t <= effects.length; t++) {
      gradient[groups + 2 + t] = parameters[groups + 2 + t] * comparison[groups + t];
    }
  }

  private double reach(double[] parameters, double[] comparison) {
    double squared = 0;
    for (int g = 0; g < features.groups(); g++) {
      squared += comparison[g] / (parameters[g] * parameters[g]);
    }
    return Math.sqrt(5 * squared);
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
