package io.athanor.acquisition.planner.posterior;

import io.athanor.acquisition.planner.numeric.Exponential;
import io.athanor.acquisition.planner.numeric.Lbfgs;
import io.athanor.acquisition.planner.numeric.SymmetricInverse;
import io.athanor.acquisition.planner.numeric.Vectors;
import io.athanor.acquisition.planner.space.FeatureMatrix;
import java.util.Arrays;

/**
 * Negative log of (marginal likelihood x prior) over log hyperparameters, with its analytic
 * gradient: 1/2 y'a + sum ln L_ii + prior, d/dt = 1/2 tr((K^-1 - aa') dK/dt) (Rasmussen and
 * Williams 2006, eq. 5.9). One instance serves one data set and one thread.
 */
public final class LogPosterior implements Lbfgs.Objective {
  private final Kernel kernel;
  private final int n;
  private final double[] targets;
  private final double[] variances;
  private final double[][] squaredDistances;
  private final double[] products;
  private final SymmetricInverse covariance;
  private final double[] slopes;
  private final double[] correlations;

  /**
   * Of targets observed without known errors.
   *
   * @param targets one per row, in transformed units
   */
  public LogPosterior(Kernel kernel, FeatureMatrix observed, double[] targets) {
    this(kernel, observed, targets, new double[targets.length]);
  }

  /**
   * With known errors.
   *
   * @param variances of the targets on top of the common noise, in squared target units
   */
  public LogPosterior(Kernel kernel, FeatureMatrix observed, double[] targets, double[] variances) {
    this.kernel = kernel;
    this.n = observed.rows();
    this.targets = targets;
    this.variances = variances;
    int pairs = n * (n - 1) / 2;
    squaredDistances = new double[kernel.scales()][pairs];
    products = new double[kernel.linear() ? n * (n + 1) / 2 : 0];
    for (int i = 0, p = 0; i < n; i++) {
      for (int j = 0; j < i; j++, p++) {
        for (int c = 0; c < observed.columns(); c++) {
          double difference = observed.at(i, c) - observed.at(j, c);
          squaredDistances[kernel.scaleOf(observed.groupOf(c))][p] += difference * difference;
        }
      }
    }
    for (int i = 0, q = 0; kernel.linear() && i < n; i++) {
      for (int j = 0; j <= i; j++, q++) {
        products[q] = dot(observed, i, j) / observed.columns();
      }
    }
    covariance = new SymmetricInverse(n);
    slopes = new double[pairs];
    correlations = new double[pairs];
  }

  private static double dot(FeatureMatrix x, int i, int j) {
    double sum = 0;
    for (int c = 0; c < x.columns(); c++) {
      sum += x.at(i, c) * x.at(j, c);
    }
    return sum;
  }

  @Override
  public double evaluate(double[] logs, double[] gradient) {
    double signal = StrictMath.exp(logs[kernel.signalIndex()]);
    double noise = StrictMath.exp(logs[kernel.noiseIndex()]);
    double linear = kernel.linear() ? StrictMath.exp(logs[kernel.linearIndex()]) : 0;
    double[] inverseSquares = new double[kernel.scales()];
    for (int g = 0; g < inverseSquares.length; g++) {
      inverseSquares[g] = StrictMath.exp(-2 * logs[g]);
    }
    fillCovariance(signal, noise, linear, inverseSquares);
    if (!covariance.invert()) {
      return Double.POSITIVE_INFINITY;
    }
    double[] alpha = covariance.times(targets);
    double value = covariance.halfLogDeterminant() + 0.5 * Vectors.dot(targets, alpha);
    fillGradient(gradient, alpha, signal, noise, linear, inverseSquares);
    for (int h = 0; h < logs.length; h++) {
      double deviation = kernel.priorDeviation(h);
      double z = (logs[h] - kernel.priorMean(h)) / deviation;
      value += 0.5 * z * z;
      gradient[h] += z / deviation;
    }
    return value;
  }

  private void fillCovariance(double signal, double noise, double linear, double[] inverseSquares) {
    Arrays.fill(slopes, 0);
    for (int g = 0; g < inverseSquares.length; g++) {
      add(slopes, squaredDistances[g], inverseSquares[g]);
    }
    correlate(slopes, correlations);
    double[][] upper = covariance.upper();
    for (int i = 0, p = 0, q = 0; i < n; i++) {
      for (int j = 0; j < i; j++, p++, q++) {
        upper[j][i] = signal * correlations[p] + (linear > 0 ? linear * products[q] : 0);
      }
      upper[i][i] = signal + noise + variances[i] + (linear > 0 ? linear * products[q] : 0);
      q++;
    }
  }

  private static void add(double[] sums, double[] values, double weight) {
    for (int p = 0; p < sums.length; p++) {
      sums[p] += values[p] * weight;
    }
  }

  /** From squared scaled distances to correlations and, in their place, slopes. */
  private static void correlate(double[] squared, double[] correlations) {
    for (int p = 0; p < squared.length; p++) {
      squared[p] = Math.min(Math.sqrt(5 * squared[p]), Kernel.FARTHEST);
    }
    System.arraycopy(squared, 0, correlations, 0, squared.length);
    Exponential.decay(correlations);
    for (int p = 0; p < squared.length; p++) {
      double s = squared[p];
      squared[p] = 5.0 / 3.0 * (1 + s) * correlations[p];
      correlations[p] = (1 + s + s * s * (1.0 / 3.0)) * correlations[p];
    }
  }

  private void fillGradient(
      double[] gradient,
      double[] alpha,
      double signal,
      double noise,
      double linear,
      double[] inverseSquares) {
    double signalSum = 0;
    double noiseSum = 0;
    double linearSum = 0;
    for (int i = 0, p = 0, q = 0; i < n; i++) {
      double[] inverse = covariance.lower()[i];
      for (int j = 0; j < i; j++, p++, q++) {
        double weight = inverse[j] - alpha[i] * alpha[j];
        signalSum += weight * correlations[p];
        slopes[p] *= weight;
        if (linear > 0) {
          linearSum += weight * products[q];
        }
      }
      double diagonal = inverse[i] - alpha[i] * alpha[i];
      signalSum += 0.5 * diagonal;
      noiseSum += 0.5 * diagonal;
      if (linear > 0) {
        linearSum += 0.5 * diagonal * products[q];
      }
      q++;
    }
    for (int g = 0; g < inverseSquares.length; g++) {
      gradient[g] = signal * inverseSquares[g] * dot(slopes, squaredDistances[g]);
    }
    gradient[kernel.signalIndex()] = signal * signalSum;
    gradient[kernel.noiseIndex()] = noise * noiseSum;
    if (kernel.linear()) {
      gradient[kernel.linearIndex()] = linear * linearSum;
    }
  }

  /** In four sums, none of which waits for another. */
  private static double dot(double[] a, double[] b) {
    double first = 0;
    double second = 0;
    double third = 0;
    double fourth = 0;
    int p = 0;
    for (; p + 4 <= a.length; p += 4) {
      first += a[p] * b[p];
      second += a[p + 1] * b[p + 1];
      third += a[p + 2] * b[p + 2];
      fourth += a[p + 3] * b[p + 3];
    }
    for (; p < a.length; p++) {
      first += a[p] * b[p];
    }
    return (first + second) + (third + fourth);
  }
}
