package io.athanor.materials.numeric;

import java.util.Arrays;

/** Statistics that a few wild points do not move. */
public final class Robust {
  /** A normal distribution's standard deviation in units of its median absolute deviation. */
  private static final double MAD_TO_SIGMA = 1.4826;

  private Robust() {}

  /** The median; NaN for no values. */
  public static double median(double[] values) {
    if (values.length == 0) {
      return Double.NaN;
    }
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  /** Standard deviation of a normal by its median absolute deviation; NaN for no values. */
  public static double deviation(double[] values) {
    double median = median(values);
    double[] deviations = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      deviations[i] = Math.abs(values[i] - median);
    }
    return MAD_TO_SIGMA * median(deviations);
  }

  /**
   * Standard deviation of independent noise on a smooth curve, from the third differences of
   * neighbouring points (they cancel a parabola): 1.4826 median |d| / sqrt(20).
   */
  public static double noise(double[] curve) {
    if (curve.length < 8) {
      return Double.NaN;
    }
    double[] differences = new double[curve.length - 3];
    for (int i = 0; i < differences.length; i++) {
      differences[i] = Math.abs(curve[i + 3] - 3 * curve[i + 2] + 3 * curve[i + 1] - curve[i]);
    }
    return MAD_TO_SIGMA * median(differences) / Math.sqrt(20);
  }

  /**
   * Which points stand out from their neighbourhood: farther from the running median of {@code 2 *
   * halfWidth + 1} points than {@code threshold} times the noise or the local spread, whichever is
   * larger (Hampel's filter with a floor).
   */
  public static boolean[] outliers(double[] curve, int halfWidth, double threshold, double noise) {
    boolean[] wild = new boolean[curve.length];
    for (int i = 0; i < curve.length; i++) {
      int from = Math.max(0, Math.min(i - halfWidth, curve.length - 2 * halfWidth - 1));
      int to = Math.min(curve.length, from + 2 * halfWidth + 1);
      double[] window = Arrays.copyOfRange(curve, from, to);
      double scale = Math.max(noise, deviation(window));
      wild[i] = Math.abs(curve[i] - median(window)) > threshold * scale;
    }
    return wild;
  }
}
