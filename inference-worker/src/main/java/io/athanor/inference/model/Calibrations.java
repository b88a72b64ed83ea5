package io.athanor.inference.model;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Calibrations of every input mode and property.
 *
 * @param byMode complete: each mode holds the same properties
 */
public record Calibrations(Map<InputMode, Map<Property, Calibration>> byMode) {

  public Calibrations {
    Map<InputMode, Map<Property, Calibration>> copy = new EnumMap<>(InputMode.class);
    for (InputMode mode : InputMode.values()) {
      Map<Property, Calibration> given = byMode.get(mode);
      if (given == null || !given.keySet().equals(byMode.get(InputMode.CRYSTAL).keySet())) {
        throw new IllegalArgumentException("byMode must calibrate every property of " + mode);
      }
      copy.put(mode, Collections.unmodifiableMap(new EnumMap<>(given)));
    }
    byMode = Collections.unmodifiableMap(copy);
  }

  /** No calibration at all. */
  public static Calibrations none(List<Property> properties) {
    Map<InputMode, Map<Property, Calibration>> byMode = new EnumMap<>(InputMode.class);
    for (InputMode mode : InputMode.values()) {
      Map<Property, Calibration> none = new EnumMap<>(Property.class);
      properties.forEach(property -> none.put(property, Calibration.NONE));
      byMode.put(mode, none);
    }
    return new Calibrations(byMode);
  }

  /** The calibration to apply. */
  public Calibration of(InputMode mode, Property property) {
    return byMode.get(mode).get(property);
  }
}
