package io.athanor.acquisition.planner.posterior;

import io.athanor.acquisition.planner.numeric.Exponential;
import io.athanor.acquisition.planner.numeric.Lbfgs;
import io.athanor.acquisition.planner.numeric.SymmetricInverse;
import io.athanor.acquisition.planner.space.FeatureMatrix;
import java.util.Arrays;

/**
 * Negative log of (marginal likelihood x prior) over log hyperparameters, with its analytic
 * gradient: 1/2 y'a + sum ln L_ii + prior, d/dt = 1/2 tr((K^-1 - aa') dK/dt) (Rasmussen and
 * Williams 2006, eq. 5.9). One instance serves one data set and one thread.
 */
public final class LogPosterior implements Lbfgs.Staged {
  private final Kernel kernel;
  private final int n;
  private final double[] targets;
  private final double[] variances;
  private final double[][] squaredDistances;
  private final double[] products;
  private final SymmetricInverse covariance;
  private final double[] slopes;
  private final double[] correlations;
  private double[] logs = {};

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
  public double value(double[] point) {
    logs = point.clone();
    fillCovariance();
    if (!covariance.decompose()) {
      return Double.POSITIVE_INFINITY;
    }
    double value = covariance.halfLogDeterminant() + 0.5 * covariance.square(targets);
    for (int h = 0; h < logs.length; h++) {
      double z = (logs[h] - kernel.priorMean(h)) / kernel.priorDeviation(h);
      value += 0.5 * z * z;
    }
    return value;
  }

  @Override
  public void gradient(double[] gradient) {
    covariance.invert();
    fillGradient(gradient, covariance.times(targets));
    for (int h = 0; h < logs.length; h++) {
      double deviation = kernel.priorDeviation(h);
      gradient[h] += (logs[h] - kernel.priorMean(h)) / deviation / deviation;
    }
  }

  private double signal() {
    return StrictMath.exp(logs[kernel.signalIndex()]);
  }

  private double noise() {
    return StrictMath.exp(logs[kernel.noiseIndex()]);
  }

  private double linear() {
    return kernel.linear() ? StrictMath.exp(logs[kernel.linearIndex()]) : 0;
  }

  private double inverseSquare(int scale) {
    return StrictMath.exp(-2 * logs[scale]);
  }

  private void fillCovariance() {
    double signal = signal();
    double noise = noise();
    double linear = linear();
    Arrays.fill(slopes, 0);
    for (int g = 0; g < squaredDistances.length; g++) {
      add(slopes, squaredDistances[g], inverseSquare(g));
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

  private void fillGradient(double[] gradient, double[] alpha) {
    double signal = signal();
    double linear = linear();
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
    int g = 0;
    for (; g + 2 <= squaredDistances.length; g += 2) {
      dot(slopes, squaredDistances[g], squaredDistances[g + 1], gradient, g);
    }
    if (g < squaredDistances.length) {
      gradient[g] = dot(slopes, squaredDistances[g]);
    }
    for (g = 0; g < squaredDistances.length; g++) {
      gradient[g] = signal * inverseSquare(g) * gradient[g];
    }
    gradient[kernel.signalIndex()] = signal * signalSum;
    gradient[kernel.noiseIndex()] = noise() * noiseSum;
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

  /** The same with two vectors at once, so that still fewer sums wait. */
  private static void dot(double[] a, double[] b, double[] c, double[] products, int at) {
    double b1 = 0;
    double b2 = 0;
    double b3 = 0;
    double b4 = 0;
    double c1 = 0;
    double c2 = 0;
    double c3 = 0;
    double c4 = 0;
    int p = 0;
    for (; p + 4 <= a.length; p += 4) {
      b1 += a[p] * b[p];
      c1 += a[p] * c[p];
      b2 += a[p + 1] * b[p + 1];
      c2 += a[p + 1] * c[p + 1];
      b3 += a[p + 2] * b[p + 2];
      c3 += a[p + 2] * c[p + 2];
      b4 += a[p + 3] * b[p + 3];
      c4 += a[p + 3] * c[p + 3];
    }
    for (; p < a.length; p++) {
      b1 += a[p] * b[p];
      c1 += a[p] * c[p];
    }
    products[at] = (b1 + b2) + (b3 + b4);
    products[at + 1] = (c1 + c2) + (c3 + c4);
  }
}
