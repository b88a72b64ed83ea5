package io.athanor.acquisition.planner.posterior;

import io.athanor.acquisition.planner.space.FeatureMatrix;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * One extremely randomised regression tree (Geurts, Ernst and Wehenkel 2006, table 1): at each node
 * a uniform cut through each column that varies (through some, where there are many), the best of
 * which is kept. No leaf weighs less than one value without a known error.
 */
final class RandomTree {
  private static final int LEAST_ROWS_TO_SPLIT = 4;
  private static final int MOST_COLUMNS = 24;
  private static final double LEAST_WEIGHT = 0.999;

  private final int[] columns;
  private final double[] cuts;
  private final int[] left;
  private final double[] means;
  private final double[] variances;
  private int nodes = 1;

  private RandomTree(int capacity) {
    columns = new int[capacity];
    cuts = new double[capacity];
    left = new int[capacity];
    means = new double[capacity];
    variances = new double[capacity];
  }

  /**
   * Grows a tree.
   *
   * @param weights of the targets, positive
   * @param sample rows to grow on; may repeat
   */
  static RandomTree grow(
      FeatureMatrix rows,
      double[] targets,
      double[] weights,
      int[] sample,
      SplittableRandom random) {
    RandomTree tree = new RandomTree(2 * sample.length);
    int[] order = sample.clone();
    // nodes are split in the order they were made; children are neighbours
    int[] from = new int[2 * sample.length];
    int[] to = new int[2 * sample.length];
    to[0] = order.length;
    for (int node = 0; node < tree.nodes; node++) {
      Moments all = moments(order, from[node], to[node], targets, weights);
      tree.means[node] = all.mean();
      tree.variances[node] = all.variance();
      boolean splits = to[node] - from[node] >= LEAST_ROWS_TO_SPLIT && all.variance() > 0;
      if (splits
          && tree.choose(node, rows, targets, weights, order, from[node], to[node], random)) {
        int middle = tree.partition(node, rows, order, from[node], to[node]);
        tree.left[node] = tree.nodes;
        from[tree.nodes] = from[node];
        to[tree.nodes] = middle;
        from[tree.nodes + 1] = middle;
        to[tree.nodes + 1] = to[node];
        tree.nodes += 2;
      }
    }
    return tree;
  }

  /** The leaf a row falls into. */
  int leaf(FeatureMatrix rows, int row) {
    int node = 0;
    while (left[node] != 0) {
      node = left[node] + (rows.at(row, columns[node]) < cuts[node] ? 0 : 1);
    }
    return node;
  }

  double mean(int leaf) {
    return means[leaf];
  }

  /** Variance of the targets within a leaf. */
  double variance(int leaf) {
    return variances[leaf];
  }

  private boolean choose(
      int node,
      FeatureMatrix rows,
      double[] targets,
      double[] weights,
      int[] order,
      int from,
      int to,
      SplittableRandom random) {
    int[] shuffled = new int[rows.columns()];
    Arrays.setAll(shuffled, c -> c);
    int wanted = Math.max(Math.min(shuffled.length, MOST_COLUMNS), shuffled.length / 3);
    double best = Double.NEGATIVE_INFINITY;
    for (int c = 0; c < shuffled.length && wanted > 0; c++) {
      int other = random.nextInt(c, shuffled.length);
      int column = shuffled[other];
      shuffled[other] = shuffled[c];
      double low = Double.POSITIVE_INFINITY;
      double high = Double.NEGATIVE_INFINITY;
      for (int i = from; i < to; i++) {
        low = Math.min(low, rows.at(order[i], column));
        high = Math.max(high, rows.at(order[i], column));
      }
      if (low < high) {
        wanted--;
        // in (low, high]: neither side is ever empty
        double cut = high - random.nextDouble() * (high - low);
        cut = cut > low ? cut : high;
        double gain = gain(rows, targets, weights, order, from, to, column, cut);
        if (gain > best) {
          best = gain;
          columns[node] = column;
          cuts[node] = cut;
        }
      }
    }
    return best > Double.NEGATIVE_INFINITY;
  }

  /**
   * Sum of squares that the cut explains, but for a constant; minus infinity if a side is light.
   */
  private static double gain(
      FeatureMatrix rows,
      double[] targets,
      double[] weights,
      int[] order,
      int from,
      int to,
      int column,
      double cut) {
    double below = 0;
    double sumBelow = 0;
    double above = 0;
    double sumAbove = 0;
    for (int i = from; i < to; i++) {
      int row = order[i];
      if (rows.at(row, column) < cut) {
        below += weights[row];
        sumBelow += weights[row] * targets[row];
      } else {
        above += weights[row];
        sumAbove += weights[row] * targets[row];
      }
    }
    return below < LEAST_WEIGHT || above < LEAST_WEIGHT
        ? Double.NEGATIVE_INFINITY
        : sumBelow * sumBelow / below + sumAbove * sumAbove / above;
  }

  private int partition(int node, FeatureMatrix rows, int[] order, int from, int to) {
    int middle = from;
    for (int i = from; i < to; i++) {
      if (rows.at(order[i], columns[node]) < cuts[node]) {
        int moved = order[i];
        order[i] = order[middle];
        order[middle++] = moved;
      }
    }
    return middle;
  }

  private record Moments(double mean, double variance) {}

  private static Moments moments(
      int[] order, int from, int to, double[] targets, double[] weights) {
    double weight = 0;
    double sum = 0;
    for (int i = from; i < to; i++) {
      weight += weights[order[i]];
      sum += weights[order[i]] * targets[order[i]];
    }
    double mean = sum / weight;
    double squares = 0;
    for (int i = from; i < to; i++) {
      double off = targets[order[i]] - mean;
      squares += weights[order[i]] * off * off;
    }
    return new Moments(mean, squares / weight);
  }
}
