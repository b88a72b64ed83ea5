package io.athanor.materials.composition;

import io.athanor.materials.MaterialException;

/** A chemical formula that cannot be read: names the position and the reason. */
public final class FormulaException extends MaterialException {
  private static final long serialVersionUID = 1L;

  private final int position;

  FormulaException(int position, String reason) {
    super("formula", reason + " at position " + position);
    this.position = position;
  }

  /** Index of the offending character, counted from 0. */
  public int position() {
    return position;
  }
}
