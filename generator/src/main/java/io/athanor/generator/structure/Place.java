package io.athanor.generator.structure;

/**
 * One site of a prototype.
 *
 * @param orbit 0-based orbit; sites of one orbit are equivalent and hold the same element
 * @param x fractional coordinate along a (dimensionless)
 * @param y fractional coordinate along b
 * @param z fractional coordinate along c
 */
public record Place(int orbit, double x, double y, double z) {
  /** Checks that orbit and coordinates can be used. */
  public Place {
    if (orbit < 0) {
      throw new IllegalArgumentException("place.orbit must not be negative but is " + orbit);
    }
    if (!Double.isFinite(x) || !Double.isFinite(y) || !Double.isFinite(z)) {
      throw new IllegalArgumentException("place.x, y and z must be finite");
    }
  }
}
