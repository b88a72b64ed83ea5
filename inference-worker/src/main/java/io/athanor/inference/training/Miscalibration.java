package io.athanor.inference.training;

import io.athanor.inference.model.PropertyEstimate;
import java.util.Arrays;
import java.util.List;

/** How far the claimed deviations are from the errors seen. Pure. */
public final class Miscalibration {
  private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;
  private static final int SECTIONS = 40;

  private Miscalibration() {}

  /**
   * Area between the nominal and the observed coverage of central Gaussian intervals over all
   * levels: 0 for perfect deviations, 0.5 at worst (Kuleshov, Fenner, Ermon, ICML 2018).
   */
  public static double area(List<PropertyEstimate> estimates, double[] labels) {
    double[] scores = new double[labels.length];
    for (int row = 0; row < scores.length; row++) {
      PropertyEstimate estimate = estimates.get(row);
      scores[row] =
          Math.abs(labels[row] - estimate.mean()) / Math.max(Metrics.FLOOR, estimate.deviation());
    }
    return area(scores, 1);
  }

  /**
   * The area if every deviation were so many times as large.
   *
   * @param scores absolute errors in claimed deviations
   */
  static double area(double[] scores, double scale) {
    double[] levels = new double[scores.length];
    for (int row = 0; row < levels.length; row++) {
      levels[row] = erf(scores[row] / (scale * Math.sqrt(2)));
    }
    Arrays.sort(levels);
    double area = 0;
    double from = 0;
    for (int row = 0; row <= levels.length; row++) {
      double to = row == levels.length ? 1 : levels[row];
      area += between((double) row / levels.length, from, to);
      from = to;
    }
    return area;
  }

  /** The scale of the smallest area, by golden section on its logarithm. */
  static double bestScale(double[] scores) {
    double low = Math.log(0.05);
    double high = Math.log(20);
    for (int step = 0; step < SECTIONS; step++) {
      double left = high - GOLDEN * (high - low);
      double right = low + GOLDEN * (high - low);
      if (area(scores, Math.exp(left)) < area(scores, Math.exp(right))) {
        high = right;
      } else {
        low = left;
      }
    }
    return Math.exp((low + high) / 2);
  }

  /** Integral of |height - p| for p from one level to another. */
  private static double between(double height, double from, double to) {
    if (height <= from || height >= to) {
      return Math.abs(height - (from + to) / 2) * (to - from);
    }
    return ((height - from) * (height - from) + (to - height) * (to - height)) / 2;
  }

  /** Error function, to 1.5e-7 (Abramowitz and Stegun 7.1.26); x is not negative. */
  static double erf(double x) {
    double t = 1 / (1 + 0.3275911 * x);
    double series =
        t
            * (0.254829592
                + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
    return 1 - series * Math.exp(-x * x);
  }
}
