package io.athanor.materials.unit;

import io.athanor.materials.MaterialException;

/** A unit that is not known, or two that do not measure the same thing. */
public final class UnitException extends MaterialException {
  private static final long serialVersionUID = 1L;

  UnitException(String reason) {
    super("unit", reason);
  }
}
