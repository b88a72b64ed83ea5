package io.athanor.formats.cif;

import java.util.Locale;

/**
 * A symmetry operation on fractional coordinates as a CIF writes it, e.g. {@code -y,x-y,1/2+z}.
 *
 * @param rows three rows of four: three coefficients and the translation
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, never written to
record SymmetryOperation(double[][] rows) {
  private static final int LONGEST = 120;
  static final SymmetryOperation IDENTITY = parse("x,y,z");

  /**
   * Reads an operation.
   *
   * @throws IllegalArgumentException saying what is wrong
   */
  static SymmetryOperation parse(String text) {
    if (text.length() > LONGEST) {
      throw new IllegalArgumentException("is longer than " + LONGEST + " characters");
    }
    String plain = text.toLowerCase(Locale.ROOT).replaceAll("[\\s_]", "");
    String[] parts = plain.split(",", -1);
    if (parts.length != 3) {
      throw new IllegalArgumentException("must have three parts, such as x,y,z");
    }
    double[][] rows = new double[3][];
    for (int i = 0; i < 3; i++) {
      rows[i] = row(parts[i]);
    }
    double determinant =
        rows[0][0] * (rows[1][1] * rows[2][2] - rows[1][2] * rows[2][1])
            - rows[0][1] * (rows[1][0] * rows[2][2] - rows[1][2] * rows[2][0])
            + rows[0][2] * (rows[1][0] * rows[2][1] - rows[1][1] * rows[2][0]);
    if (Math.abs(Math.abs(determinant) - 1) > 1e-6) {
      throw new IllegalArgumentException("is no symmetry: it changes the volume");
    }
    return new SymmetryOperation(rows);
  }

  /** The image of a point. */
  double[] apply(double x, double y, double z) {
    double[] image = new double[3];
    for (int i = 0; i < 3; i++) {
      image[i] = rows[i][0] * x + rows[i][1] * y + rows[i][2] * z + rows[i][3];
    }
    return image;
  }

  private static double[] row(String part) {
    double[] row = new double[4];
    int at = 0;
    while (at < part.length()) {
      double sign = 1;
      boolean signed = false;
      while (at < part.length() && (part.charAt(at) == '+' || part.charAt(at) == '-')) {
        sign = part.charAt(at) == '-' ? -sign : sign;
        signed = true;
        at++;
      }
      if (at > 0 && !signed) {
        throw new IllegalArgumentException("lacks a sign between two terms");
      }
      int start = at;
      while (at < part.length() && "0123456789./".indexOf(part.charAt(at)) >= 0) {
        at++;
      }
      double number = at > start ? fraction(part.substring(start, at)) : 1;
      at += at < part.length() && part.charAt(at) == '*' ? 1 : 0;
      int axis = at < part.length() ? "xyz".indexOf(part.charAt(at)) : -1;
      if (axis >= 0) {
        row[axis] += sign * number;
        at++;
      } else if (at > start) {
        row[3] += sign * number;
      } else {
        throw new IllegalArgumentException("has a term that is neither x, y, z nor a number");
      }
    }
    return row;
  }

  private static double fraction(String text) {
    int slash = text.indexOf('/');
    try {
      double value =
          slash < 0
              ? Double.parseDouble(text)
              : Double.parseDouble(text.substring(0, slash))
                  / Double.parseDouble(text.substring(slash + 1));
      if (Math.abs(value) <= 100) {
        return value;
      }
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("has a malformed number", e);
    }
    throw new IllegalArgumentException("has a number beyond 100");
  }
}
