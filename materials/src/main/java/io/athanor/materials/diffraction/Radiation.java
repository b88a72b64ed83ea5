package io.athanor.materials.diffraction;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The usual characteristic radiations. A plain K-alpha is the mean of its two lines, 2:1 by
 * intensity, which a pattern shows separately at high angles: {@link #components()}. Wavelengths:
 * International Tables for Crystallography C, table 4.2.2.4, rounded.
 */
public enum Radiation {
  CU_KA("CuKa", 1.54184, 1.54056, 1.54439),
  CU_KA1("CuKa1", 1.54056, 1.54056, 0),
  CU_KA2("CuKa2", 1.54439, 1.54439, 0),
  MO_KA("MoKa", 0.71073, 0.70930, 0.71359),
  CO_KA("CoKa", 1.79026, 1.78897, 1.79285),
  FE_KA("FeKa", 1.93735, 1.93604, 1.93998),
  CR_KA("CrKa", 2.29100, 2.28970, 2.29361),
  AG_KA("AgKa", 0.560885, 0.559421, 0.563813);

  private final String label;
  private final double wavelength;
  private final List<Component> components;

  Radiation(String label, double wavelength, double first, double second) {
    this.label = label;
    this.wavelength = wavelength;
    components =
        second == 0
            ? List.of(new Component(first, 1))
            : List.of(new Component(first, 2.0 / 3), new Component(second, 1.0 / 3));
  }

  /**
   * One spectral line.
   *
   * @param wavelength Angstrom
   * @param share of the intensity, all shares sum to one
   */
  public record Component(double wavelength, double share) {}

  /** The radiation with this label, e.g. {@code CuKa}; case and hyphens do not matter. */
  public static Optional<Radiation> of(String label) {
    String plain = label.replace("-", "").toLowerCase(Locale.ROOT).replace("alpha", "a");
    return Arrays.stream(values())
        .filter(each -> each.label.toLowerCase(Locale.ROOT).equals(plain))
        .findFirst();
  }

  /**
   * The lines of a beam whose mean wavelength is this one: the two of an unresolved K-alpha, within
   * 0.0005 Angstrom, or else a single line.
   *
   * @param wavelength Angstrom
   */
  public static List<Component> componentsAt(double wavelength) {
    return Arrays.stream(values())
        .filter(each -> Math.abs(each.wavelength - wavelength) < 5e-4)
        .findFirst()
        .map(Radiation::components)
        .orElse(List.of(new Component(wavelength, 1)));
  }

  /** Its name, e.g. {@code CuKa1}. */
  public String label() {
    return label;
  }

  /** Mean wavelength in Angstrom. */
  public double wavelength() {
    return wavelength;
  }

  /** The spectral lines it consists of. */
  public List<Component> components() {
    return components;
  }
}
