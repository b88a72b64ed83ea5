package io.athanor.materials.photovoltaic;

import io.athanor.materials.MeasurementException;

/** One sweep of a solar cell: current density (mA/cm²) over voltage (V, ascending). */
public final class CurrentVoltageCurve {
  private final double[] voltages;
  private final double[] currents;
  private final double irradiance;

  /**
   * Checks and copies a sweep. A descending sweep is turned round; current that is negative at
   * short circuit (the other sign convention) changes sign, see {@link CurrentVoltage}.
   *
   * @param voltages V, strictly ascending or strictly descending
   * @param currents mA/cm²
   * @param irradiance of the lamp in W/m², 1000 for one sun
   * @throws MeasurementException naming the wrong field
   */
  public CurrentVoltageCurve(double[] voltages, double[] currents, double irradiance) {
    if (!(irradiance > 0 && irradiance <= 1e6)) {
      throw new MeasurementException(
          "irradiance", "must be positive, in W/m2, but is " + irradiance);
    }
    if (voltages.length != currents.length) {
      throw new MeasurementException(
          "current", "has " + currents.length + " points but voltage " + voltages.length);
    }
    int n = voltages.length;
    boolean descending = n > 1 && voltages[n - 1] < voltages[0];
    this.voltages = new double[n];
    this.currents = new double[n];
    for (int i = 0; i < n; i++) {
      int from = descending ? n - 1 - i : i;
      if (!Double.isFinite(voltages[from])) {
        throw new MeasurementException("voltage", "must be finite but is " + voltages[from]);
      }
      if (!Double.isFinite(currents[from])) {
        throw new MeasurementException("current", "must be finite but is " + currents[from]);
      }
      this.voltages[i] = voltages[from];
      this.currents[i] = currents[from];
      if (i > 0 && this.voltages[i] <= this.voltages[i - 1]) {
        throw new MeasurementException(
            "voltage", "is not one sweep: split forward and reverse, and repeated points");
      }
    }
    this.irradiance = irradiance;
  }

  /** Irradiance in W/m². */
  public double irradiance() {
    return irradiance;
  }

  double[] voltages() {
    return voltages;
  }

  double[] currents() {
    return currents;
  }
}
