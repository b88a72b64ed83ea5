package io.athanor.acquisition.scheduling;

import io.athanor.materials.unit.UnitException;
import io.athanor.materials.unit.Units;

/**
 * What an instrument allows of one parameter, both ends included.
 *
 * @param low in {@code unit}
 * @param high in {@code unit}
 * @param unit UCUM code
 */
public record Limits(double low, double high, String unit) {
  /** Checks the interval. */
  public Limits {
    if (!(low <= high)) {
      throw new IllegalArgumentException("envelope: %s is not at most %s".formatted(low, high));
    }
  }

  /** Whether a value in this unit is inside; one that cannot be compared is not. */
  public boolean admit(double value, String valueUnit) {
    try {
      double converted = valueUnit.equals(unit) ? value : Units.convert(value, valueUnit, unit);
      return converted >= low && converted <= high;
    } catch (UnitException e) {
      return false;
    }
  }
}
