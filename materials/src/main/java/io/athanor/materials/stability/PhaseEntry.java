package io.athanor.materials.stability;

import io.athanor.materials.composition.Composition;
import java.util.Objects;

/**
 * A phase that others may fall apart into.
 *
 * @param id what tells it from other phases of the same composition
 * @param composition what it is made of
 * @param energy its formation energy, eV/atom
 */
public record PhaseEntry(String id, Composition composition, EnergyEstimate energy) {
  /** Checks that nothing is missing. */
  public PhaseEntry {
    Objects.requireNonNull(composition, "composition");
    Objects.requireNonNull(energy, "energy");
    if (id.isBlank()) {
      throw new IllegalArgumentException("id is blank");
    }
  }
}
