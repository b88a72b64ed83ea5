package io.athanor.generator.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Picks good candidates that are not all alike: the greedy most probable set of a determinantal
 * point process with kernel {@code q_i exp(-|x_i - x_j|^2 / (2 s^2)) q_j} (Kulesza and Taskar 2012;
 * Chen, Zhang and Zhou, NeurIPS 2018). Quality falls from 1 by rank, s is the median distance of
 * neighbours in rank. O(candidates x picks^2).
 *
 * @param weight of quality beside diversity (dimensionless), not negative; infinite for quality
 *     alone
 */
public record DiverseSet(double weight) {
  /** Checks the weight. */
  public DiverseSet {
    if (!(weight >= 0)) {
      throw new IllegalArgumentException("diversity.weight must not be negative but is " + weight);
    }
  }

  /**
   * Indices of the picks in the order of picking.
   *
   * @param embeddings best candidate first, all of one length; empty ones make quality decide
   */
  public List<Integer> pick(List<List<Double>> embeddings, int count) {
    int n = embeddings.size();
    List<Integer> picked = new ArrayList<>();
    double width = n > 1 && !embeddings.get(0).isEmpty() ? width(embeddings) : 0;
    if (Double.isInfinite(weight) || width == 0) {
      for (int i = 0; i < Math.min(count, n); i++) {
        picked.add(i);
      }
      return picked;
    }
    double[][] rows = new double[n][Math.min(count, n)];
    double[] left = new double[n];
    double[] quality = new double[n];
    boolean[] taken = new boolean[n];
    for (int i = 0; i < n; i++) {
      left[i] = 1;
      quality[i] = -weight * i / n;
    }
    while (picked.size() < Math.min(count, n)) {
      int best = -1;
      for (int i = 0; i < n; i++) {
        if (!taken[i] && (best < 0 || worth(left, quality, i) > worth(left, quality, best))) {
          best = i;
        }
      }
      int k = picked.size();
      double root = Math.sqrt(Math.max(left[best], 1e-12));
      for (int i = 0; i < n; i++) {
        if (!taken[i]) {
          double sum = kernel(embeddings.get(best), embeddings.get(i), width);
          for (int p = 0; p < k; p++) {
            sum -= rows[best][p] * rows[i][p];
          }
          rows[i][k] = sum / root;
          left[i] -= rows[i][k] * rows[i][k];
        }
      }
      taken[best] = true;
      picked.add(best);
    }
    return picked;
  }

  private static double worth(double[] left, double[] quality, int i) {
    return Math.log(Math.max(left[i], 1e-12)) + quality[i];
  }

  private static double width(List<List<Double>> embeddings) {
    double[] distances = new double[embeddings.size() - 1];
    for (int i = 0; i < distances.length; i++) {
      distances[i] = Math.sqrt(squared(embeddings.get(i), embeddings.get(i + 1)));
    }
    Arrays.sort(distances);
    return distances[distances.length / 2];
  }

  private static double kernel(List<Double> one, List<Double> other, double width) {
    return Math.exp(-squared(one, other) / (2 * width * width));
  }

  private static double squared(List<Double> one, List<Double> other) {
    double sum = 0;
    for (int c = 0; c < one.size(); c++) {
      double difference = one.get(c) - other.get(c);
      sum += difference * difference;
    }
    return sum;
  }
}
