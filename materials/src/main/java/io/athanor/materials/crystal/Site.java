package io.athanor.materials.crystal;

import io.athanor.materials.composition.Element;

/**
 * One fully occupied site.
 *
 * @param element what sits there
 * @param x fractional coordinate along a (dimensionless, any finite number)
 * @param y fractional coordinate along b
 * @param z fractional coordinate along c
 */
public record Site(Element element, double x, double y, double z) {
  private static final double FARTHEST = 1e6;

  /** Coordinates must be finite and not absurdly far from the cell. */
  public Site {
    if (element == null) {
      throw new CrystalException("element", "is missing");
    }
    requireNear("x", x);
    requireNear("y", y);
    requireNear("z", z);
  }

  /** The same site with its coordinates in [0, 1). */
  public Site wrapped() {
    return new Site(element, wrap(x), wrap(y), wrap(z));
  }

  static double wrap(double coordinate) {
    double wrapped = coordinate - Math.floor(coordinate);
    // a tiny negative number rounds up to exactly one; -0.0 becomes 0.0
    return wrapped >= 1 ? 0 : wrapped + 0.0;
  }

  private static void requireNear(String field, double value) {
    if (!(Math.abs(value) <= FARTHEST)) {
      throw new CrystalException(field, "fractional coordinate must be finite but is " + value);
    }
  }
}
