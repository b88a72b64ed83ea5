package io.athanor.materials.numeric;

/** Points of a curve on an even grid. */
public final class Resampling {
  private Resampling() {}

  /**
   * Mean of the points within half a step of each place, or the straight line between the nearest
   * two.
   *
   * @param x ascending, at least two
   * @param y of the same length
   * @param from first place
   * @param step between places, in the unit of x
   * @param points number of places
   */
  public static double[] even(double[] x, double[] y, double from, double step, int points) {
    double[] even = new double[points];
    int first = 0;
    for (int i = 0; i < points; i++) {
      double centre = from + i * step;
      while (first < x.length - 1 && x[first] < centre - step / 2) {
        first++;
      }
      double sum = 0;
      int count = 0;
      for (int j = first; j < x.length && x[j] < centre + step / 2; j++) {
        sum += y[j];
        count++;
      }
      if (count > 0) {
        even[i] = sum / count;
      } else {
        int right = Math.max(1, first);
        double part = (centre - x[right - 1]) / (x[right] - x[right - 1]);
        even[i] = y[right - 1] + Math.min(1, Math.max(0, part)) * (y[right] - y[right - 1]);
      }
    }
    return even;
  }
}
