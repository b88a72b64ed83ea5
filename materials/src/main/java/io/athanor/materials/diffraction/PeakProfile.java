package io.athanor.materials.diffraction;

import io.athanor.materials.MeasurementException;

/**
 * Shape of a line: pseudo-Voigt, eta times a Lorentzian plus (1 - eta) times a Gaussian of the same
 * width and unit area. The width is the instrument's, FWHM^2 = U tan^2 theta + V tan theta + W
 * (Caglioti, Paoletti and Ricci, Nucl. Instrum. 3, 223, 1958), plus that of small domains, K lambda
 * / (size cos theta) with K = 0.9 (Scherrer), added linearly.
 *
 * @param u square degrees
 * @param v square degrees
 * @param w square degrees
 * @param eta Lorentzian share, 0..1
 * @param domainSize Angstrom; infinite for perfect crystals
 */
public record PeakProfile(double u, double v, double w, double eta, double domainSize) {
  private static final double SCHERRER = 0.9;
  private static final double LEAST_SQUARE = 1e-6;

  /** Checks the ranges. */
  public PeakProfile {
    if (!(Double.isFinite(u) && Double.isFinite(v) && Double.isFinite(w))) {
      throw new MeasurementException("profile", "U, V and W must be finite");
    }
    if (!(eta >= 0 && eta <= 1)) {
      throw new MeasurementException("eta", "must be in 0..1 but is " + eta);
    }
    if (!(domainSize >= 5)) {
      throw new MeasurementException(
          "domainSize", "must be at least 5 Angstrom but is " + domainSize);
    }
  }

  /** A profile of one width (degrees) at all angles, half Lorentzian. */
  public static PeakProfile ofWidth(double degrees) {
    return new PeakProfile(0, 0, degrees * degrees, 0.5, Double.POSITIVE_INFINITY);
  }

  /** Full width at half maximum in degrees at an angle in degrees. */
  public double width(double twoTheta, double wavelength) {
    double theta = Math.toRadians(twoTheta) / 2;
    double tangent = Math.tan(theta);
    double instrument = Math.sqrt(Math.max(u * tangent * tangent + v * tangent + w, LEAST_SQUARE));
    return instrument + Math.toDegrees(SCHERRER * wavelength / (domainSize * Math.cos(theta)));
  }

  /** The profile, 1/degree, at a distance from the centre of a line of this width (degrees). */
  public double at(double distance, double width) {
    double t = 2 * distance / width;
    double lorentz = 2 / (Math.PI * width * (1 + t * t));
    double gauss = 2 / width * Math.sqrt(Math.log(2) / Math.PI) * Math.exp(-Math.log(2) * t * t);
    return eta * lorentz + (1 - eta) * gauss;
  }
}
