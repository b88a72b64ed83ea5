package io.athanor.acquisition.planner.acquisition;

import java.util.function.DoubleUnaryOperator;

/** Composite Gauss-Legendre quadrature: an independent reference for closed forms. */
public final class Quadrature {
  private static final int POINTS = 24;
  private static final double[] NODES = new double[POINTS];
  private static final double[] WEIGHTS = new double[POINTS];

  static {
    for (int i = 0; i < POINTS; i++) {
      double x = Math.cos(Math.PI * (i + 0.75) / (POINTS + 0.5));
      double slope = 1;
      for (int newton = 0; newton < 50; newton++) {
        double before = 1;
        double value = x;
        for (int k = 2; k <= POINTS; k++) {
          double next = ((2 * k - 1) * x * value - (k - 1) * before) / k;
          before = value;
          value = next;
        }
        slope = POINTS * (x * value - before) / (x * x - 1);
        x -= value / slope;
      }
      NODES[i] = x;
      WEIGHTS[i] = 2 / ((1 - x * x) * slope * slope);
    }
  }

  private Quadrature() {}

  /** Integral over [low, high], cut into equal panels. */
  public static double integrate(DoubleUnaryOperator f, double low, double high, int panels) {
    double half = 0.5 * (high - low) / panels;
    double sum = 0;
    for (int p = 0; p < panels; p++) {
      double middle = low + (2 * p + 1) * half;
      for (int i = 0; i < POINTS; i++) {
        sum += WEIGHTS[i] * half * f.applyAsDouble(middle + half * NODES[i]);
      }
    }
    return sum;
  }

  /** Expectation of f(y) of a normal y over [low, high], where f is smooth between the cuts. */
  public static double expectation(
      DoubleUnaryOperator f, double mean, double deviation, double... cuts) {
    return expectation(12, f, mean, deviation, cuts);
  }

  /** The same with a chosen number of panels between cuts. */
  public static double expectation(
      int panels, DoubleUnaryOperator f, double mean, double deviation, double... cuts) {
    double low = mean - 12 * deviation;
    double high = mean + 12 * deviation;
    double sum = 0;
    double from = low;
    double[] ends = java.util.Arrays.copyOf(cuts, cuts.length + 1);
    ends[cuts.length] = high;
    java.util.Arrays.sort(ends);
    for (double end : ends) {
      double to = Math.min(high, Math.max(from, end));
      sum +=
          integrate(
              y -> f.applyAsDouble(y) * density((y - mean) / deviation) / deviation,
              from,
              to,
              panels);
      from = to;
    }
    return sum;
  }

  public static double density(double u) {
    return Math.exp(-0.5 * u * u) / Math.sqrt(2 * Math.PI);
  }
}
