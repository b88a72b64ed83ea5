package io.athanor.inference.model;

import java.util.Optional;

/** What the network predicts. The order is the order of its labels and calibrations. */
public enum Property {
  /** DFT formation energy per atom, electronvolt. */
  FORMATION_ENERGY_PER_ATOM("formation_energy_per_atom", "eV"),
  /** DFT (PBE) band gap, electronvolt, never negative; zero means metallic. */
  BAND_GAP("band_gap", "eV");

  private final String key;
  private final String unit;

  Property(String key, String unit) {
    this.key = key;
    this.unit = unit;
  }

  /** The name used in events, data files and manifests. */
  public String key() {
    return key;
  }

  /** Unit as a UCUM code. */
  public String unit() {
    return unit;
  }

  /** Finds a property by its {@link #key()}. */
  public static Optional<Property> ofKey(String key) {
    for (Property property : values()) {
      if (property.key.equals(key)) {
        return Optional.of(property);
      }
    }
    return Optional.empty();
  }
}
