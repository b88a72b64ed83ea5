package io.athanor.materials.space;

/** Euclidean projection on the simplex with bounds. */
final class SimplexProjection {
  private static final int HALVINGS = 100;

  private SimplexProjection() {}

  /**
   * The nearest point with low &lt;= x &lt;= high and sum 1: x = clamp(v - t), t found by
   * bisection.
   */
  static double[] project(double[] values, double[] low, double[] high) {
    double least = Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < values.length; i++) {
      least = Math.min(least, values[i] - high[i]);
      most = Math.max(most, values[i] - low[i]);
    }
    for (int halving = 0; halving < HALVINGS; halving++) {
      double middle = 0.5 * (least + most);
      if (sum(values, low, high, middle) > 1) {
        least = middle;
      } else {
        most = middle;
      }
    }
    double[] projected = new double[values.length];
    for (int i = 0; i < projected.length; i++) {
      projected[i] = clamp(values[i] - 0.5 * (least + most), low[i], high[i]);
    }
    return projected;
  }

  private static double sum(double[] values, double[] low, double[] high, double shift) {
    double sum = 0;
    for (int i = 0; i < values.length; i++) {
      sum += clamp(values[i] - shift, low[i], high[i]);
    }
    return sum;
  }

  private static double clamp(double value, double low, double high) {
    return Math.min(high, Math.max(low, value));
  }
}
