package io.athanor.materials.drift;

/** What detectors take. */
final class Finite {
  private Finite() {}

  static void require(double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException("value must be finite, was " + value);
    }
  }
}
