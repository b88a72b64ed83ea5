package io.athanor.acquisition.planner.posterior;

import io.athanor.acquisition.planner.space.FeatureMatrix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What a Gaussian process would say from a few of its observations, and how far all of them can
 * move that. The few are chosen one after another where the mean is most wrong (f-greedy kernel
 * interpolation; Schaback and Wendland 2000, Wirtz and Haasdonk 2013). What the others add to the
 * mean is a function of the posterior's own reproducing kernel space, so at x it is at most B s(x)
 * with s the deviation given the few and B^2 = y'a - y_S'a_S - sum over the others of noise a^2, a
 * = (K + noise)^-1 y; and observations only take variance away.
 */
final class ProcessSketch {
  /** What rounding may hide, in deviations of the prior. */
  private static final double ROUNDING = 1e-9;

  private final GaussianProcess few;
  private final double[] values;
  private final double reach;

  /**
   * Before it is asked of any candidates.
   *
   * @param process conditioned on what was observed
   * @param observed rows of that, in its order
   * @param targets values, in transformed units
   * @param known variances of them on top of the common noise
   * @param alpha what each observation weighs in the process's mean
   * @param size observations to keep, at most
   */
  ProcessSketch(
      GaussianProcess process,
      FeatureMatrix observed,
      double[] targets,
      double[] known,
      double[] alpha,
      int size) {
    List<Integer> kept = few(process, targets, known, Math.min(size, targets.length));
    this.values = kept.stream().mapToDouble(i -> targets[i]).toArray();
    this.few = process.blank(observed.select(List.of()));
    few.appendAll(observed.select(kept), kept.stream().mapToDouble(i -> known[i]).toArray());
    this.reach = reach(process, targets, known, alpha, few.weightsOf(values), kept);
  }

  /** Most deviations of the sketch that the mean may differ from the sketch's. */
  double reach() {
    return reach;
  }

  /** Given the few: O(rows x few^2). */
  Look at(FeatureMatrix rows) {
    GaussianProcess over = few.over(rows);
    return new Look(over.mean(values), over.variance());
  }

  /**
   * What the few say.
   *
   * @param means by row
   * @param variances by row: not below the process's own
   */
  record Look(double[] means, double[] variances) {}

  private static double reach(
      GaussianProcess process,
      double[] targets,
      double[] known,
      double[] alpha,
      double[] own,
      List<Integer> few) {
    double square = 0;
    for (int i = 0; i < targets.length; i++) {
      square += targets[i] * alpha[i];
    }
    double scale = Math.abs(square);
    for (int k = 0; k < own.length; k++) {
      square -= targets[few.get(k)] * own[k];
    }
    boolean[] isKept = new boolean[targets.length];
    few.forEach(i -> isKept[i] = true);
    for (int i = 0; i < targets.length; i++) {
      if (!isKept[i]) {
        square -= (process.noiseVariance() + known[i]) * alpha[i] * alpha[i];
      }
    }
    return Math.sqrt(Math.max(0, square) + ROUNDING * scale);
  }

  private static List<Integer> few(
      GaussianProcess process, double[] targets, double[] known, int size) {
    int n = targets.length;
    double[] residual = targets.clone();
    boolean[] isTaken = new boolean[n];
    List<double[]> rows = new ArrayList<>();
    List<Integer> few = new ArrayList<>();
    while (few.size() < size) {
      int next = -1;
      for (int i = 0; i < n; i++) {
        if (!isTaken[i] && (next < 0 || Math.abs(residual[i]) > Math.abs(residual[next]))) {
          next = i;
        }
      }
      int chosen = next;
      double[] row = new double[n];
      Arrays.setAll(row, i -> process.prior(chosen, i));
      for (double[] before : rows) {
        double weight = before[chosen];
        for (int i = 0; i < n; i++) {
          row[i] -= weight * before[i];
        }
      }
      double variance = row[chosen] + process.noiseVariance() + known[chosen];
      double innovation = residual[chosen] / variance;
      double inverse = 1 / Math.sqrt(variance);
      for (int i = 0; i < n; i++) {
        residual[i] -= innovation * row[i];
        row[i] *= inverse;
      }
      rows.add(row);
      isTaken[chosen] = true;
      few.add(chosen);
    }
    return few;
  }
}
