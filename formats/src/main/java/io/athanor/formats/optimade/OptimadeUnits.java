package io.athanor.formats.optimade;

import com.fasterxml.jackson.databind.JsonNode;
import io.athanor.formats.document.JsonText;
import io.athanor.formats.document.Names;
import io.athanor.materials.unit.Quantity;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Computed properties beside a structure. Only numbers whose unit is known are taken: by the
 * property's definition in the same file, or of a name that providers document (NOMAD, Materials
 * Project, OQMD, Alexandria, AFLOW: energies in eV, per atom in eV/atom; gaps in eV; moduli in
 * GPa).
 */
final class OptimadeUnits {
  private static final Map<String, String> DOCUMENTED =
      Map.ofEntries(
          Map.entry("band_gap", "eV"),
          Map.entry("_oqmd_band_gap", "eV"),
          Map.entry("_oqmd_delta_e", "eV"),
          Map.entry("_oqmd_stability", "eV"),
          Map.entry("_alexandria_band_gap", "eV"),
          Map.entry("_alexandria_band_gap_direct", "eV"),
          Map.entry("_alexandria_energy", "eV"),
          Map.entry("_alexandria_energy_corrected", "eV"),
          Map.entry("_alexandria_formation_energy_per_atom", "eV"),
          Map.entry("_alexandria_hull_distance", "eV"),
          Map.entry("_mp_band_gap", "eV"),
          Map.entry("_mp_energy_above_hull", "eV"),
          Map.entry("_mp_formation_energy_per_atom", "eV"),
          Map.entry("_aflow_egap", "eV"),
          Map.entry("_aflow_enthalpy_formation_atom", "eV"),
          Map.entry("_aflow_ael_bulk_modulus_vrh", "GPa"),
          Map.entry("_aflow_ael_shear_modulus_vrh", "GPa"),
          Map.entry("_odbx_band_gap", "eV"));

  private OptimadeUnits() {}

  /** Units of the properties that an entry of {@code /info/structures} defines. */
  static Map<String, String> declared(JsonNode info) {
    Map<String, String> units = new TreeMap<>();
    JsonNode properties =
        info.has("properties")
            ? info.path("properties")
            : info.path("attributes").path("properties");
    for (Map.Entry<String, JsonNode> property : properties.properties()) {
      JsonText.text(property.getValue(), "unit", "x-optimade-unit")
          .flatMap(Names::unit)
          .ifPresent(unit -> units.put(property.getKey(), unit));
    }
    return units;
  }

  /** The computed properties of an entry by name without prefix, in snake case. */
  static Map<String, Quantity> properties(JsonNode attributes, Map<String, String> declared) {
    Map<String, Quantity> quantities = new TreeMap<>();
    for (Map.Entry<String, JsonNode> attribute : attributes.properties()) {
      String name = attribute.getKey();
      JsonNode value = attribute.getValue();
      boolean provider = name.startsWith("_") && name.indexOf('_', 1) > 0;
      if (!value.isNumber() || !(provider || DOCUMENTED.containsKey(name))) {
        continue;
      }
      Optional<String> unit =
          Optional.ofNullable(declared.get(name))
              .or(() -> Optional.ofNullable(DOCUMENTED.get(name)));
      double number = value.doubleValue();
      if (unit.isPresent() && Double.isFinite(number)) {
        String plain = provider ? name.substring(name.indexOf('_', 1) + 1) : name;
        quantities.put(Names.snake(plain), Quantity.of(number, unit.get()));
      }
    }
    return quantities;
  }
}
