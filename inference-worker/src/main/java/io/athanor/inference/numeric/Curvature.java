package io.athanor.inference.numeric;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;

/** Limited-memory BFGS: the two-loop recursion (Nocedal, Math. Comp. 35, 773, 1980). */
public final class Curvature {
  private static final double LEAST_CURVATURE = 1e-10;

  private record Pair(double[] step, double[] change, double product) {}

  private final int memory;
  private final double firstGuess;
  private final Deque<Pair> pairs = new ArrayDeque<>();

  /**
   * One that knows nothing yet.
   *
   * @param memory steps it remembers
   * @param firstGuess the inverse curvature while it knows nothing
   */
  public Curvature(int memory, double firstGuess) {
    if (memory < 1) {
      throw new IllegalArgumentException("memory must be positive, got " + memory);
    }
    if (!(firstGuess > 0)) {
      throw new IllegalArgumentException("firstGuess must be positive, got " + firstGuess);
    }
    this.memory = memory;
    this.firstGuess = firstGuess;
  }

  /** A step that was taken and what the gradient changed by; the arrays are kept. */
  public void learn(double[] step, double[] change) {
    double product = dot(step, change);
    if (product > LEAST_CURVATURE) {
      pairs.addLast(new Pair(step, change, product));
      if (pairs.size() > memory) {
        pairs.removeFirst();
      }
    }
  }

  /** Whether no step has taught it anything. */
  public boolean knowsNothing() {
    return pairs.isEmpty();
  }

  /** Knows nothing again. */
  public void forget() {
    pairs.clear();
  }

  /** The quasi-Newton step: minus the inverse Hessian times the gradient. */
  public double[] step(double[] gradient) {
    double[] direction = gradient.clone();
    List<Pair> newestFirst = new ArrayList<>(pairs);
    Collections.reverse(newestFirst);
    double[] alphas = new double[newestFirst.size()];
    for (int index = 0; index < alphas.length; index++) {
      Pair pair = newestFirst.get(index);
      alphas[index] = dot(pair.step(), direction) / pair.product();
      add(direction, pair.change(), -alphas[index]);
    }
    Pair newest = pairs.peekLast();
    double scale =
        newest == null ? firstGuess : newest.product() / dot(newest.change(), newest.change());
    for (int index = 0; index < direction.length; index++) {
      direction[index] *= scale;
    }
    for (int index = alphas.length - 1; index >= 0; index--) {
      Pair pair = newestFirst.get(index);
      double beta = dot(pair.change(), direction) / pair.product();
      add(direction, pair.step(), alphas[index] - beta);
    }
    for (int index = 0; index < direction.length; index++) {
      direction[index] = -direction[index];
    }
    return direction;
  }

  private static void add(double[] to, double[] vector, double factor) {
    for (int index = 0; index < to.length; index++) {
      to[index] += factor * vector[index];
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
