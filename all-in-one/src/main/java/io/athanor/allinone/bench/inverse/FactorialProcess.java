package io.athanor.allinone.bench.inverse;

import io.athanor.acquisition.planner.numeric.Lbfgs;
import java.util.Arrays;

/**
 * A Gaussian process over cells of a table with a {@link FactorialKernel}. Hyperparameters are the
 * most probable ones given the first rows observed; the posterior is of all rows.
 */
final class FactorialProcess {
  private static final int FITTED_ON = 700;
  private static final int ITERATIONS = 30;
  private static final double REACH = 4;
  private static final double JITTER = 1e-9;
  private static final int LANES = 64;

  private final FactorialKernel kernel;
  private final int[] rows;
  private final double mean;
  private final double scale;
  private final double[] parameters;
  private final double[][] factor;
  private final double[] weights;

  /** What is expected of a measurement, its noise included. */
  @SuppressWarnings("ArrayRecordComponent") // never compared, only read
  record Prediction(double[] mean, double[] deviation) {}

  /**
   * Conditions on values.
   *
   * @param rows cells that were observed, in random order
   * @param values one a row
   */
  FactorialProcess(FactorialKernel kernel, int[] rows, double[] values) {
    this.kernel = kernel;
    this.rows = rows;
    this.mean = Arrays.stream(values).average().orElseThrow();
    double squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
    double spread = Math.sqrt(squares / values.length);
    this.scale = spread > 0 ? spread : 1;
    double[] targets = Arrays.stream(values).map(v -> (v - mean) / scale).toArray();
    this.parameters = exponentials(fit(Math.min(FITTED_ON, rows.length), targets));
    this.factor =
        covariance(parameters, rows.length, (i, j) -> kernel.comparison(rows[i], rows[j]));
    Triangle.factorise(factor);
    this.weights = Triangle.backward(factor, Triangle.forward(factor, targets));
  }

  private double[] fit(int n, double[] targets) {
    double[] start = kernel.defaults();
    double[] low = Arrays.stream(start).map(v -> v - REACH).toArray();
    double[] high = Arrays.stream(start).map(v -> v + REACH).toArray();
    double[][][] comparisons = new double[n][][];
    Triangle.each(
        n,
        i -> {
          comparisons[i] = new double[i + 1][];
          Arrays.setAll(comparisons[i], j -> kernel.comparison(rows[i], rows[j]));
        });
    return Lbfgs.minimise(
            (point, gradient) -> negativeLogPosterior(comparisons, targets, point, gradient),
            start,
            low,
            high,
            ITERATIONS)
        .point();
  }

  private double negativeLogPosterior(
      double[][][] comparisons, double[] targets, double[] point, double[] gradient) {
    int n = comparisons.length;
    double[] exponentials = exponentials(point);
    double[][] lower = covariance(exponentials, n, (i, j) -> comparisons[i][j]);
    if (!Triangle.factorise(lower)) {
      return Double.POSITIVE_INFINITY;
    }
    double[][] inverse = Triangle.inverse(lower);
    double[] alpha = new double[n];
    double value = 0;
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        alpha[i] += inverse[i][j] * targets[j];
      }
      value += 0.5 * targets[i] * alpha[i] + Math.log(lower[i][i]);
    }
    double[][] slopes = new double[n][kernel.size()];
    Triangle.each(n, i -> slopes(exponentials, comparisons[i], inverse[i], alpha, slopes[i]));
    Arrays.fill(gradient, 0);
    for (double[] slope : slopes) {
      for (int p = 0; p < slope.length; p++) {
        gradient[p] += slope[p];
      }
    }
    for (int p = 0; p < point.length; p++) {
      double off = (point[p] - kernel.priorMean(p)) / kernel.priorDeviation(p);
      value += 0.5 * off * off;
      gradient[p] += off / kernel.priorDeviation(p);
    }
    return value;
  }

  /** What one row adds to the slopes of the posterior: pairs with itself and rows before. */
  private void slopes(
      double[] exponentials,
      double[][] comparisons,
      double[] inverse,
      double[] alpha,
      double[] slopes) {
    int i = comparisons.length - 1;
    double[] slope = new double[slopes.length];
    for (int j = 0; j <= i; j++) {
      double weight = (i == j ? 0.5 : 1) * (inverse[j] - alpha[i] * alpha[j]);
      kernel.gradient(exponentials, comparisons[j], slope);
      for (int p = 0; p < slope.length; p++) {
        slopes[p] += weight * slope[p];
      }
    }
    int noise = kernel.noiseIndex();
    slopes[noise] += 0.5 * (inverse[i] - alpha[i] * alpha[i]) * exponentials[noise];
  }

  private static double[] exponentials(double[] logs) {
    return Arrays.stream(logs).map(Math::exp).toArray();
  }

  /** Gives what two of the rows compare as. */
  private interface Comparisons {
    double[] of(int row, int before);
  }

  private double[][] covariance(double[] exponentials, int n, Comparisons comparisons) {
    double[][] lower = new double[n][];
    double noise = exponentials[kernel.noiseIndex()] + JITTER;
    Triangle.each(
        n,
        i -> {
          lower[i] = new double[i + 1];
          Arrays.setAll(lower[i], j -> kernel.value(exponentials, comparisons.of(i, j)));
          lower[i][i] += noise;
        });
    return lower;
  }

  /** What is expected at cells. */
  Prediction predict(int[] cells) {
    double[] means = new double[cells.length];
    double[] deviations = new double[cells.length];
    Triangle.each(
        (cells.length + LANES - 1) / LANES,
        block -> {
          int from = block * LANES;
          block(cells, from, Math.min(cells.length, from + LANES), means, deviations);
        });
    return new Prediction(means, deviations);
  }

  private void block(int[] cells, int from, int to, double[] means, double[] deviations) {
    int[] others = Arrays.copyOfRange(cells, from, to);
    double[][] columns = kernel.columns(others);
    double[][] solved = new double[rows.length][];
    double[] left = new double[others.length];
    double[] sums = new double[others.length];
    Arrays.setAll(
        left, lane -> kernel.value(parameters, kernel.comparison(others[lane], others[lane])));
    for (int i = 0; i < rows.length; i++) {
      double[] row = kernel.values(parameters, rows[i], others, columns);
      for (int lane = 0; lane < row.length; lane++) {
        sums[lane] += weights[i] * row[lane];
      }
      Triangle.subtract(row, solved, factor[i], i);
      double inverse = 1 / factor[i][i];
      for (int lane = 0; lane < others.length; lane++) {
        row[lane] *= inverse;
        left[lane] -= row[lane] * row[lane];
      }
      solved[i] = row;
    }
    double noise = parameters[kernel.noiseIndex()];
    for (int lane = 0; lane < others.length; lane++) {
      means[from + lane] = mean + scale * sums[lane];
      deviations[from + lane] = scale * Math.sqrt(Math.max(left[lane], 0) + noise);
    }
  }
}
