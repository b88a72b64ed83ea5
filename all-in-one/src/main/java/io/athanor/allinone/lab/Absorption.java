package io.athanor.allinone.lab;

import java.util.random.RandomGenerator;

/**
 * Absorbance of a film by wavelength: a direct edge with an exciton line below it, as Elliott,
 * Phys. Rev. 108 (1957) 1384, has them, and an exponential tail (Urbach, Phys. Rev. 92 (1953)
 * 1324). Elliott's enhancement of the continuum is left out: at room temperature the line is what
 * remains visible.
 */
final class Absorption {
  /** First wavelength, nm. */
  static final double FIRST = 400;

  /** Last wavelength, nm. */
  static final double LAST = 1_200;

  private static final double STEP = 4;
  private static final double NANOMETRE_ELECTRONVOLT = 1_239.841984;

  /** Film thickness, nm; common for these cells. */
  static final double THICKNESS = 500;

  /** Absorption coefficient one eV above the gap, 1/cm; De Wolf et al. 2014. */
  private static final double COEFFICIENT = 1.0e5;

  /** Urbach energy of MAPbI3, eV: De Wolf et al., J. Phys. Chem. Lett. 5 (2014) 1035. */
  private static final double URBACH = 0.015;

  /** Exciton binding energy, eV: Miyata et al., Nat. Phys. 11 (2015) 582, give 0.016 at most. */
  private static final double BINDING = 0.012;

  /** Thermal width of the line, eV; chosen near the thermal energy. */
  private static final double LINE_WIDTH = 0.025;

  private static final double LINE_HEIGHT = 0.06;

  private Absorption() {}

  /** Wavelengths, nm, rising. */
  static double[] wavelengths() {
    double[] wavelengths = new double[(int) Math.round((LAST - FIRST) / STEP) + 1];
    for (int i = 0; i < wavelengths.length; i++) {
      wavelengths[i] = FIRST + i * STEP;
    }
    return wavelengths;
  }

  /** Absorption coefficient, 1/cm, at a photon energy in eV. */
  static double coefficient(Film film, double energy) {
    double disorder = 1 - film.phases().crystallinity() * film.phases().perovskite();
    // the root of a softened edge falls off as exp(E / 2w), so w is half the Urbach energy
    double width = 0.5 * URBACH * (1 + disorder);
    double excess = (energy - film.gap()) / width;
    double softened = width * (excess > 40 ? excess : Math.log1p(Math.exp(excess)));
    double line = (energy - film.gap() + BINDING) / LINE_WIDTH;
    return COEFFICIENT
        * film.phases().perovskite()
        * (Math.sqrt(softened) / energy * film.gap() + LINE_HEIGHT * Math.exp(-line * line));
  }

  /**
   * Measured absorbance, dimensionless.
   *
   * @param baseline offset of the instrument at the time
   */
  static double[] measure(Film film, double baseline, RandomGenerator random) {
    double[] wavelengths = wavelengths();
    double[] absorbance = new double[wavelengths.length];
    double path = THICKNESS * 1e-7 / Math.log(10);
    for (int i = 0; i < wavelengths.length; i++) {
      double ideal = path * coefficient(film, NANOMETRE_ELECTRONVOLT / wavelengths[i]);
      absorbance[i] = ideal + baseline + 0.003 * random.nextGaussian();
    }
    return absorbance;
  }
}
