package io.athanor.acquisition.bench;

import io.athanor.acquisition.planner.numeric.Seeds;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** Means over runs with 95 % percentile intervals by bootstrap over runs (Efron, 1979). */
public final class Bootstrap {
  private static final int RESAMPLES = 2000;

  private Bootstrap() {}

  /**
   * The mean and its interval.
   *
   * @param runs one figure of each run
   * @param seed of the resampling
   */
  public static Estimate mean(double[] runs, long seed) {
    if (runs.length == 0) {
      return new Estimate(Optional.empty(), Optional.empty());
    }
    SplittableRandom random = Seeds.stream(seed, "bootstrap-mean");
    double[] means = new double[RESAMPLES];
    for (int r = 0; r < RESAMPLES; r++) {
      for (int i = 0; i < runs.length; i++) {
        means[r] += runs[random.nextInt(runs.length)] / runs.length;
      }
    }
    Arrays.sort(means);
    return new Estimate(
        Optional.of(Arrays.stream(runs).average().orElseThrow()),
        Optional.of(
            List.of(
                means[(int) (0.025 * RESAMPLES)], means[(int) Math.ceil(0.975 * RESAMPLES) - 1])));
  }

  /** The mean difference of paired runs, {@code runs} minus {@code others}. */
  public static Estimate difference(double[] runs, double[] others, long seed) {
    if (runs.length != others.length) {
      throw new IllegalArgumentException(
          "%d runs against %d".formatted(runs.length, others.length));
    }
    double[] differences = new double[runs.length];
    Arrays.setAll(differences, i -> runs[i] - others[i]);
    return mean(differences, seed);
  }
}
