package io.athanor.materials.space;

import io.athanor.materials.MaterialException;

/** A space that cannot be: {@code field} is a path such as {@code parameters[2].high}. */
public final class SpaceException extends MaterialException {
  private static final long serialVersionUID = 1L;

  /** Names the wrong part of the definition and says what is wrong with it. */
  public SpaceException(String field, String reason) {
    super(field, reason);
  }
}
