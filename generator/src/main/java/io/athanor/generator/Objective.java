package io.athanor.generator;

/**
 * A property that should be as large, or as small, as can be.
 *
 * @param property name of a property
 * @param maximise whether large is good
 * @param scale how much of it counts as one, in its unit; positive
 */
public record Objective(String property, boolean maximise, double scale) {
  /** Checks name and scale. */
  public Objective {
    if (property.isBlank()) {
      throw new IllegalArgumentException("objectives.property must not be blank");
    }
    if (!(scale > 0) || Double.isInfinite(scale)) {
      throw new IllegalArgumentException(
          "objectives." + property + ".scale must be positive and finite but is " + scale);
    }
  }
}
