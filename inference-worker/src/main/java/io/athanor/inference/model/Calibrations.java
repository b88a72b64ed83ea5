package io.athanor.inference.model;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Calibrations of every input mode and property, apart for what training knows and what it does
 * not.
 *
 * @param byMode complete: each mode holds the same properties
 * @param beyond what is added for compositions that {@link Familiarity} does not know, where that
 *     was fitted
 */
public record Calibrations(
    Map<InputMode, Map<Property, Calibration>> byMode,
    Map<InputMode, Map<Property, Extrapolation>> beyond) {

  /** One for everything alike. */
  public Calibrations(Map<InputMode, Map<Property, Calibration>> byMode) {
    this(byMode, Map.of());
  }

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
    Map<InputMode, Map<Property, Extrapolation>> far = new EnumMap<>(InputMode.class);
    beyond.forEach(
        (mode, given) -> {
          if (!given.isEmpty()) {
            far.put(mode, Collections.unmodifiableMap(new EnumMap<>(given)));
          }
        });
    beyond = Collections.unmodifiableMap(far);
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

  /** What is added where training does not know the composition; empty where none was fitted. */
  public Optional<Extrapolation> beyond(InputMode mode, Property property) {
    return Optional.ofNullable(beyond.getOrDefault(mode, Map.of()).get(property));
  }

  /** These with others for what training does not know. */
  public Calibrations withBeyond(Map<InputMode, Map<Property, Extrapolation>> fitted) {
    return new Calibrations(byMode, fitted);
  }
}
