package io.athanor.inference.model;

import java.util.List;
import java.util.Optional;

/** What a network can predict; each model has some of them. Units are UCUM codes. */
public enum Property {
  /** DFT formation energy per atom. */
  FORMATION_ENERGY_PER_ATOM("formation_energy_per_atom", "eV", Kind.REAL),
  /** DFT (PBE) band gap, never negative; zero means metallic. */
  BAND_GAP("band_gap", "eV", Kind.HURDLE),
  /** DFT energy above the convex hull per atom. */
  ENERGY_ABOVE_HULL("energy_above_hull", "eV", Kind.REAL, "e_above_hull"),
  /** Voigt-Reuss-Hill bulk modulus. */
  BULK_MODULUS("bulk_modulus", "GPa", Kind.REAL),
  /** Voigt-Reuss-Hill shear modulus. */
  SHEAR_MODULUS("shear_modulus", "GPa", Kind.REAL),
  /** Frequency of the last peak of the phonon density of states. */
  LAST_PHDOS_PEAK("last_phdos_peak", "cm-1", Kind.REAL),
  /** Refractive index. */
  REFRACTIVE_INDEX("refractive_index", "1", Kind.REAL),
  /** Debye temperature. */
  DEBYE_TEMPERATURE("debye_temperature", "K", Kind.REAL),
  /** Superconducting critical temperature (McMillan, Allen, Dynes). */
  CRITICAL_TEMPERATURE("Tc_K", "K", Kind.REAL),
  /** Heat of formation of a perovskite per cell of five atoms. */
  PEROVSKITE_HEAT("heat_all", "eV", Kind.REAL, "e_form_matbench");

  /** How values of a property are distributed. */
  public enum Kind {
    /** Any real number: mean and log scale. */
    REAL(2),
    /** Zero, or positive: logit of being positive, mean and log scale if it is. */
    HURDLE(3);

    private final int outputs;

    Kind(int outputs) {
      this.outputs = outputs;
    }

    /** Outputs of one head. */
    public int outputs() {
      return outputs;
    }
  }

  private final String key;
  private final String unit;
  private final Kind kind;
  private final List<String> aliases;

  Property(String key, String unit, Kind kind, String... aliases) {
    this.key = key;
    this.unit = unit;
    this.kind = kind;
    this.aliases = List.of(aliases);
  }

  /** The name used in events, data files and manifests. */
  public String key() {
    return key;
  }

  /** Unit as a UCUM code. */
  public String unit() {
    return unit;
  }

  /** How its values are distributed. */
  public Kind kind() {
    return kind;
  }

  /** Finds a property by its {@link #key()} or another name that data files use. */
  public static Optional<Property> ofKey(String key) {
    for (Property property : values()) {
      if (property.key.equals(key) || property.aliases.contains(key)) {
        return Optional.of(property);
      }
    }
    return Optional.empty();
  }
}
