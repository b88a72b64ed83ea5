package io.athanor.materials.crystal;

/**
 * A crystal lattice by its six cell parameters.
 *
 * @param a length of the first vector, Angstrom
 * @param b length of the second vector, Angstrom
 * @param c length of the third vector, Angstrom
 * @param alpha angle between b and c, degrees
 * @param beta angle between a and c, degrees
 * @param gamma angle between a and b, degrees
 */
public record Lattice(double a, double b, double c, double alpha, double beta, double gamma) {
  private static final double SHORTEST = 0.5;
  private static final double LONGEST = 1_000;
  // primitive cells of long-period layered compounds go below 7 degrees (Materials Project)
  private static final double SMALLEST_ANGLE = 5;
  private static final double LARGEST_ANGLE = 175;

  /** Lengths in 0.5..1000 Angstrom, angles in 5..175 degrees, and a cell that has a volume. */
  public Lattice {
    requireIn("a", a, SHORTEST, LONGEST, "Angstrom");
    requireIn("b", b, SHORTEST, LONGEST, "Angstrom");
    requireIn("c", c, SHORTEST, LONGEST, "Angstrom");
    requireIn("alpha", alpha, SMALLEST_ANGLE, LARGEST_ANGLE, "degrees");
    requireIn("beta", beta, SMALLEST_ANGLE, LARGEST_ANGLE, "degrees");
    requireIn("gamma", gamma, SMALLEST_ANGLE, LARGEST_ANGLE, "degrees");
    if (!(squaredUnitVolume(alpha, beta, gamma) > 1e-6)) {
      throw new CrystalException(
          "alpha", "angles " + alpha + ", " + beta + ", " + gamma + " degrees span no volume");
    }
  }

  /** A cubic lattice with this edge in Angstrom. */
  public static Lattice cubic(double a) {
    return new Lattice(a, a, a, 90, 90, 90);
  }

  /**
   * The lattice whose vectors are the rows of this matrix (3 x 3, Angstrom), whatever their
   * orientation and handedness.
   */
  public static Lattice ofMatrix(double[][] rows) {
    double a = Math.sqrt(dot(rows[0], rows[0]));
    double b = Math.sqrt(dot(rows[1], rows[1]));
    double c = Math.sqrt(dot(rows[2], rows[2]));
    return new Lattice(
        a,
        b,
        c,
        angle(rows[1], rows[2], b * c),
        angle(rows[0], rows[2], a * c),
        angle(rows[0], rows[1], a * b));
  }

  /**
   * The vectors as rows (3 x 3, Angstrom): the first along x, the second in the xy plane,
   * right-handed. Cartesian coordinates are fractional coordinates (a row) times this matrix.
   */
  public double[][] matrix() {
    double cosAlpha = cosine(alpha);
    double cosBeta = cosine(beta);
    double cosGamma = cosine(gamma);
    double sinGamma = Math.sqrt(1 - cosGamma * cosGamma);
    double cx = c * cosBeta;
    double cy = c * (cosAlpha - cosBeta * cosGamma) / sinGamma;
    double cz = c * Math.sqrt(squaredUnitVolume(alpha, beta, gamma)) / sinGamma;
    return new double[][] {{a, 0, 0}, {b * cosGamma, b * sinGamma, 0}, {cx, cy, cz}};
  }

  /** Cell volume in cubic Angstrom. */
  public double volume() {
    return a * b * c * Math.sqrt(squaredUnitVolume(alpha, beta, gamma));
  }

  /**
   * Reciprocal vectors as rows (3 x 3, 1/Angstrom) without the factor 2 pi: the inverse transpose
   * of {@link #matrix()}. One over a row's length is the spacing of the lattice planes it belongs
   * to.
   */
  public double[][] reciprocal() {
    double[][] m = matrix();
    double volume = volume();
    return new double[][] {
      cross(m[1], m[2], volume), cross(m[2], m[0], volume), cross(m[0], m[1], volume)
    };
  }

  /** 1 - cos² - cos² - cos² + 2 cos cos cos: the squared volume for edges of length one. */
  private static double squaredUnitVolume(double alpha, double beta, double gamma) {
    double ca = cosine(alpha);
    double cb = cosine(beta);
    double cg = cosine(gamma);
    return 1 - ca * ca - cb * cb - cg * cg + 2 * ca * cb * cg;
  }

  /** Exactly 0 at 90 degrees, so that an orthogonal cell has an exactly orthogonal matrix. */
  private static double cosine(double degrees) {
    return degrees == 90 ? 0 : Math.cos(Math.toRadians(degrees));
  }

  private static double angle(double[] u, double[] v, double lengths) {
    double cosine = dot(u, v) / lengths;
    return cosine == 0 ? 90 : Math.toDegrees(Math.acos(Math.max(-1, Math.min(1, cosine))));
  }

  private static double dot(double[] u, double[] v) {
    return u[0] * v[0] + u[1] * v[1] + u[2] * v[2];
  }

  private static double[] cross(double[] u, double[] v, double divisor) {
    return new double[] {
      (u[1] * v[2] - u[2] * v[1]) / divisor,
      (u[2] * v[0] - u[0] * v[2]) / divisor,
      (u[0] * v[1] - u[1] * v[0]) / divisor
    };
  }

  private static void requireIn(String field, double value, double low, double high, String unit) {
    if (!(value >= low && value <= high)) {
      throw new CrystalException(
          field, "must be in " + low + ".." + high + " " + unit + " but is " + value);
    }
  }
}
