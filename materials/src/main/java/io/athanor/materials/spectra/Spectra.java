package io.athanor.materials.spectra;

import io.athanor.materials.MeasurementException;
import java.util.Arrays;

/**
 * What is done to a spectrum before it is compared: an even grid, a common scale, no background.
 */
public final class Spectra {
  private static final int ROUNDS = 50;
  private static final double SETTLED = 1e-9;

  private Spectra() {}

  /**
   * The spectrum on an even grid: each cell has the mean of the line through the points over its
   * width, so that the area is kept, whichever grid is finer.
   *
   * @param x ascending abscissa
   * @param y ordinate
   * @param low centre of the first cell
   * @param spacing width of a cell
   * @param cells how many; the cells must lie within the points
   * @throws MeasurementException naming what does not fit
   */
  public static double[] resample(double[] x, double[] y, double low, double spacing, int cells) {
    requireCurve(x, y);
    if (!(spacing > 0) || cells < 1) {
      throw new MeasurementException("grid", "needs a positive spacing and at least one cell");
    }
    double start = low - spacing / 2;
    double end = start + cells * spacing;
    double slack = 1e-9 * spacing;
    if (start < x[0] - slack || end > x[x.length - 1] + slack) {
      throw new MeasurementException(
          "grid", "reaches from " + start + " to " + end + ", beyond the points");
    }
    double[] area = new double[x.length];
    for (int i = 1; i < x.length; i++) {
      area[i] = area[i - 1] + (x[i] - x[i - 1]) * (y[i] + y[i - 1]) / 2;
    }
    double[] out = new double[cells];
    double before = areaTo(x, y, area, start);
    for (int i = 0; i < cells; i++) {
      double after = areaTo(x, y, area, start + (i + 1) * spacing);
      out[i] = (after - before) / spacing;
      before = after;
    }
    return out;
  }

  /**
   * Standard normal variate: {@code (y - mean) / deviation}, which takes offset and scale away (R.
   * J. Barnes et al., Appl. Spectrosc. 43, 772, 1989). The deviation divides by n - 1.
   *
   * @throws MeasurementException for fewer than two points or a constant curve
   */
  public static double[] standardNormalVariate(double[] y) {
    double mean = Arrays.stream(y).sum() / y.length;
    double squares = Arrays.stream(y).map(each -> (each - mean) * (each - mean)).sum();
    double deviation = Math.sqrt(squares / (y.length - 1));
    if (y.length < 2 || !(deviation > 1e-14 * Math.abs(mean))) {
      throw new MeasurementException("y", "does not vary");
    }
    return Arrays.stream(y).map(each -> (each - mean) / deviation).toArray();
  }

  /**
   * Baseline by asymmetric least squares: the z that minimises {@code sum w (y - z)^2 + smoothness
   * sum (second difference of z)^2}, with w = asymmetry above the baseline and 1 - asymmetry below,
   * until the weights settle (P. H. C. Eilers and H. F. M. Boelens, 2005).
   *
   * @param y values on an even grid, at least 5
   * @param smoothness usually 1e2 to 1e9
   * @param asymmetry usually 0.001 to 0.1
   * @throws MeasurementException naming what does not fit
   */
  public static double[] baseline(double[] y, double smoothness, double asymmetry) {
    if (y.length < 5) {
      throw new MeasurementException("y", "has " + y.length + " points, fewer than 5");
    }
    if (!(smoothness > 0 && Double.isFinite(smoothness)) || !(asymmetry > 0 && asymmetry < 1)) {
      throw new MeasurementException(
          "baseline", "needs a positive smoothness and an asymmetry in (0, 1)");
    }
    double[] weights = new double[y.length];
    Arrays.fill(weights, 1);
    double[] z = y;
    for (int round = 0; round < ROUNDS; round++) {
      double[] next = whittaker(y, weights, smoothness);
      double change = 0;
      double size = 0;
      for (int i = 0; i < y.length; i++) {
        change = Math.max(change, Math.abs(next[i] - z[i]));
        size = Math.max(size, Math.abs(y[i]));
        weights[i] = y[i] > next[i] ? asymmetry : 1 - asymmetry;
      }
      z = next;
      if (round > 0 && change <= SETTLED * size) {
        return z;
      }
    }
    return z;
  }

  /** Solves (W + s D'D) z = W y, which has two bands on each side, by its LDL' factors. */
  private static double[] whittaker(double[] y, double[] weights, double smoothness) {
    int n = y.length;
    double[] diagonal = weights.clone();
    double[] first = new double[n];
    double[] second = new double[n];
    for (int i = 0; i + 2 < n; i++) {
      diagonal[i] += smoothness;
      diagonal[i + 1] += 4 * smoothness;
      diagonal[i + 2] += smoothness;
      first[i] -= 2 * smoothness;
      first[i + 1] -= 2 * smoothness;
      second[i] += smoothness;
    }
    double[] z = new double[n];
    for (int i = 0; i < n; i++) {
      double left = i > 0 ? first[i - 1] : 0;
      double farther = i > 1 ? second[i - 2] : 0;
      z[i] = weights[i] * y[i];
      if (i > 1) {
        diagonal[i] -= farther * farther * diagonal[i - 2];
        z[i] -= farther * z[i - 2];
      }
      if (i > 0) {
        diagonal[i] -= left * left * diagonal[i - 1];
        z[i] -= left * z[i - 1];
        first[i] -= left * second[i - 1] * diagonal[i - 1];
      }
      first[i] /= diagonal[i];
      second[i] /= diagonal[i];
    }
    for (int i = n - 1; i >= 0; i--) {
      z[i] /= diagonal[i];
      z[i] -= i + 1 < n ? first[i] * z[i + 1] : 0;
      z[i] -= i + 2 < n ? second[i] * z[i + 2] : 0;
    }
    return z;
  }

  private static double areaTo(double[] x, double[] y, double[] area, double at) {
    double inside = Math.max(x[0], Math.min(x[x.length - 1], at));
    int place = Arrays.binarySearch(x, inside);
    if (place >= 0) {
      return area[place];
    }
    int right = -place - 1;
    double step = inside - x[right - 1];
    double slope = (y[right] - y[right - 1]) / (x[right] - x[right - 1]);
    return area[right - 1] + step * (y[right - 1] + slope * step / 2);
  }

  static void requireCurve(double[] x, double[] y) {
    if (x.length != y.length || x.length < 2) {
      throw new MeasurementException(
          "y", "has " + y.length + " points but the axis " + x.length + ", at least 2 are needed");
    }
    for (int i = 0; i < x.length; i++) {
      if (!Double.isFinite(x[i]) || !Double.isFinite(y[i])) {
        throw new MeasurementException("y", "is not finite at point " + i);
      }
      if (i > 0 && !(x[i] > x[i - 1])) {
        throw new MeasurementException("x", "does not ascend at point " + i);
      }
    }
  }
}
