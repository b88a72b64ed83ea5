package io.athanor.materials.crystal;

import io.athanor.materials.MaterialException;

/** A lattice or crystal that cannot be: names the wrong field. */
public final class CrystalException extends MaterialException {
  private static final long serialVersionUID = 1L;

  CrystalException(String field, String reason) {
    super(field, reason);
  }
}
