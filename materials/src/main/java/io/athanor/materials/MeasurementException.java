package io.athanor.materials;

/** A measured curve that is malformed: lengths that differ, values that are not finite. */
public final class MeasurementException extends MaterialException {
  private static final long serialVersionUID = 1L;

  /** Names the wrong field and says what is wrong with it. */
  public MeasurementException(String field, String reason) {
    super(field, reason);
  }
}
