package io.athanor.materials.spectra;

import io.athanor.materials.MeasurementException;
import java.util.Comparator;
import java.util.stream.IntStream;

/** Absorbance (decadic, dimensionless) over photon energy (eV, ascending). Immutable. */
public final class AbsorptionSpectrum {
  private static final double PLANCK_TIMES_LIGHT = 1239.841984;

  private final double[] energies;
  private final double[] absorbances;

  private AbsorptionSpectrum(double[] energies, double[] absorbances) {
    this.energies = energies;
    this.absorbances = absorbances;
  }

  /**
   * A spectrum over wavelength in nm, in any order.
   *
   * @throws MeasurementException naming wavelength or absorbance
   */
  public static AbsorptionSpectrum ofWavelengths(double[] wavelengths, double[] absorbances) {
    double[] energies = new double[wavelengths.length];
    for (int i = 0; i < energies.length; i++) {
      requirePositive("wavelength", wavelengths[i]);
      energies[i] = PLANCK_TIMES_LIGHT / wavelengths[i];
    }
    return sorted("wavelength", energies, absorbances);
  }

  /**
   * A spectrum over photon energy in eV, in any order.
   *
   * @throws MeasurementException naming energy or absorbance
   */
  public static AbsorptionSpectrum ofEnergies(double[] energies, double[] absorbances) {
    for (double energy : energies) {
      requirePositive("energy", energy);
    }
    return sorted("energy", energies, absorbances);
  }

  /** Number of points. */
  public int size() {
    return energies.length;
  }

  /** Photon energy of a point in eV; ascending. */
  public double energy(int i) {
    return energies[i];
  }

  /** Absorbance of a point. */
  public double absorbance(int i) {
    return absorbances[i];
  }

  double[] energies() {
    return energies.clone();
  }

  double[] absorbances() {
    return absorbances.clone();
  }

  private static AbsorptionSpectrum sorted(String axis, double[] energies, double[] absorbances) {
    if (energies.length != absorbances.length) {
      throw new MeasurementException(
          "absorbance", "has " + absorbances.length + " points but the axis " + energies.length);
    }
    int[] order =
        IntStream.range(0, energies.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> energies[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    double[] x = new double[order.length];
    double[] y = new double[order.length];
    for (int i = 0; i < order.length; i++) {
      x[i] = energies[order[i]];
      y[i] = absorbances[order[i]];
      if (!Double.isFinite(y[i])) {
        throw new MeasurementException("absorbance", "must be finite but is " + y[i]);
      }
      if (i > 0 && x[i] == x[i - 1]) {
        throw new MeasurementException(axis, "has a value twice: " + x[i] + " eV");
      }
    }
    return new AbsorptionSpectrum(x, y);
  }

  private static void requirePositive(String field, double value) {
    if (!(value > 0) || Double.isInfinite(value)) {
      throw new MeasurementException(field, "must be positive and finite but is " + value);
    }
  }
}
