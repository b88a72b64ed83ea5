package io.athanor.materials.spectra;

import io.athanor.materials.numeric.Polynomial;
import java.util.Arrays;

/**
 * Smoothing and derivatives by a polynomial fitted to each point's neighbourhood on an even grid
 * (A. Savitzky and M. J. E. Golay, Anal. Chem. 36, 1627, 1964). Near the ends the first and the
 * last whole neighbourhood are used, so that polynomials up to the degree come back everywhere.
 */
public final class SavitzkyGolay {
  private static final int HIGHEST = 3;

  private SavitzkyGolay() {}

  /**
   * The curve, smoothed.
   *
   * @param y values on an even grid, at least {@code 2 * halfWidth + 1}
   * @param halfWidth neighbours on each side, at least 1
   * @param degree of the polynomial, 0 to 3 and at most {@code 2 * halfWidth}
   * @throws IllegalArgumentException if the arguments do not fit
   */
  public static double[] smooth(double[] y, int halfWidth, int degree) {
    return filter(y, 1, halfWidth, degree, 0);
  }

  /**
   * A derivative of the curve, as {@link #smooth}.
   *
   * @param spacing of the grid; the derivative is per its unit to the power of the order
   * @param order 1 or 2, at most the degree
   */
  public static double[] derivative(
      double[] y, double spacing, int halfWidth, int degree, int order) {
    if (order < 1 || order > 2) {
      throw new IllegalArgumentException("order must be 1 or 2 but is " + order);
    }
    return filter(y, spacing, halfWidth, degree, order);
  }

  private static double[] filter(double[] y, double spacing, int half, int degree, int order) {
    int width = 2 * half + 1;
    if (half < 1 || y.length < width) {
      throw new IllegalArgumentException(y.length + " points are fewer than " + width);
    }
    if (degree < order || degree > Math.min(HIGHEST, width - 1)) {
      throw new IllegalArgumentException("degree " + degree + " does not fit");
    }
    if (!(spacing > 0)) {
      throw new IllegalArgumentException("spacing must be positive but is " + spacing);
    }
    double scale = Math.pow(spacing, -order);
    double[] middle = weights(half, degree, order, 0);
    double[] out = new double[y.length];
    for (int i = 0; i < y.length; i++) {
      int start = Math.max(0, Math.min(i - half, y.length - width));
      int at = i - start - half;
      double[] weights = at == 0 ? middle : weights(half, degree, order, at);
      double sum = 0;
      for (int j = 0; j < width; j++) {
        sum += weights[j] * y[start + j];
      }
      out[i] = sum * scale;
    }
    return out;
  }

  /** What each neighbour adds to the value or derivative at an offset: the fits of unit vectors. */
  private static double[] weights(int half, int degree, int order, int at) {
    int width = 2 * half + 1;
    double[] x = new double[width];
    Arrays.setAll(x, i -> i - half);
    double[] one = new double[width];
    Arrays.fill(one, 1);
    double[] weights = new double[width];
    for (int j = 0; j < width; j++) {
      double[] unit = new double[width];
      unit[j] = 1;
      Polynomial fit = Polynomial.fit(x, unit, one, 0, width, degree);
      weights[j] =
          switch (order) {
            case 0 -> fit.value(at);
            case 1 -> fit.slope(at);
            default -> fit.curvature(at);
          };
    }
    return weights;
  }
}
