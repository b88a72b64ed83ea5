package io.athanor.allinone.lab;

import java.util.random.RandomGenerator;

/**
 * Powder pattern of a film with Cu K-alpha: the primitive cubic reflections of the perovskite, lead
 * iodide where it has decomposed, and the strongest line of the yellow hexagonal phase.
 */
final class PowderPattern {
  /** Cu K-alpha, weighted mean: International Tables C (2004), table 4.2.2.1. Angstrom. */
  static final double WAVELENGTH = 1.54184;

  private static final double FIRST = 10;
  private static final double LAST = 50;
  private static final double STEP = 0.05;

  /**
   * h2 + k2 + l2 and relative intensity, {100} and {200} strongest as in films of MAPbI3; order
   * after Poglitsch and Weber 1987, values rounded.
   */
  private static final double[][] REFLECTIONS = {
    {1, 100}, {2, 12}, {3, 8}, {4, 70}, {5, 25}, {6, 20}, {8, 35}, {9, 15}
  };

  /**
   * 2H-PbI2 (001), layer distance 6.98 Angstrom: Palosz, J. Phys. Condens. Matter 2 (1990) 5285.
   */
  private static final double LEAD_IODIDE_SPACING = 6.98;

  /** Hexagonal FAPbI3 (010), a = 8.66 Angstrom: Stoumpos et al., Inorg. Chem. 52 (2013) 9019. */
  private static final double YELLOW_SPACING = 8.6603 * Math.sqrt(3) / 2;

  /** Shape factor of Scherrer's equation: Patterson, Phys. Rev. 56 (1939) 978. */
  private static final double SCHERRER = 0.9;

  private static final double PEAK_COUNTS = 4_000;
  private static final double BACKGROUND_COUNTS = 60;

  private PowderPattern() {}

  /** Scattering angles 2 theta in degrees, rising. */
  static double[] angles() {
    double[] angles = new double[(int) Math.round((LAST - FIRST) / STEP) + 1];
    for (int i = 0; i < angles.length; i++) {
      angles[i] = FIRST + i * STEP;
    }
    return angles;
  }

  /** Bragg's angle 2 theta in degrees for a spacing in Angstrom; NaN where none. */
  static double angle(double spacing) {
    return 2 * Math.toDegrees(Math.asin(WAVELENGTH / (2 * spacing)));
  }

  /**
   * Measured intensity in counts.
   *
   * @param shift zero shift of the goniometer at the time, degrees
   */
  static double[] measure(Film film, double shift, RandomGenerator random) {
    double[] angles = angles();
    double[] ideal = new double[angles.length];
    Phases phases = film.phases();
    double grain = 150 + 650 * phases.crystallinity();
    double share = phases.perovskite() * (1 - phases.decomposition());
    for (double[] reflection : REFLECTIONS) {
      double spacing = film.lattice() / Math.sqrt(reflection[0]);
      add(ideal, angles, angle(spacing) + shift, grain, PEAK_COUNTS * share * reflection[1] / 100);
    }
    double iodide = PEAK_COUNTS * phases.decomposition();
    add(ideal, angles, angle(LEAD_IODIDE_SPACING) + shift, grain, iodide);
    double yellow = 0.6 * PEAK_COUNTS * (1 - phases.perovskite());
    add(ideal, angles, angle(YELLOW_SPACING) + shift, grain, yellow);
    double[] counts = new double[angles.length];
    for (int i = 0; i < angles.length; i++) {
      double mean = ideal[i] + BACKGROUND_COUNTS * (1 + 10 / angles[i]);
      counts[i] = Math.max(0, Math.rint(mean + Math.sqrt(mean) * random.nextGaussian()));
    }
    return counts;
  }

  /** Adds a pseudo-Voigt line, half Lorentz, half Gauss, of Scherrer's width. */
  private static void add(
      double[] pattern, double[] angles, double centre, double grain, double height) {
    double theta = Math.toRadians(centre / 2);
    double size = Math.toDegrees(SCHERRER * WAVELENGTH / (grain * Math.cos(theta)));
    double width = Math.hypot(0.10, size);
    for (int i = 0; i < angles.length; i++) {
      double x = 2 * (angles[i] - centre) / width;
      double lorentz = 1 / (1 + x * x);
      double gauss = Math.exp(-Math.log(2) * x * x);
      pattern[i] += height * (lorentz + gauss) / 2;
    }
  }
}
