package io.athanor.inference.training;

import io.athanor.inference.training.report.Interval;
import java.util.Arrays;
import java.util.Random;

/** Percentile bootstrap of a mean (Efron 1979). */
public final class Bootstrap {
  private static final int DRAWS = 1_000;
  private static final double TAIL = 0.025;

  private Bootstrap() {}

  /** The mean of the values with its 95 % interval over resampled rows. */
  public static Interval mean(double[] values, long seed) {
    Random random = new Random(seed);
    double[] means = new double[DRAWS];
    for (int draw = 0; draw < DRAWS; draw++) {
      double sum = 0;
      for (int row = 0; row < values.length; row++) {
        sum += values[random.nextInt(values.length)];
      }
      means[draw] = sum / values.length;
    }
    Arrays.sort(means);
    return new Interval(
        Arrays.stream(values).average().orElse(Double.NaN),
        means[(int) (TAIL * DRAWS)],
        means[(int) ((1 - TAIL) * DRAWS)]);
  }
}
