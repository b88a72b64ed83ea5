package io.athanor.inference.fewlabels;

import io.athanor.inference.numeric.Curvature;
import java.util.function.Function;

/**
 * Minimises a smooth function by L-BFGS (Nocedal, Wright, Numerical Optimization, 2006, algorithm
 * 7.5) with steps halved until they fall enough. Pure.
 */
final class LimitedMemory {
  private static final int PAIRS = 8;
  private static final int HALVINGS = 20;
  private static final double ENOUGH = 1e-4;
  private static final double FIRST_STEP = 0.3;

  private LimitedMemory() {}

  /**
   * The lowest place found.
   *
   * @param function value and gradient; may be infinite away from {@code start}
   * @param iterations at most
   * @param tolerance it ends where a step lowers the value by less
   */
  static double[] minimise(
      Function<double[], Evidence.Point> function,
      double[] start,
      int iterations,
      double tolerance) {
    Curvature curvature = new Curvature(PAIRS, 1);
    double[] here = start.clone();
    Evidence.Point point = function.apply(here);
    for (int iteration = 0; iteration < iterations; iteration++) {
      double[] direction = curvature.step(point.gradient());
      double slope = dot(direction, point.gradient());
      double length =
          curvature.knowsNothing() ? FIRST_STEP / Math.sqrt(dot(direction, direction)) : 1;
      double[] there = moved(here, direction, length);
      Evidence.Point next = function.apply(there);
      for (int halving = 0;
          halving < HALVINGS && !(next.value() <= point.value() + ENOUGH * length * slope);
          halving++) {
        length /= 2;
        there = moved(here, direction, length);
        next = function.apply(there);
      }
      if (!(next.value() < point.value())) {
        return here;
      }
      boolean still = point.value() - next.value() < tolerance;
      curvature.learn(difference(there, here), difference(next.gradient(), point.gradient()));
      here = there;
      point = next;
      if (still) {
        return here;
      }
    }
    return here;
  }

  private static double[] moved(double[] from, double[] direction, double length) {
    double[] to = from.clone();
    add(to, direction, length);
    return to;
  }

  private static double[] difference(double[] left, double[] right) {
    double[] result = left.clone();
    add(result, right, -1);
    return result;
  }

  private static void add(double[] to, double[] more, double factor) {
    for (int index = 0; index < to.length; index++) {
      to[index] += factor * more[index];
    }
  }

  private static double dot(double[] left, double[] right) {
    double sum = 0;
    for (int index = 0; index < left.length; index++) {
      sum += left[index] * right[index];
    }
    return sum;
  }
}
