package io.athanor.acquisition.planner.numeric;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/**
 * Limited-memory BFGS in a box (Nocedal and Wright 2006, algorithm 7.5): steps are projected on the
 * bounds, Armijo backtracking, pairs without positive curvature are left out. Deterministic and
 * allocation-light; meant for a few dozen variables.
 */
public final class Lbfgs {
  private static final int MEMORY = 8;
  private static final double ARMIJO = 1e-4;
  private static final double CONVERGED = 1e-5;
  private static final int BACKTRACKS = 12;

  /** A smooth function to be minimised, whose gradient comes with its value. */
  public interface Objective {
    /**
     * Value at a point; writes the gradient. Positive infinity where the function is not defined.
     */
    double evaluate(double[] point, double[] gradient);
  }

  /**
   * A smooth function whose gradient costs more than its value: it is asked for where the search
   * goes on, and neither where a step was too long nor where the search ends.
   */
  public interface Staged {
    /** Value at a point; positive infinity where the function is not defined. */
    double value(double[] point);

    /** Writes the gradient at the point whose value was asked for last, which is finite. */
    void gradient(double[] gradient);
  }

  /**
   * Where the search ended.
   *
   * @param point the best point seen
   * @param value the function there
   */
  public record Minimum(double[] point, double value) {}

  private record Pair(double[] step, double[] change, double rho) {}

  private record AtOnce(Objective objective, double[] latest) implements Staged {
    @Override
    public double value(double[] point) {
      return objective.evaluate(point, latest);
    }

    @Override
    public void gradient(double[] gradient) {
      System.arraycopy(latest, 0, gradient, 0, latest.length);
    }
  }

  private Lbfgs() {}

  /**
   * The best point found between the bounds from a starting point, after so many iterations at
   * most.
   */
  public static Minimum minimise(
      Objective objective, double[] start, double[] low, double[] high, int iterations) {
    return minimise(new AtOnce(objective, new double[start.length]), start, low, high, iterations);
  }

  /** The same where the gradient is a step of its own. */
  public static Minimum minimise(
      Staged objective, double[] start, double[] low, double[] high, int iterations) {
    int size = start.length;
    double[] point = start.clone();
    project(point, low, high);
    double[] gradient = new double[size];
    double value = objective.value(point);
    if (!Double.isFinite(value) || iterations < 1) {
      return new Minimum(point, value);
    }
    objective.gradient(gradient);
    Deque<Pair> pairs = new ArrayDeque<>();
    for (int iteration = 1; ; iteration++) {
      double[] direction = direction(gradient, pairs);
      double slope = Vectors.dot(direction, gradient);
      if (slope >= 0) {
        pairs.clear();
        direction = direction(gradient, pairs);
        slope = Vectors.dot(direction, gradient);
      }
      double longest = 0;
      for (double component : direction) {
        longest = Math.max(longest, Math.abs(component));
      }
      double length = longest > 2 ? 2 / longest : 1;
      double[] next = new double[size];
      double nextValue = Double.POSITIVE_INFINITY;
      boolean accepted = false;
      for (int attempt = 0; attempt < BACKTRACKS && !accepted; attempt++, length *= 0.4) {
        for (int i = 0; i < size; i++) {
          next[i] = point[i] + length * direction[i];
        }
        project(next, low, high);
        nextValue = objective.value(next);
        accepted = nextValue <= value + ARMIJO * length * slope;
      }
      if (!accepted) {
        return new Minimum(point, value);
      }
      double gain = value - nextValue;
      if (iteration == iterations || gain < CONVERGED * (1 + Math.abs(nextValue))) {
        return new Minimum(next, nextValue);
      }
      double[] nextGradient = new double[size];
      objective.gradient(nextGradient);
      remember(pairs, point, next, gradient, nextGradient);
      point = next;
      gradient = nextGradient;
      value = nextValue;
    }
  }

  private static double[] direction(double[] gradient, Deque<Pair> pairs) {
    double[] q = gradient.clone();
    double[] weights = new double[pairs.size()];
    int index = 0;
    for (Pair pair : pairs) {
      weights[index] = pair.rho() * Vectors.dot(pair.step(), q);
      add(q, pair.change(), -weights[index]);
      index++;
    }
    if (!pairs.isEmpty()) {
      Pair latest = pairs.getFirst();
      double scale = 1 / (latest.rho() * Vectors.dot(latest.change(), latest.change()));
      for (int i = 0; i < q.length; i++) {
        q[i] *= scale;
      }
    }
    Iterator<Pair> oldestFirst = pairs.descendingIterator();
    while (oldestFirst.hasNext()) {
      Pair pair = oldestFirst.next();
      index--;
      add(q, pair.step(), weights[index] - pair.rho() * Vectors.dot(pair.change(), q));
    }
    for (int i = 0; i < q.length; i++) {
      q[i] = -q[i];
    }
    return q;
  }

  private static void remember(
      Deque<Pair> pairs, double[] point, double[] next, double[] gradient, double[] nextGradient) {
    double[] step = next.clone();
    double[] change = nextGradient.clone();
    add(step, point, -1);
    add(change, gradient, -1);
    double curvature = Vectors.dot(step, change);
    if (curvature > 1e-10) {
      pairs.addFirst(new Pair(step, change, 1 / curvature));
      if (pairs.size() > MEMORY) {
        pairs.removeLast();
      }
    }
  }

  private static void project(double[] point, double[] low, double[] high) {
    for (int i = 0; i < point.length; i++) {
      point[i] = Math.min(high[i], Math.max(low[i], point[i]));
    }
  }

  private static void add(double[] to, double[] what, double factor) {
    for (int i = 0; i < to.length; i++) {
      to[i] += factor * what[i];
    }
  }
}
