package io.athanor.acquisition.planner.linear;

import java.util.Arrays;
import java.util.List;

/**
 * Relative variance and the means of the {@link TargetParts} of every candidate, by block. Each
 * record moves them along one scalar product per candidate; many records at once read the features
 * once. What a block holds depends on the records alone, not on how they were grouped. Not
 * thread-safe.
 */
final class BlockBeliefs {
  private final CandidateBlocks candidates;
  private final double[][] variances;
  private final double[][][] means;
  private final int[] renewedAt;

  /**
   * What one change of the weights does along the scalar product c of a candidate with it.
   *
   * @param record number of the record that made it
   * @param direction of the change, d
   * @param narrowing the variance falls by this times c^2
   * @param slopes the mean of each part rises by this times c
   */
  record Move(int record, double[] direction, double narrowing, double[] slopes) {}

  BlockBeliefs(CandidateBlocks candidates) {
    int blocks = candidates.count();
    this.candidates = candidates;
    this.variances = new double[blocks][];
    this.means = new double[blocks][TargetParts.COUNT][];
    this.renewedAt = new int[blocks];
  }

  /** Relative variances by block, null where a block was never made; not to be written to. */
  double[][] variances() {
    return variances;
  }

  /**
   * Makes a block anew.
   *
   * @param record number of the last record
   * @param covariance P
   * @param weights mean of the weights for each part
   */
  void renew(int block, int record, double[] covariance, double[][] weights) {
    int lanes = candidates.lanes(block);
    double[] variance = new double[lanes];
    double[][] mean = new double[weights.length][];
    for (int p = 0; p < mean.length; p++) {
      mean[p] = isZero(weights[p]) ? null : new double[lanes];
    }
    candidates.forEachSlice(
        block,
        (slice, from) -> {
          double[] part = slice.quadratic(covariance);
          System.arraycopy(part, 0, variance, from, part.length);
          for (int p = 0; p < mean.length; p++) {
            if (mean[p] != null) {
              System.arraycopy(slice.dot(weights[p]), 0, mean[p], from, part.length);
            }
          }
        });
    variances[block] = variance;
    means[block] = mean;
    renewedAt[block] = record;
  }

  private static boolean isZero(double[] weights) {
    for (double weight : weights) {
      if (weight != 0) {
        return false;
      }
    }
    return true;
  }

  /**
   * Moves each block by what came after it was made anew.
   *
   * @param moves in the order of their records
   */
  void move(List<Move> moves) {
    if (!moves.isEmpty()) {
      candidates.forEachRun(
          (from, to) -> {
            double[] scratch = new double[CandidateBlocks.LANES];
            for (int block = from; block < to; block++) {
              int made = renewedAt[block];
              move(block, after(moves, made), scratch);
            }
          });
    }
  }

  private static List<Move> after(List<Move> moves, int record) {
    int first = 0;
    while (first < moves.size() && moves.get(first).record() <= record) {
      first++;
    }
    return moves.subList(first, moves.size());
  }

  private static boolean isMoved(List<Move> moves, int part) {
    for (Move each : moves) {
      if (each.slopes()[part] != 0) {
        return true;
      }
    }
    return false;
  }

  private void move(int block, List<Move> moves, double[] scratch) {
    for (int p = 0; p < TargetParts.COUNT; p++) {
      if (means[block][p] == null && isMoved(moves, p)) {
        means[block][p] = new double[candidates.lanes(block)];
      }
    }
    if (moves.size() == 1) {
      int lanes = candidates.lanes(block);
      double[] products = lanes == scratch.length ? scratch : new double[lanes];
      candidates.dot(block, moves.get(0).direction(), products);
      apply(moves.get(0), products, variances[block], means[block]);
    } else if (!moves.isEmpty()) {
      candidates.forEachSlice(block, (slice, from) -> move(block, moves, slice, from));
    }
  }

  private void move(int block, List<Move> moves, WideSlice slice, int from) {
    int lanes = slice.lanes();
    double[] variance = Arrays.copyOfRange(variances[block], from, from + lanes);
    double[][] mean = new double[TargetParts.COUNT][];
    for (int p = 0; p < mean.length; p++) {
      double[] whole = means[block][p];
      mean[p] = whole == null ? null : Arrays.copyOfRange(whole, from, from + lanes);
    }
    moves.forEach(each -> apply(each, slice.dot(each.direction()), variance, mean));
    System.arraycopy(variance, 0, variances[block], from, lanes);
    for (int p = 0; p < mean.length; p++) {
      if (mean[p] != null) {
        System.arraycopy(mean[p], 0, means[block][p], from, lanes);
      }
    }
  }

  private static void apply(Move move, double[] products, double[] variance, double[][] mean) {
    if (move.narrowing() != 0) {
      Awaited.narrow(variance, products, move.narrowing());
    }
    for (int p = 0; p < mean.length; p++) {
      if (move.slopes()[p] != 0) {
        add(mean[p], products, move.slopes()[p]);
      }
    }
  }

  private static void add(double[] sums, double[] values, double weight) {
    for (int j = 0; j < sums.length; j++) {
      sums[j] += values[j] * weight;
    }
  }

  /** Mean at every candidate, the parts mixed like this. */
  double[] mean(double[] mixture) {
    double[] all = new double[candidates.rows()];
    candidates.forEachBlock(
        block -> {
          double[][] parts = means[block];
          int from = block * CandidateBlocks.LANES;
          for (int p = 0; p < parts.length; p++) {
            if (parts[p] != null) {
              mix(all, from, parts[p], mixture[p]);
            }
          }
        });
    return all;
  }

  private static void mix(double[] all, int from, double[] part, double weight) {
    for (int j = 0; j < part.length; j++) {
      all[from + j] += part[j] * weight;
    }
  }
}
