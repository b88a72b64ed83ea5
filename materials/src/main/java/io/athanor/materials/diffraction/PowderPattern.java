package io.athanor.materials.diffraction;

import io.athanor.materials.MeasurementException;

/** Diffracted intensity (counts or any unit) over the angle two-theta (degrees, ascending). */
public final class PowderPattern {
  private static final int LEAST_POINTS = 30;

  private final double[] twoTheta;
  private final double[] intensity;
  private final double wavelength;

  /**
   * Checks and copies a pattern.
   *
   * @param twoTheta degrees in (0, 180), strictly ascending
   * @param intensity not negative
   * @param wavelength of the radiation in Angstrom, 0.1..5
   * @throws MeasurementException naming the wrong field
   */
  public PowderPattern(double[] twoTheta, double[] intensity, double wavelength) {
    if (!(wavelength >= 0.1 && wavelength <= 5)) {
      throw new MeasurementException(
          "wavelength", "must be in 0.1..5 Angstrom but is " + wavelength);
    }
    if (twoTheta.length < LEAST_POINTS) {
      throw new MeasurementException(
          "twoTheta", "has " + twoTheta.length + " points, fewer than " + LEAST_POINTS);
    }
    if (intensity.length != twoTheta.length) {
      throw new MeasurementException(
          "intensity", "has " + intensity.length + " points but two-theta " + twoTheta.length);
    }
    for (int i = 0; i < twoTheta.length; i++) {
      if (!(twoTheta[i] > 0 && twoTheta[i] < 180)) {
        throw new MeasurementException("twoTheta", "must be in 0..180 but is " + twoTheta[i]);
      }
      if (i > 0 && twoTheta[i] <= twoTheta[i - 1]) {
        throw new MeasurementException("twoTheta", "does not ascend at point " + i);
      }
      if (!(intensity[i] >= 0) || Double.isInfinite(intensity[i])) {
        throw new MeasurementException(
            "intensity", "must be finite and >= 0 but is " + intensity[i]);
      }
    }
    this.twoTheta = twoTheta.clone();
    this.intensity = intensity.clone();
    this.wavelength = wavelength;
  }

  /** Wavelength in Angstrom. */
  public double wavelength() {
    return wavelength;
  }

  /** Angles in degrees, a copy. */
  public double[] twoTheta() {
    return twoTheta.clone();
  }

  /** Intensities, a copy. */
  public double[] intensity() {
    return intensity.clone();
  }
}
