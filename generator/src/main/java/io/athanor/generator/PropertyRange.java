package io.athanor.generator;

/**
 * A property that must lie in a range, ends included.
 *
 * @param property name of a property
 * @param low in the property's unit, may be negative infinity
 * @param high in the property's unit, may be infinity
 */
public record PropertyRange(String property, double low, double high) {
  /** Checks that the range holds something and leaves something out. */
  public PropertyRange {
    if (property.isBlank()) {
      throw new IllegalArgumentException("limits.property must not be blank");
    }
    if (!(low <= high)) {
      throw new IllegalArgumentException(
          "limits." + property + " must have low <= high, had " + low + " and " + high);
    }
    if (Double.isInfinite(low) && Double.isInfinite(high)) {
      throw new IllegalArgumentException("limits." + property + " must have a finite end");
    }
  }

  /** Whether a value lies inside. */
  public boolean holds(double value) {
    return low <= value && value <= high;
  }
}
