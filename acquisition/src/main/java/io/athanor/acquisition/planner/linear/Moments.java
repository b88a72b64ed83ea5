package io.athanor.acquisition.planner.linear;

import java.util.Arrays;
import java.util.BitSet;

/**
 * Mean and relative variance of every candidate by block, and the search for the best of them: in
 * each block the leader by mu + kappa sigma, which for other merits gives a value so good that a
 * {@link MeritFloor} passes over nearly all.
 */
final class Moments {
  private final CandidateBlocks candidates;
  private final double[][] means;
  private final double[][] variances;
  private final BitSet taken;
  private final double[] lowest;
  private final double[] highest;
  private final double[] widest;
  private final int[] leaders;

  Moments(CandidateBlocks candidates) {
    int blocks = candidates.count();
    this.candidates = candidates;
    this.means = new double[blocks][];
    this.variances = new double[blocks][];
    this.taken = new BitSet(candidates.rows());
    this.lowest = new double[blocks];
    this.highest = new double[blocks];
    this.widest = new double[blocks];
    this.leaders = new int[blocks];
  }

  void setTaken(int row, boolean isTaken) {
    taken.set(row, isTaken);
  }

  boolean isTaken(int row) {
    return taken.get(row);
  }

  double mean(int row) {
    return means[row / CandidateBlocks.LANES][row % CandidateBlocks.LANES];
  }

  double variance(int row) {
    return variances[row / CandidateBlocks.LANES][row % CandidateBlocks.LANES];
  }

  double deviation(int row, double noise) {
    return Math.sqrt(Math.max(0, noise * variance(row)));
  }

  double[] variances(int block) {
    return variances[block];
  }

  /** Makes a block anew from the posterior of the weights. */
  void renew(int block, LinearPosterior posterior) {
    means[block] = candidates.dot(block, posterior.mean());
    variances[block] = candidates.quadratic(block, posterior.covariance());
  }

  /** Moves a block by one record. */
  void move(int block, LinearPosterior.Step step) {
    double[] products = candidates.dot(block, step.gain());
    move(products, means[block], step.error() / step.q(), variances[block], 1 / step.q());
  }

  private static void move(
      double[] products, double[] means, double slope, double[] variances, double inverse) {
    for (int j = 0; j < products.length; j++) {
      means[j] += products[j] * slope;
      variances[j] -= products[j] * products[j] * inverse;
    }
  }

  /** Finds the block's free candidate of the highest mu + kappa sigma, and the block's ranges. */
  void lead(int block, double kappa, double noise) {
    double[] mean = means[block];
    double[] variance = variances[block];
    double[] bounds = new double[mean.length];
    bound(bounds, mean, variance, kappa, noise);
    int offset = block * CandidateBlocks.LANES;
    for (int row = taken.nextSetBit(offset);
        row >= 0 && row < offset + bounds.length;
        row = taken.nextSetBit(row + 1)) {
      bounds[row - offset] = Double.NEGATIVE_INFINITY;
    }
    int leader = 0;
    for (int j = 1; j < bounds.length; j++) {
      if (bounds[j] > bounds[leader]) {
        leader = j;
      }
    }
    leaders[block] = bounds[leader] == Double.NEGATIVE_INFINITY ? -1 : offset + leader;
  }

  private static void bound(
      double[] bounds, double[] mean, double[] variance, double kappa, double noise) {
    for (int j = 0; j < bounds.length; j++) {
      bounds[j] = mean[j] + kappa * Math.sqrt(Math.max(0, noise * variance[j]));
    }
  }

  /** The best free candidate once every block has its leader; -1 where none is free. */
  int best(Merit merit, double noise) {
    double[] values = leaderValues(merit, noise);
    int first = argmax(values);
    if (merit instanceof Merit.UpperConfidenceBound || leaders[first] < 0) {
      return leaders[first];
    }
    MeritFloor floor = floor(merit, values[first], noise);
    int[] winners = new int[leaders.length];
    candidates.forEachBlock(block -> winners[block] = search(block, merit, noise, floor));
    int best = leaders[first];
    double most = values[first];
    for (int winner : winners) {
      double value = winner < 0 ? Double.NEGATIVE_INFINITY : value(winner, merit, noise);
      if (value > most || (value == most && winner >= 0 && winner < best)) {
        best = winner;
        most = value;
      }
    }
    return best;
  }

  /** Merits of the blocks' leaders, negative infinity where a block has none. */
  double[] leaderValues(Merit merit, double noise) {
    double[] values = new double[leaders.length];
    Arrays.setAll(
        values, b -> leaders[b] < 0 ? Double.NEGATIVE_INFINITY : value(leaders[b], merit, noise));
    return values;
  }

  /** What is surely worth less than a value. */
  MeritFloor floor(Merit merit, double value, double noise) {
    candidates.forEachBlock(this::range);
    return new MeritFloor(
        merit,
        value,
        Arrays.stream(lowest).min().orElse(0),
        Arrays.stream(highest).max().orElse(0),
        Arrays.stream(widest).max().orElse(0),
        noise);
  }

  private int search(int block, Merit merit, double noise, MeritFloor floor) {
    int winner = -1;
    double most = Double.NEGATIVE_INFINITY;
    double[] mean = means[block];
    double[] variance = variances[block];
    for (int j = 0; j < mean.length; j++) {
      int row = block * CandidateBlocks.LANES + j;
      if (!floor.excludes(mean[j], variance[j]) && !taken.get(row)) {
        double value = value(row, merit, noise);
        if (winner < 0 || value > most) {
          winner = row;
          most = value;
        }
      }
    }
    return winner;
  }

  private double value(int row, Merit merit, double noise) {
    return merit.of(mean(row), deviation(row, noise));
  }

  private void range(int block) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    double wide = 0;
    for (int j = 0; j < means[block].length; j++) {
      low = Math.min(low, means[block][j]);
      high = Math.max(high, means[block][j]);
      wide = Math.max(wide, variances[block][j]);
    }
    lowest[block] = low;
    highest[block] = high;
    widest[block] = wide;
  }

  private static int argmax(double[] values) {
    int best = 0;
    for (int i = 1; i < values.length; i++) {
      if (values[i] > values[best]) {
        best = i;
      }
    }
    return best;
  }
}
