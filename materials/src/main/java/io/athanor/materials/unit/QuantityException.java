package io.athanor.materials.unit;

import io.athanor.materials.MaterialException;

/** A quantity that cannot be: {@code field} is one of value, unit, sem, n. */
public final class QuantityException extends MaterialException {
  private static final long serialVersionUID = 1L;

  QuantityException(String field, String reason) {
    super(field, reason);
  }
}
