package io.athanor.acquisition.planner.acquisition;

import io.athanor.acquisition.planner.numeric.NormalMath;
import io.athanor.acquisition.planner.objective.Goal;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Log of the expected improvement of one random scalarisation of several objectives (Knowles 2006,
 * "ParEGO"): s = min_k l_k f_k + rho sum_k l_k f_k with weights l uniform on the simplex and merits
 * f_k scaled to the range [0, 1] of the posterior means at feasible observed rows. The minimum of
 * independent normals enters by its mean and variance after Clark (1961), exact for two objectives,
 * and s is then taken as normal. O(rows x objectives). Consumes one number per objective.
 *
 * @param rho weight of the sum, which keeps weakly dominated candidates from winning
 * @param importance what the random weights are multiplied by, positive, one for each objective;
 *     empty where all count the same
 */
public record ParEgo(double rho, List<Double> importance) implements AcquisitionFunction {
  private static final Goal SCALED = new Goal.Maximize();

  /** Copies and checks. */
  public ParEgo {
    importance = List.copyOf(importance);
    importance.forEach(
        weight -> {
          if (!(weight > 0) || weight.isInfinite()) {
            throw new IllegalArgumentException(
                "importance must be positive and finite, was " + weight);
          }
        });
    if (!Double.isFinite(rho) || rho < 0) {
      throw new IllegalArgumentException("rho must be finite and not negative, was " + rho);
    }
  }

  /** With the usual weight 0.05. */
  public static ParEgo standard() {
    return new ParEgo(0.05, List.of());
  }

  /**
   * Mean and standard deviation of a scalarised row.
   *
   * @param mean in units of the scaled objectives
   * @param deviation the same
   */
  record Moments(double mean, double deviation) {}

  /** Offsets and factors that scale and weight each objective. */
  private record Scaling(double[] lowest, double[] factor) {}

  @Override
  public double[] values(View view, SplittableRandom random) {
    int[] observed = view.feasibleObserved();
    if (observed.length == 0) {
      throw new IllegalArgumentException("view.observed must have a feasible row");
    }
    Scaling scaling = scaling(view, observed, weights(view, random));
    double best = Double.NEGATIVE_INFINITY;
    for (int row : observed) {
      best = Math.max(best, scalarised(view, row, scaling));
    }
    double incumbent = best;
    return view.scores(
        row -> {
          Moments moments = moments(view, row, scaling);
          return Improvement.log(SCALED, moments.mean(), moments.deviation(), incumbent);
        });
  }

  private double[] weights(View view, SplittableRandom random) {
    int count = view.objectives().size();
    if (!importance.isEmpty() && importance.size() != count) {
      throw new IllegalArgumentException(
          "importance must be as many as objectives, were %d for %d"
              .formatted(importance.size(), count));
    }
    double[] weights = weights(count, random);
    for (int k = 0; k < importance.size(); k++) {
      weights[k] *= importance.get(k);
    }
    return weights;
  }

  /** Uniform on the simplex: normalised exponentials. */
  static double[] weights(int count, SplittableRandom random) {
    double[] weights = new double[count];
    double sum = 0;
    for (int k = 0; k < count; k++) {
      weights[k] = -StrictMath.log1p(-random.nextDouble());
      sum += weights[k];
    }
    for (int k = 0; k < count; k++) {
      weights[k] = sum > 0 ? weights[k] / sum : 1.0 / count;
    }
    return weights;
  }

  private static Scaling scaling(View view, int[] observed, double[] weights) {
    double[] lowest = new double[weights.length];
    double[] factor = new double[weights.length];
    for (int k = 0; k < weights.length; k++) {
      double low = Double.POSITIVE_INFINITY;
      double high = Double.NEGATIVE_INFINITY;
      for (int row : observed) {
        low = Math.min(low, view.objectives().get(k).merit(row));
        high = Math.max(high, view.objectives().get(k).merit(row));
      }
      lowest[k] = low;
      factor[k] = weights[k] / (high > low ? high - low : 1);
    }
    return new Scaling(lowest, factor);
  }

  private double scalarised(View view, int row, Scaling scaling) {
    double least = Double.POSITIVE_INFINITY;
    double sum = 0;
    for (int k = 0; k < scaling.factor().length; k++) {
      double value =
          scaling.factor()[k] * (view.objectives().get(k).merit(row) - scaling.lowest()[k]);
      least = Math.min(least, value);
      sum += value;
    }
    return least + rho * sum;
  }

  private Moments moments(View view, int row, Scaling scaling) {
    int m = scaling.factor().length;
    double[] mean = new double[m];
    double[] deviation = new double[m];
    for (int k = 0; k < m; k++) {
      Outcome objective = view.objectives().get(k);
      mean[k] = scaling.factor()[k] * (objective.expectedMerit(row) - scaling.lowest()[k]);
      deviation[k] = scaling.factor()[k] * objective.meritDeviation(row);
    }
    return moments(mean, deviation, rho);
  }

  /** Of min_k x_k + rho sum_k x_k for independent normals x_k, two by two after Clark. */
  static Moments moments(double[] mean, double[] deviation, double rho) {
    double least = mean[0];
    double variance = deviation[0] * deviation[0];
    double sum = mean[0];
    double total = variance;
    // covariance of the minimum so far with the sum so far
    double covariance = variance;
    for (int k = 1; k < mean.length; k++) {
      double own = deviation[k] * deviation[k];
      double spread = Math.sqrt(variance + own);
      double u = spread > 0 ? (mean[k] - least) / spread : Math.signum(mean[k] - least) * 1e300;
      double keep = NormalMath.distribution(u);
      double lose = NormalMath.distribution(-u);
      double overlap = spread * NormalMath.density(u);
      double first = least * keep + mean[k] * lose - overlap;
      double second =
          (least * least + variance) * keep
              + (mean[k] * mean[k] + own) * lose
              - (least + mean[k]) * overlap;
      covariance = covariance * keep + own * lose;
      variance = Math.max(0, second - first * first);
      least = first;
      sum += mean[k];
      total += own;
    }
    double all = variance + 2 * rho * covariance + rho * rho * total;
    return new Moments(least + rho * sum, Math.sqrt(Math.max(0, all)));
  }
}
