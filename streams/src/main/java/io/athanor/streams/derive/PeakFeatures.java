package io.athanor.streams.derive;

import io.athanor.materials.spectra.Peak;
import io.athanor.materials.spectra.Peaks;
import io.athanor.materials.unit.Quantity;
import io.athanor.materials.unit.Units;
import io.athanor.streams.validate.Refusal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The strongest peak of a spectrum as properties. */
final class PeakFeatures {
  private static final String METHOD = "peak-fit/1";
  private static final int MOST = 32;
  // h c in eV nm
  private static final double PLANCK_TIMES_LIGHT = 1239.841984;

  private PeakFeatures() {}

  /**
   * Emission over wavelength or photon energy. The energy of the maximum is that of the peak on the
   * axis that was measured: no Jacobian is applied.
   */
  static Derivation emission(Curve curve) {
    boolean energies = Units.isConvertible(curve.xUnit(), "eV");
    String unit = energies ? "eV" : "nm";
    List<Peak> peaks = Peaks.of(curve.xIn(unit), curve.y(), MOST);
    if (peaks.isEmpty()) {
      return none();
    }
    List<Property> properties = features("emission", peaks.get(0), unit, Units.code(curve.yUnit()));
    if (!energies) {
      Peak peak = peaks.get(0);
      double energy = PLANCK_TIMES_LIGHT / peak.position();
      properties.add(
          property(
              "emission_energy", energy, "eV", energy * peak.positionError() / peak.position()));
    }
    return derived(properties);
  }

  /** Bands over the Raman shift. */
  static Derivation raman(Curve curve) {
    List<Peak> peaks = Peaks.of(curve.xIn("cm-1"), curve.y(), MOST);
    if (peaks.isEmpty()) {
      return none();
    }
    List<Property> properties = features("raman", peaks.get(0), "cm-1", Units.code(curve.yUnit()));
    properties.add(new Property("raman_bands", Quantity.of(peaks.size(), "1"), METHOD));
    return derived(properties);
  }

  private static List<Property> features(String name, Peak peak, String x, String y) {
    List<Property> properties = new ArrayList<>();
    String position = x.equals("eV") ? "_energy" : x.equals("nm") ? "_wavelength" : "_shift";
    properties.add(property(name + position, peak.position(), x, peak.positionError()));
    properties.add(property(name + "_width", peak.width(), x, peak.widthError()));
    properties.add(property(name + "_height", peak.height(), y, peak.heightError()));
    String product = y.equals("1") ? x : y.startsWith("{") ? x + y : x + "." + y;
    if (Units.isKnown(product)) {
      properties.add(property(name + "_area", peak.area(), product, peak.areaError()));
    }
    return properties;
  }

  private static Property property(String name, double value, String unit, double error) {
    Quantity quantity =
        Double.isFinite(error) ? Quantity.of(value, unit, error) : Quantity.of(value, unit);
    return new Property(name, quantity, METHOD);
  }

  private static Derivation derived(List<Property> properties) {
    return new Derivation.Derived(
        properties.stream().sorted(Comparator.comparing(Property::name)).toList());
  }

  private static Derivation none() {
    return new Derivation.Underivable(
        new Refusal(
            Refusal.Code.NOT_DERIVABLE, Optional.of("payload"), "no peak rises above the noise"));
  }
}
