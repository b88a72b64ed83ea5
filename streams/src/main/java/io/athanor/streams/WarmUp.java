package io.athanor.streams;

import io.athanor.materials.unit.Quantity;
import io.athanor.streams.derive.Curve;
import io.athanor.streams.derive.Derivation;
import io.athanor.streams.derive.Techniques;
import java.util.Arrays;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;

/**
 * Derives properties from made-up curves, so that the first real readings do not wait for the
 * compiler: cold, a curve takes a tenth of a second, warm a few milliseconds. The results are
 * thrown away.
 */
final class WarmUp {
  private static final int ROUNDS = 30;

  private WarmUp() {}

  /** Starts it beside the caller; the thread ends by itself. */
  static Thread begin() {
    Thread thread = new Thread(WarmUp::run, "athanor-streams-warm-up");
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  /** Number of curves that gave a property. */
  static int run() {
    int derived = 0;
    for (int i = 0; i < ROUNDS; i++) {
      double shift = i / (double) ROUNDS;
      derived += count(Techniques.ABSORPTION, spectrum(shift));
      derived += count(Techniques.DIFFRACTION, pattern(shift));
      derived += count(Techniques.CURRENT_VOLTAGE, sweep(shift));
    }
    return derived;
  }

  private static int count(String technique, Curve curve) {
    return Techniques.derive(technique, curve) instanceof Derivation.Derived ? 1 : 0;
  }

  /** A direct edge between 1.5 and 1.7 eV. */
  private static Curve spectrum(double shift) {
    double gap = 1.5 + 0.2 * shift;
    double[] energies = grid(1.2, 3, 0.005);
    return new Curve(
        "energy",
        "eV",
        energies,
        "absorbance",
        "1",
        map(energies, e -> 0.01 + (e > gap ? Math.sqrt(e - gap) / e : 0)),
        Map.of());
  }

  /** Reflections of a primitive cubic lattice near 6.3 Angstrom on a flat background. */
  private static Curve pattern(double shift) {
    double wavelength = 1.5406;
    double edge = 6.2 + 0.2 * shift;
    double[] lines = new double[6];
    for (int n = 1; n <= lines.length; n++) {
      lines[n - 1] = 2 * Math.toDegrees(Math.asin(wavelength * Math.sqrt(n) / (2 * edge)));
    }
    double[] angles = grid(10, 50, 0.02);
    DoubleUnaryOperator counts =
        angle ->
            100
                + Arrays.stream(lines)
                    .map(line -> 5_000 * Math.exp(-Math.pow((angle - line) / 0.06, 2)))
                    .sum();
    return new Curve(
        "two_theta",
        "deg",
        angles,
        "intensity",
        "1",
        map(angles, counts),
        Map.of("radiation_wavelength", Quantity.of(wavelength, "Ao")));
  }

  /** An ideal diode under one sun. */
  private static Curve sweep(double shift) {
    double[] voltages = grid(-0.1, 1.3, 0.02);
    return new Curve(
        "voltage",
        "V",
        voltages,
        "current_density",
        "mA/cm2",
        map(voltages, v -> 20 + shift - 1e-10 * Math.expm1(v / 0.04)),
        Map.of("irradiance", Quantity.of(1_000, "W/m2")));
  }

  private static double[] grid(double low, double high, double step) {
    double[] values = new double[(int) Math.round((high - low) / step) + 1];
    Arrays.setAll(values, i -> low + i * step);
    return values;
  }

  private static double[] map(double[] values, DoubleUnaryOperator function) {
    return Arrays.stream(values).map(function).toArray();
  }
}
