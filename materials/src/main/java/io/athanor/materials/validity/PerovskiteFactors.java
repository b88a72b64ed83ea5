package io.athanor.materials.validity;

/**
 * Rules of thumb for ABX3 perovskites from ionic radii (Shannon; A 12-fold, B 6-fold, X as
 * tabulated for halides or oxides), all in Angstrom, all positive. Mixed sites: use the mean
 * radius.
 */
public final class PerovskiteFactors {
  /** Goldschmidt's range for perovskites, about 74 % right (Bartel et al. 2019). */
  public static final double LEAST_TOLERANCE = 0.825;

  /** Upper end of {@link #LEAST_TOLERANCE}'s range. */
  public static final double MOST_TOLERANCE = 1.059;

  /** Least octahedral factor: below it X ions touch before they touch B. */
  public static final double LEAST_OCTAHEDRAL = 0.414;

  /** Bartel's threshold: perovskite below it, about 92 % right. */
  public static final double MOST_TAU = 4.18;

  private PerovskiteFactors() {}

  /** Goldschmidt's tolerance factor {@code (rA + rX) / (sqrt(2) (rB + rX))}, dimensionless. */
  public static double tolerance(double radiusA, double radiusB, double radiusX) {
    requireRadii(radiusA, radiusB, radiusX);
    return (radiusA + radiusX) / (Math.sqrt(2) * (radiusB + radiusX));
  }

  /** Octahedral factor {@code rB / rX}, dimensionless. */
  public static double octahedral(double radiusB, double radiusX) {
    requireRadii(1, radiusB, radiusX);
    return radiusB / radiusX;
  }

  /**
   * The tolerance factor of Bartel et al., Sci. Adv. 5, eaav0693 (2019): {@code tau = rX/rB - nA
   * (nA - (rA/rB) / ln(rA/rB))}, dimensionless.
   *
   * @param oxidationA oxidation state of A, at least 1
   * @throws IllegalArgumentException unless rA is larger than rB, where tau is not defined
   */
  public static double tau(double radiusA, double radiusB, double radiusX, int oxidationA) {
    requireRadii(radiusA, radiusB, radiusX);
    if (oxidationA < 1) {
      throw new IllegalArgumentException("oxidationA must be at least 1 but is " + oxidationA);
    }
    double ratio = radiusA / radiusB;
    if (ratio <= 1) {
      throw new IllegalArgumentException(
          "radiusA must be larger than radiusB but they are " + radiusA + " and " + radiusB);
    }
    return radiusX / radiusB - oxidationA * (oxidationA - ratio / Math.log(ratio));
  }

  private static void requireRadii(double radiusA, double radiusB, double radiusX) {
    requirePositive("radiusA", radiusA);
    requirePositive("radiusB", radiusB);
    requirePositive("radiusX", radiusX);
  }

  private static void requirePositive(String name, double radius) {
    if (!(radius > 0 && radius < 10)) {
      throw new IllegalArgumentException(name + " must be in 0..10 Angstrom but is " + radius);
    }
  }
}
