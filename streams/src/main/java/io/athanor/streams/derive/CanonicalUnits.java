package io.athanor.streams.derive;

import io.athanor.materials.unit.Quantity;
import io.athanor.materials.unit.UnitException;
import java.util.Map;

/**
 * The unit in which a property is counted from here on, for the few properties that perception
 * derives itself: a scalar reported in meV and a band gap read off a spectrum then compare. Every
 * other property keeps the unit it came in.
 */
public final class CanonicalUnits {
  private static final Map<String, String> UNIT_BY_PROPERTY =
      Map.of(
          "band_gap", "eV",
          "fill_factor", "1",
          "lattice_parameter", "Ao",
          "open_circuit_voltage", "V",
          "power_conversion_efficiency", "%",
          "short_circuit_current_density", "mA/cm2",
          "strongest_reflection", "deg");

  private CanonicalUnits() {}

  /**
   * {@code quantity} in the property's unit, or as it is where the property has none here.
   *
   * @throws UnitException if it measures something else than the property
   */
  public static Quantity convert(String property, Quantity quantity) {
    String unit = UNIT_BY_PROPERTY.get(property);
    return unit == null || unit.equals(quantity.unit()) ? quantity : quantity.to(unit);
  }
}
