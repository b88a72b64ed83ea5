package io.athanor.materials.diffraction;

import java.util.Random;

/** Synthetic powder patterns of a primitive cubic perovskite, with counting noise. */
final class Patterns {
  static final double COPPER = 1.54056;
  static final int[] SQUARES = {1, 2, 3, 4, 5, 6, 8, 9};
  private static final double[] HEIGHTS = {0.5, 0.45, 0.2, 1, 0.3, 0.35, 0.4, 0.15};

  private Patterns() {}

  static double angle(double edge, int squares) {
    return 2 * Math.toDegrees(Math.asin(COPPER * Math.sqrt(squares) / (2 * edge)));
  }

  static PowderPattern cubic(Random random, double edge) {
    double step = 0.02 + 0.02 * random.nextDouble();
    double height = 500 + 5_000 * random.nextDouble();
    double width = 0.10 + 0.15 * random.nextDouble();
    double mixing = random.nextDouble();
    double level = 20 + 100 * random.nextDouble();
    double hump = 100 * random.nextDouble();
    int n = (int) (50 / step);
    double[] x = new double[n];
    double[] y = new double[n];
    for (int i = 0; i < n; i++) {
      x[i] = 10 + i * step;
      double mean = level * (1 + 2 * Math.exp(-(x[i] - 10) / 8));
      mean += hump * Math.exp(-Math.pow((x[i] - 25) / 8, 2));
      for (int line = 0; line < SQUARES.length; line++) {
        double u = (x[i] - angle(edge, SQUARES[line])) / (width / 2);
        double gauss = Math.exp(-Math.log(2) * u * u);
        double lorentz = 1 / (1 + u * u);
        mean += height * HEIGHTS[line] * (mixing * lorentz + (1 - mixing) * gauss);
      }
      y[i] = Math.max(0, Math.rint(mean + Math.sqrt(mean) * random.nextGaussian()));
    }
    return new PowderPattern(x, y, COPPER);
  }
}
