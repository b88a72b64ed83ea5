package io.athanor.inference.fewlabels;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
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

  /** A step and how the gradient changed along it. */
  private record Pair(double[] step, double[] change, double curvature) {}

  private final Deque<Pair> pairs = new ArrayDeque<>();

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
    return new LimitedMemory().run(function, start, iterations, tolerance);
  }

  private double[] run(
      Function<double[], Evidence.Point> function,
      double[] start,
      int iterations,
      double tolerance) {
    double[] here = start.clone();
    Evidence.Point point = function.apply(here);
    for (int iteration = 0; iteration < iterations; iteration++) {
      double[] direction = direction(point.gradient());
      double slope = dot(direction, point.gradient());
      double length = pairs.isEmpty() ? FIRST_STEP / Math.sqrt(dot(direction, direction)) : 1;
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
      remember(difference(there, here), difference(next.gradient(), point.gradient()));
      here = there;
      point = next;
      if (still) {
        return here;
      }
    }
    return here;
  }

  /** Minus the inverse curvature times the gradient. */
  private double[] direction(double[] gradient) {
    double[] result = gradient.clone();
    double[] factors = new double[pairs.size()];
    int at = 0;
    for (Iterator<Pair> newest = pairs.descendingIterator(); newest.hasNext(); ) {
      Pair pair = newest.next();
      factors[at] = dot(pair.step(), result) / pair.curvature();
      add(result, pair.change(), -factors[at++]);
    }
    if (!pairs.isEmpty()) {
      Pair last = pairs.getLast();
      scale(result, last.curvature() / dot(last.change(), last.change()));
    }
    for (Pair pair : pairs) {
      double factor = factors[--at] - dot(pair.change(), result) / pair.curvature();
      add(result, pair.step(), factor);
    }
    scale(result, -1);
    return result;
  }

  private void remember(double[] step, double[] change) {
    double curvature = dot(step, change);
    if (curvature > 1e-10) {
      pairs.addLast(new Pair(step, change, curvature));
      if (pairs.size() > PAIRS) {
        pairs.removeFirst();
      }
    }
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

  private static void scale(double[] values, double factor) {
    for (int index = 0; index < values.length; index++) {
      values[index] *= factor;
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
