package io.athanor.streams.fuse;

import io.athanor.materials.fusion.Calibration;
import java.util.Optional;

/** What is known of how far instruments are off. */
@FunctionalInterface
public interface Offsets {
  /** Nothing is known. */
  Offsets UNKNOWN = (instrument, property) -> Optional.empty();

  /** The calibration of an instrument for a property, or empty. */
  Optional<Calibration> of(String instrument, String property);
}
