package io.athanor.streams.derive;

import io.athanor.materials.unit.Quantity;
import io.athanor.materials.unit.UnitException;
import java.util.Map;

/**
 * The unit in which a property is counted from here on, for the properties that perception derives
 * itself, elastic moduli and temperatures: a scalar reported in meV and a band gap read off a
 * spectrum then compare. Every other property keeps the unit it came in.
 */
public final class CanonicalUnits {
  private static final Map<String, String> UNIT_BY_PROPERTY =
      Map.ofEntries(
          Map.entry("band_gap", "eV"),
          Map.entry("bulk_modulus", "GPa"),
          Map.entry("emission_energy", "eV"),
          Map.entry("emission_wavelength", "nm"),
          Map.entry("fill_factor", "1"),
          Map.entry("indirect_band_gap", "eV"),
          Map.entry("lattice_parameter", "Ao"),
          Map.entry("open_circuit_voltage", "V"),
          Map.entry("power_conversion_efficiency", "%"),
          Map.entry("raman_shift", "cm-1"),
          Map.entry("shear_modulus", "GPa"),
          Map.entry("short_circuit_current_density", "mA/cm2"),
          Map.entry("strongest_reflection", "deg"),
          Map.entry("youngs_modulus", "GPa"));

  // temperatures count from zero: a mean, a ratio and an error then mean something
  private static final String TEMPERATURE = "_temperature";

  private CanonicalUnits() {}

  /**
   * {@code quantity} in the property's unit, or as it is where the property has none here.
   *
   * @throws UnitException if it measures something else than the property
   */
  public static Quantity convert(String property, Quantity quantity) {
    String unit = UNIT_BY_PROPERTY.get(property);
    if (unit == null && property.endsWith(TEMPERATURE)) {
      unit = "K";
    }
    return unit == null || unit.equals(quantity.unit()) ? quantity : quantity.to(unit);
  }
}
