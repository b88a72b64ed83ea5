package io.athanor.acquisition.planner.posterior;

import java.util.Arrays;

/**
 * Variances of observed values that are known beforehand, such as squared standard errors of
 * repeated measurements; 0 where none is known. What a model fits as noise comes on top of them.
 */
final class KnownNoise {
  private KnownNoise() {}

  /**
   * Refuses variances that do not belong to the values.
   *
   * @throws IllegalArgumentException naming the first wrong entry
   */
  static void check(double[] values, double[] variances) {
    if (variances.length != values.length) {
      throw new IllegalArgumentException(
          "variances: expected %d, one a value, got %d".formatted(values.length, variances.length));
    }
    for (int i = 0; i < variances.length; i++) {
      if (!(variances[i] >= 0) || Double.isInfinite(variances[i])) {
        throw new IllegalArgumentException(
            "variances[%d] must be finite and not negative, was %s".formatted(i, variances[i]));
      }
    }
  }

  /** The first {@code count} variances in units where the values were divided by a scale. */
  static double[] scaled(double[] variances, int count, double scale) {
    double[] scaled = new double[count];
    for (int i = 0; i < count; i++) {
      scaled[i] = variances[i] / (scale * scale);
    }
    return scaled;
  }

  /**
   * What to expect of the next measurement: the (upper) median so far, which one failed measurement
   * does not move; 0 before the first.
   */
  static double typical(double[] variances) {
    double[] sorted = variances.clone();
    Arrays.sort(sorted);
    return sorted.length == 0 ? 0 : sorted[sorted.length / 2];
  }
}
