package io.athanor.loadtests.planner;

import java.util.SplittableRandom;

/**
 * A pool of random points of the unit cube with the Hartmann function of six variables, to be
 * maximised (Dixon and Szego 1978).
 *
 * @param points one row per candidate
 * @param values its value, at most 3.32237
 */
record Hartmann(double[][] points, double[] values) {
  private static final int VARIABLES = 6;
  private static final double[] HEIGHTS = {1, 1.2, 3, 3.2};
  private static final double[][] WIDTHS = {
    {10, 3, 17, 3.5, 1.7, 8},
    {0.05, 10, 17, 0.1, 8, 14},
    {3, 3.5, 1.7, 10, 17, 8},
    {17, 8, 0.05, 10, 0.1, 14}
  };
  private static final double[][] CENTRES = {
    {0.1312, 0.1696, 0.5569, 0.0124, 0.8283, 0.5886},
    {0.2329, 0.4135, 0.8307, 0.3736, 0.1004, 0.9991},
    {0.2348, 0.1451, 0.3522, 0.2883, 0.3047, 0.6650},
    {0.4047, 0.8828, 0.8732, 0.5743, 0.1091, 0.0381}
  };

  static Hartmann pool(int candidates, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[][] points = new double[candidates][];
    double[] values = new double[candidates];
    for (int i = 0; i < candidates; i++) {
      points[i] = random.doubles(VARIABLES).toArray();
      values[i] = value(points[i]);
    }
    return new Hartmann(points, values);
  }

  static double value(double[] x) {
    double sum = 0;
    for (int peak = 0; peak < HEIGHTS.length; peak++) {
      double distance = 0;
      for (int c = 0; c < VARIABLES; c++) {
        double offset = x[c] - CENTRES[peak][c];
        distance += WIDTHS[peak][c] * offset * offset;
      }
      sum += HEIGHTS[peak] * StrictMath.exp(-distance);
    }
    return sum;
  }

  /** What the best of these rows lacks to the best of the pool. */
  double regret(Iterable<Integer> rows) {
    double best = Double.NEGATIVE_INFINITY;
    for (int row : rows) {
      best = Math.max(best, values[row]);
    }
    double most = Double.NEGATIVE_INFINITY;
    for (double value : values) {
      most = Math.max(most, value);
    }
    return most - best;
  }
}
