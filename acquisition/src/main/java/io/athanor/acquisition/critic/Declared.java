package io.athanor.acquisition.critic;

import io.athanor.materials.space.Parameter;
import java.util.Objects;

/**
 * A setting as the campaign declares it.
 *
 * @param parameter name and allowed values
 * @param unit UCUM code or common spelling; empty where nobody said
 */
public record Declared(Parameter parameter, String unit) {
  /** Checks that both are there. */
  public Declared {
    Objects.requireNonNull(parameter, "declared.parameter");
    Objects.requireNonNull(unit, "declared.unit");
  }
}
