package io.athanor.streams.derive;

import io.athanor.materials.unit.Quantity;
import java.util.Objects;

/**
 * One derived property.
 *
 * @param name property name, e.g. {@code band_gap}
 * @param quantity value with unit and standard error
 * @param method how it was derived, with version, e.g. {@code as-reported/1}
 */
public record Property(String name, Quantity quantity, String method) {
  /** Checks that nothing is missing. */
  public Property {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(quantity, "quantity");
    Objects.requireNonNull(method, "method");
  }
}
