package io.athanor.allinone.bench.inverse;

import io.athanor.acquisition.planner.numeric.Lbfgs;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * A Gaussian process over cells of a table with a {@link FactorialKernel}. Hyperparameters are the
 * most probable ones given the first rows observed; the posterior is of all rows.
 */
final class FactorialProcess {
  private static final int FITTED_ON = 300;
  private static final int ITERATIONS = 15;
  private static final double REACH = 4;
  private static final double JITTER = 1e-9;
  private static final int LANES = 128;

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
    this.factor = covariance(parameters, rows.length);
    factorise(factor);
    this.weights = backward(forward(targets));
  }

  private double[] fit(int n, double[] targets) {
    double[] start = kernel.defaults();
    double[] low = Arrays.stream(start).map(v -> v - REACH).toArray();
    double[] high = Arrays.stream(start).map(v -> v + REACH).toArray();
    return Lbfgs.minimise(
            (point, gradient) -> negativeLogPosterior(n, targets, point, gradient),
            start,
            low,
            high,
            ITERATIONS)
        .point();
  }

  private double negativeLogPosterior(int n, double[] targets, double[] point, double[] gradient) {
    double[] exponentials = exponentials(point);
    double[][] lower = covariance(exponentials, n);
    if (!factorise(lower)) {
      return Double.POSITIVE_INFINITY;
    }
    double[][] inverse = inverse(lower);
    double[] alpha = new double[n];
    double value = 0;
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        alpha[i] += inverse[i][j] * targets[j];
      }
      value += 0.5 * targets[i] * alpha[i] + Math.log(lower[i][i]);
    }
    Arrays.fill(gradient, 0);
    double[] slope = new double[kernel.size()];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        double weight = (i == j ? 0.5 : 1) * (inverse[i][j] - alpha[i] * alpha[j]);
        kernel.gradient(exponentials, rows[i], rows[j], slope);
        for (int p = 0; p < slope.length; p++) {
          gradient[p] += weight * slope[p];
        }
      }
      gradient[kernel.noiseIndex()] +=
          0.5 * (inverse[i][i] - alpha[i] * alpha[i]) * exponentials[kernel.noiseIndex()];
    }
    for (int p = 0; p < point.length; p++) {
      double off = (point[p] - kernel.priorMean(p)) / kernel.priorDeviation(p);
      value += 0.5 * off * off;
      gradient[p] += off / kernel.priorDeviation(p);
    }
    return value;
  }

  private static double[] exponentials(double[] logs) {
    return Arrays.stream(logs).map(Math::exp).toArray();
  }

  private double[][] covariance(double[] exponentials, int n) {
    double[][] lower = new double[n][];
    double noise = exponentials[kernel.noiseIndex()] + JITTER;
    IntStream.range(0, n)
        .parallel()
        .forEach(
            i -> {
              lower[i] = new double[i + 1];
              for (int j = 0; j <= i; j++) {
                lower[i][j] = kernel.value(exponentials, rows[i], rows[j]);
              }
              lower[i][i] += noise;
            });
    return lower;
  }

  /** Cholesky in place; false where the matrix is not positive definite. */
  private static boolean factorise(double[][] lower) {
    for (int i = 0; i < lower.length; i++) {
      for (int j = 0; j <= i; j++) {
        double[] one = lower[i];
        double[] other = lower[j];
        double sum = one[j];
        for (int k = 0; k < j; k++) {
          sum -= one[k] * other[k];
        }
        if (i == j && !(sum > 0)) {
          return false;
        }
        one[j] = i == j ? Math.sqrt(sum) : sum / other[j];
      }
    }
    return true;
  }

  private static double[][] inverse(double[][] lower) {
    int n = lower.length;
    // columns of the inverse of the factor, then their products
    double[][] columns = new double[n][n];
    for (int c = 0; c < n; c++) {
      columns[c][c] = 1 / lower[c][c];
      for (int i = c + 1; i < n; i++) {
        double sum = 0;
        for (int k = c; k < i; k++) {
          sum -= lower[i][k] * columns[c][k];
        }
        columns[c][i] = sum / lower[i][i];
      }
    }
    double[][] inverse = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        double sum = 0;
        for (int k = i; k < n; k++) {
          sum += columns[i][k] * columns[j][k];
        }
        inverse[i][j] = sum;
        inverse[j][i] = sum;
      }
    }
    return inverse;
  }

  private double[] forward(double[] right) {
    double[] solved = new double[right.length];
    for (int i = 0; i < solved.length; i++) {
      double sum = right[i];
      for (int k = 0; k < i; k++) {
        sum -= factor[i][k] * solved[k];
      }
      solved[i] = sum / factor[i][i];
    }
    return solved;
  }

  private double[] backward(double[] right) {
    double[] solved = right.clone();
    for (int i = solved.length - 1; i >= 0; i--) {
      solved[i] /= factor[i][i];
      for (int k = 0; k < i; k++) {
        solved[k] -= factor[i][k] * solved[i];
      }
    }
    return solved;
  }

  /** What is expected at cells. */
  Prediction predict(int[] cells) {
    double[] means = new double[cells.length];
    double[] deviations = new double[cells.length];
    IntStream.range(0, (cells.length + LANES - 1) / LANES)
        .parallel()
        .forEach(
            block -> {
              int from = block * LANES;
              block(cells, from, Math.min(cells.length, from + LANES), means, deviations);
            });
    return new Prediction(means, deviations);
  }

  private void block(int[] cells, int from, int to, double[] means, double[] deviations) {
    int lanes = to - from;
    double[][] solved = new double[rows.length][];
    double[] left = new double[lanes];
    double[] sums = new double[lanes];
    for (int lane = 0; lane < lanes; lane++) {
      left[lane] = kernel.value(parameters, cells[from + lane], cells[from + lane]);
    }
    for (int i = 0; i < rows.length; i++) {
      double[] row = new double[lanes];
      for (int lane = 0; lane < lanes; lane++) {
        row[lane] = kernel.value(parameters, rows[i], cells[from + lane]);
        sums[lane] += weights[i] * row[lane];
      }
      subtract(row, solved, factor[i], i);
      double inverse = 1 / factor[i][i];
      for (int lane = 0; lane < lanes; lane++) {
        row[lane] *= inverse;
        left[lane] -= row[lane] * row[lane];
      }
      solved[i] = row;
    }
    double noise = parameters[kernel.noiseIndex()];
    for (int lane = 0; lane < lanes; lane++) {
      means[from + lane] = mean + scale * sums[lane];
      deviations[from + lane] = scale * Math.sqrt(Math.max(left[lane], 0) + noise);
    }
  }

  /** Takes the first rows times their factors off a row, four at a time. */
  private static void subtract(double[] row, double[][] solved, double[] factors, int count) {
    int k = 0;
    for (; k + 4 <= count; k += 4) {
      double[] a = solved[k];
      double[] b = solved[k + 1];
      double[] c = solved[k + 2];
      double[] d = solved[k + 3];
      double fa = factors[k];
      double fb = factors[k + 1];
      double fc = factors[k + 2];
      double fd = factors[k + 3];
      for (int lane = 0; lane < row.length; lane++) {
        row[lane] -= fa * a[lane] + fb * b[lane] + fc * c[lane] + fd * d[lane];
      }
    }
    for (; k < count; k++) {
      double[] a = solved[k];
      double fa = factors[k];
      for (int lane = 0; lane < row.length; lane++) {
        row[lane] -= fa * a[lane];
      }
    }
  }
}
