package io.athanor.allinone.lab;

/**
 * The Shockley-Queisser limit: Shockley and Queisser, J. Appl. Phys. 32 (1961) 510. Photocurrent by
 * gap under AM1.5G, saturation current from the black-body emission of the cell.
 */
final class DetailedBalance {
  /** Boltzmann constant times 298.15 K over the elementary charge (SI 2019). Volt. */
  static final double THERMAL_VOLTAGE = 8.617333262e-5 * 298.15;

  /** Irradiance of AM1.5G, mW/cm2. */
  static final double SUN = 100.0;

  /**
   * Gap in eV and photocurrent in mA/cm2 if each photon above the gap gives one electron, for the
   * AM1.5G spectrum of ASTM G173-03; tabulated likewise by Ruehle, Solar Energy 130 (2016) 139.
   */
  private static final double[][] PHOTOCURRENT = {
    {1.15, 42.436}, {1.20, 39.982}, {1.25, 37.573}, {1.30, 35.811}, {1.34, 35.030},
    {1.456, 30.613}, {1.50, 28.972}, {1.55, 27.264}, {1.60, 25.468}, {1.65, 23.953},
    {1.77, 20.472}, {1.80, 19.646}, {1.85, 18.269}, {1.90, 16.969}, {1.95, 15.730},
    {2.34, 8.344}, {2.40, 7.506}, {2.45, 6.834}, {2.50, 6.203}
  };

  /** q 2 pi / (h^3 c^2) in mA cm-2 eV-3, from the SI constants of 2019. */
  private static final double EMISSION = emission();

  private DetailedBalance() {}

  /** Photocurrent density of an ideal absorber, mA/cm2: linear between the tabulated gaps. */
  static double photocurrent(double gap) {
    int last = PHOTOCURRENT.length - 1;
    int upper = 1;
    while (upper < last && PHOTOCURRENT[upper][0] < gap) {
      upper++;
    }
    double[] left = PHOTOCURRENT[upper - 1];
    double[] right = PHOTOCURRENT[upper];
    double slope = (right[1] - left[1]) / (right[0] - left[0]);
    return Math.max(0, left[1] + slope * (gap - left[0]));
  }

  /**
   * Radiative saturation current density, mA/cm2: the photon flux above the gap of a black body at
   * 298.15 K into the half space, in Boltzmann's approximation.
   */
  static double saturationCurrent(double gap) {
    double kt = THERMAL_VOLTAGE;
    return EMISSION * kt * Math.exp(-gap / kt) * (gap * gap + 2 * gap * kt + 2 * kt * kt);
  }

  private static double emission() {
    double charge = 1.602176634e-19;
    double planck = 6.62607015e-34;
    double light = 299_792_458.0;
    double amperePerSquareMetre =
        charge * 2 * Math.PI * Math.pow(charge, 3) / (Math.pow(planck, 3) * light * light);
    return amperePerSquareMetre * 0.1;
  }
}
