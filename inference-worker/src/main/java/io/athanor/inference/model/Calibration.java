package io.athanor.inference.model;

/**
 * Post-hoc calibration of one property in one input mode, fitted on held-out rows.
 *
 * @param scale temperature: factor on every standard deviation
 * @param intervalFactor half-width of the 90 % interval in scaled deviations: the split-conformal
 *     quantile, 1.645 for a perfect Gaussian
 */
public record Calibration(double scale, double intervalFactor) {
  /** Before any fitting. */
  public static final Calibration NONE = new Calibration(1, 1.6448536269514722);

  public Calibration {
    if (!(scale > 0) || Double.isInfinite(scale)) {
      throw new IllegalArgumentException("scale must be positive and finite, got " + scale);
    }
    if (!(intervalFactor > 0) || Double.isInfinite(intervalFactor)) {
      throw new IllegalArgumentException(
          "intervalFactor must be positive and finite, got " + intervalFactor);
    }
  }
}
