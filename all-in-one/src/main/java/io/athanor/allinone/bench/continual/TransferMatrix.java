package io.athanor.allinone.bench.continual;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.function.ToDoubleFunction;

/**
 * Absolute errors on every task's test rows after each task was learnt: R[i][j] is their mean for
 * task j after task i (Lopez-Paz and Ranzato, NeurIPS 2017). Transfers are shares of the error, and
 * positive where learning lowered it. Pure.
 *
 * @param errors by stage, task and row, in the property's unit; not copied
 * @param constant by task, the error of its best constant, in the property's unit; not copied
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, only read
record TransferMatrix(double[][][] errors, double[] constant) {
  private static final int DRAWS = 1_000;
  private static final double TAIL = 0.025;

  /** How many tasks there are. */
  int tasks() {
    return constant.length;
  }

  /** R, by stage and task. */
  double[][] means() {
    double[][] means = new double[errors.length][];
    for (int stage = 0; stage < errors.length; stage++) {
      means[stage] =
          Arrays.stream(errors[stage])
              .mapToDouble(rows -> Arrays.stream(rows).average().orElse(Double.NaN))
              .toArray();
    }
    return means;
  }

  /** Mean error over all tasks in the end. */
  static double accuracy(double[][] r) {
    return Arrays.stream(r[r.length - 1]).average().orElse(Double.NaN);
  }

  /** Backward transfer: mean over earlier tasks of (R_jj - R_Tj) / R_jj; negative where lost. */
  static double backward(double[][] r) {
    double sum = 0;
    int last = r.length - 1;
    for (int task = 0; task < last; task++) {
      sum += (r[task][task] - r[last][task]) / r[task][task] / last;
    }
    return sum;
  }

  /** Mean over earlier tasks of the rise above the best stage, as a share of that. */
  static double forgetting(double[][] r) {
    double sum = 0;
    int last = r.length - 1;
    for (int task = 0; task < last; task++) {
      double best = Double.POSITIVE_INFINITY;
      for (int stage = task; stage < last; stage++) {
        best = Math.min(best, r[stage][task]);
      }
      sum += (r[last][task] - best) / best / last;
    }
    return sum;
  }

  /** Forward transfer: mean over later tasks of what is known of them before, to the constant. */
  double forward(double[][] r) {
    double sum = 0;
    for (int task = 1; task < tasks(); task++) {
      sum += (constant[task] - r[task - 1][task]) / constant[task] / (tasks() - 1);
    }
    return sum;
  }

  /** Plasticity: mean over later tasks of what learning a task takes off its error. */
  static double plasticity(double[][] r) {
    double sum = 0;
    for (int task = 1; task < r.length; task++) {
      sum += (r[task - 1][task] - r[task][task]) / r[task - 1][task] / (r.length - 1);
    }
    return sum;
  }

  /** All figures with 95 % intervals over resampled test rows, the same rows at every stage. */
  Map<String, Object> figures(long seed) {
    Map<String, Object> figures = new LinkedHashMap<>();
    double[][] r = means();
    double[][][] drawn = new double[DRAWS][][];
    Random random = new Random(seed);
    for (int draw = 0; draw < DRAWS; draw++) {
      drawn[draw] = resampled(random);
    }
    figures.put("mae", figure(r, drawn, TransferMatrix::accuracy));
    figures.put("backwardTransfer", figure(r, drawn, TransferMatrix::backward));
    figures.put("forgetting", figure(r, drawn, TransferMatrix::forgetting));
    figures.put("forwardTransfer", figure(r, drawn, this::forward));
    figures.put("plasticity", figure(r, drawn, TransferMatrix::plasticity));
    figures.put("matrix", r);
    return figures;
  }

  private static Map<String, Object> figure(
      double[][] r, double[][][] drawn, ToDoubleFunction<double[][]> of) {
    double[] values = Arrays.stream(drawn).mapToDouble(of).sorted().toArray();
    return Share.figure(
        of.applyAsDouble(r), values[(int) (TAIL * DRAWS)], values[(int) ((1 - TAIL) * DRAWS)]);
  }

  private double[][] resampled(Random random) {
    double[][] sums = new double[errors.length][tasks()];
    for (int task = 0; task < tasks(); task++) {
      int rows = errors[0][task].length;
      for (int draw = 0; draw < rows; draw++) {
        int row = random.nextInt(rows);
        for (int stage = 0; stage < errors.length; stage++) {
          sums[stage][task] += errors[stage][task][row] / rows;
        }
      }
    }
    return sums;
  }
}
