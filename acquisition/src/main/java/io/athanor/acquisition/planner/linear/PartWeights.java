package io.athanor.acquisition.planner.linear;

import io.athanor.acquisition.planner.numeric.Vectors;
import java.util.ArrayList;
import java.util.List;

/**
 * Mean of the weights for each of the {@link TargetParts}, by the first so many records alone.
 *
 * @param parts [part][record]
 * @param weights [part][d]
 */
record PartWeights(double[][] parts, double[][] weights) {
  /** Before the first record. */
  static PartWeights none(int dimension) {
    return new PartWeights(
        new double[TargetParts.COUNT][0], new double[TargetParts.COUNT][dimension]);
  }

  /** Of as many records as {@code covariance} has seen. */
  static PartWeights of(double[][] parts, List<double[]> features, WeightCovariance covariance) {
    double[][] weights = new double[parts.length][];
    for (int p = 0; p < parts.length; p++) {
      weights[p] = covariance.times(moment(parts[p], features, covariance.dimension()));
    }
    return new PartWeights(parts, weights);
  }

  private static double[] moment(double[] targets, List<double[]> features, int dimension) {
    double[] moment = new double[dimension];
    for (int i = 0; i < targets.length; i++) {
      double[] x = features.get(i);
      for (int c = 0; targets[i] != 0 && c < dimension; c++) {
        moment[c] += targets[i] * x[c];
      }
    }
    return moment;
  }

  /**
   * How one more record leads here: along its gain, and where values were cut that are not any
   * more, or the other way round, along what this does to the weights.
   *
   * @param before without the last record, in the same units
   * @param narrowing how the last record narrowed P
   * @param covariance P with the last record
   */
  List<BlockBeliefs.Move> since(
      PartWeights before,
      List<double[]> features,
      WidthLadder.Narrowing narrowing,
      WeightCovariance covariance) {
    int last = parts[0].length - 1;
    double[] slopes = new double[parts.length];
    for (int p = 0; p < slopes.length; p++) {
      slopes[p] =
          (parts[p][last] - Vectors.dot(features.get(last), before.weights[p])) / narrowing.q();
    }
    List<BlockBeliefs.Move> moves = new ArrayList<>();
    moves.add(new BlockBeliefs.Move(last + 1, narrowing.gain(), 1 / narrowing.q(), slopes));
    for (int p = 0; p < parts.length; p++) {
      double[] change = new double[last];
      boolean changed = false;
      for (int i = 0; i < last; i++) {
        change[i] = parts[p][i] - before.parts[p][i];
        changed |= change[i] != 0;
      }
      if (changed) {
        double[] slope = new double[parts.length];
        slope[p] = 1;
        double[] moment = moment(change, features, covariance.dimension());
        moves.add(new BlockBeliefs.Move(last + 1, covariance.times(moment), 0, slope));
      }
    }
    return moves;
  }
}
