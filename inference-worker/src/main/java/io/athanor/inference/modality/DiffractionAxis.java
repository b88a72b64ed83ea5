package io.athanor.inference.modality;

/**
 * The common axis of all powder patterns: even steps of the logarithm of the spacing of lattice
 * planes, from large spacings (low angles) to small ones. A spacing does not depend on the
 * wavelength, and an isotropic strain only shifts a pattern on this axis.
 */
public final class DiffractionAxis {
  /** Number of bins; one is 0.42 percent of a spacing. */
  public static final int BINS = 512;

  /** Spacing at the start of the first bin in Angstrom: 8.8 degrees at Cu K-alpha. */
  public static final double LARGEST_SPACING = 10.0;

  /** Spacing at the end of the last bin in Angstrom: 84.2 degrees at Cu K-alpha. */
  public static final double SMALLEST_SPACING = 1.15;

  /** Bin width as a natural logarithm of spacings. */
  public static final double STEP = Math.log(LARGEST_SPACING / SMALLEST_SPACING) / BINS;

  private DiffractionAxis() {}

  /** Where a spacing (Angstrom) lies, in bins from the start of the axis; may be outside of it. */
  public static double position(double spacing) {
    return Math.log(LARGEST_SPACING / spacing) / STEP;
  }

  /** The spacing in Angstrom at a position. */
  public static double spacing(double position) {
    return LARGEST_SPACING * Math.exp(-position * STEP);
  }

  /** Two-theta in degrees at a position, NaN where this wavelength (Angstrom) does not reach. */
  public static double twoTheta(double position, double wavelength) {
    return 2 * Math.toDegrees(Math.asin(wavelength / (2 * spacing(position))));
  }

  /**
   * Lorentz-polarisation factor of an unpolarised beam at a position, NaN where the wavelength
   * (Angstrom) does not reach.
   */
  static double lorentzPolarisation(double position, double wavelength) {
    double sine = wavelength / (2 * spacing(position));
    double squared = sine * sine;
    double twice = 1 - 2 * squared;
    return (1 + twice * twice) / (squared * Math.sqrt(1 - squared));
  }
}
