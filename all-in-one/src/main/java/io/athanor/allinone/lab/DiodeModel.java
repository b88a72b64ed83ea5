package io.athanor.allinone.lab;

/**
 * A solar cell as one diode with series and shunt resistance, J(V) = Jph - J0 (exp((V + J Rs) / (n
 * Vt)) - 1) - (V + J Rs) / Rsh; e.g. Wuerfel, Physics of Solar Cells, 3rd ed. (2016), chapter 7.
 *
 * @param photocurrent Jph, mA/cm2
 * @param saturationCurrent J0, mA/cm2
 * @param ideality n
 * @param seriesResistance Rs, ohm cm2
 * @param shuntResistance Rsh, ohm cm2
 */
record DiodeModel(
    double photocurrent,
    double saturationCurrent,
    double ideality,
    double seriesResistance,
    double shuntResistance) {
  private static final double MILLI = 1e-3;
  private static final int NEWTON_STEPS = 60;

  /** What even a bad film gives, mA/cm2; chosen. */
  private static final double LEAST_PHOTOCURRENT = 0.01;

  private static final double CONVERGED = 1e-12;
  private static final double LARGEST_EXPONENT = 80;
  private static final double POWER_STEP = 0.005;

  DiodeModel {
    positive("photocurrent", photocurrent);
    positive("saturationCurrent", saturationCurrent);
    positive("ideality", ideality);
    positive("seriesResistance", seriesResistance);
    positive("shuntResistance", shuntResistance);
  }

  /**
   * A cell whose open-circuit voltage lies {@code Vt ln(1/yield)} below the radiative limit: Rau,
   * Phys. Rev. B 76 (2007) 085303.
   *
   * @param gap eV
   * @param collected share of the ideal photocurrent that is collected
   * @param yield external luminescence quantum yield
   */
  static DiodeModel of(
      double gap, double collected, double yield, double ideality, double series, double shunt) {
    double photocurrent =
        Math.max(LEAST_PHOTOCURRENT, DetailedBalance.photocurrent(gap) * collected);
    double vt = DetailedBalance.THERMAL_VOLTAGE;
    double voltage =
        vt * Math.log(photocurrent / DetailedBalance.saturationCurrent(gap) + 1)
            + vt * Math.log(yield);
    double saturation = photocurrent / Math.expm1(Math.max(voltage, 0.05) / (ideality * vt));
    return new DiodeModel(photocurrent, saturation, ideality, series, shunt);
  }

  /** Current density at a voltage, mA/cm2, positive where the cell gives power. */
  double current(double voltage) {
    double scale = ideality * DetailedBalance.THERMAL_VOLTAGE;
    double series = seriesResistance * MILLI;
    double shunt = shuntResistance * MILLI;
    // solved for the junction voltage u = V + J Rs, in which the equation is monotonic
    double low = Math.min(voltage - 1, -1);
    double high = Math.max(voltage, 0) + photocurrent * series + 1;
    double u = Math.min(Math.max(voltage, low), high);
    for (int step = 0; step < NEWTON_STEPS; step++) {
      double exponential = Math.exp(Math.min(u / scale, LARGEST_EXPONENT));
      double through = photocurrent - saturationCurrent * (exponential - 1) - u / shunt;
      double residual = u - voltage - through * series;
      if (Math.abs(residual) < CONVERGED) {
        break;
      }
      if (residual > 0) {
        high = u;
      } else {
        low = u;
      }
      double slope = 1 + series * (saturationCurrent * exponential / scale + 1 / shunt);
      double next = u - residual / slope;
      u = next > low && next < high ? next : (low + high) / 2;
    }
    double exponential = Math.exp(Math.min(u / scale, LARGEST_EXPONENT));
    return photocurrent - saturationCurrent * (exponential - 1) - u / shunt;
  }

  /** Largest power per area over the power of the light, per cent. */
  double efficiency() {
    double best = 0;
    for (int step = 0; step * POWER_STEP < 2.5; step++) {
      double voltage = step * POWER_STEP;
      double power = voltage * current(voltage);
      if (power < 0) {
        break;
      }
      best = Math.max(best, power);
    }
    return 100 * best / DetailedBalance.SUN;
  }

  /** The same cell under other light or with other contacts. */
  DiodeModel changed(double lightFactor, double seriesFactor, double shuntFactor) {
    return new DiodeModel(
        photocurrent * lightFactor,
        saturationCurrent,
        ideality,
        seriesResistance * seriesFactor,
        shuntResistance * shuntFactor);
  }

  private static void positive(String name, double value) {
    if (!(value > 0 && Double.isFinite(value))) {
      throw new IllegalArgumentException(name + ": " + value + " is not positive");
    }
  }
}
