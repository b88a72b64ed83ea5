package io.athanor.generator.structure;

import io.athanor.materials.crystal.Crystal;
import java.util.Objects;

/**
 * A material whose structure is known.
 *
 * @param id its id
 * @param crystal its structure
 */
public record Material(String id, Crystal crystal) {
  /** Checks both. */
  public Material {
    Objects.requireNonNull(id, "material.id");
    Objects.requireNonNull(crystal, "material.crystal");
  }
}
