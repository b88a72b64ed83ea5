package io.athanor.inference.modality;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * How well queries find what belongs to them in a gallery of the same order.
 *
 * @param ranks per query how many of the others score as high as its own entry or higher; 0 is best
 */
public record RetrievalScores(int[] ranks) {
  private static final int RESAMPLES = 2_000;

  /**
   * A share with its interval.
   *
   * @param value 0..1
   * @param low 2.5th percentile over bootstrap samples of the queries
   * @param high 97.5th percentile
   */
  public record Share(double value, double low, double high) {}

  /** Checks that there are queries. */
  public RetrievalScores {
    if (ranks.length == 0) {
      throw new IllegalArgumentException("ranks must not be empty");
    }
  }

  /** Scores of every query (rows) with every gallery entry; ties count against the query. */
  static RetrievalScores of(double[][] scores) {
    int[] ranks = new int[scores.length];
    for (int query = 0; query < ranks.length; query++) {
      double own = scores[query][query];
      for (int entry = 0; entry < ranks.length; entry++) {
        // written so that a score that is not a number never helps
        if (entry != query && !(scores[query][entry] < own)) {
          ranks[query]++;
        }
      }
    }
    return new RetrievalScores(ranks);
  }

  /** Share of queries whose own entry is among the k best. */
  public double recall(int k) {
    int found = 0;
    for (int rank : ranks) {
      found += rank < k ? 1 : 0;
    }
    return (double) found / ranks.length;
  }

  /** {@link #recall} with a 95 percent bootstrap interval. */
  public Share recall(int k, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] shares = new double[RESAMPLES];
    for (int sample = 0; sample < RESAMPLES; sample++) {
      int found = 0;
      for (int i = 0; i < ranks.length; i++) {
        found += ranks[random.nextInt(ranks.length)] < k ? 1 : 0;
      }
      shares[sample] = (double) found / ranks.length;
    }
    Arrays.sort(shares);
    return new Share(
        recall(k), shares[(int) (0.025 * RESAMPLES)], shares[(int) (0.975 * RESAMPLES) - 1]);
  }

  /** Cosine of two patterns' roots over the bins that both have measured, 0 if there is none. */
  static double cosine(PatternInput one, PatternInput other) {
    double product = 0;
    double first = 0;
    double second = 0;
    for (int bin = 0; bin < DiffractionAxis.BINS; bin++) {
      double common = one.measured()[bin] * other.measured()[bin];
      product += common * one.roots()[bin] * other.roots()[bin];
      first += common * one.roots()[bin] * one.roots()[bin];
      second += common * other.roots()[bin] * other.roots()[bin];
    }
    return first > 0 && second > 0 ? product / Math.sqrt(first * second) : 0;
  }
}
