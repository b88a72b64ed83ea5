package io.athanor.acquisition.planner.linear;

import io.athanor.acquisition.planner.numeric.Vectors;
import java.util.List;

/**
 * Linear models that differ in the width of their prior only, and the evidence of each: all see the
 * same records. The evidence is the normal-inverse-gamma marginal likelihood up to a factor that
 * all share, prod q_i^(-1/2) b_n^(-a_n), so it needs no pass over the records when targets are
 * rescaled. Not thread-safe.
 */
final class WidthLadder {
  static final double[] RELATIVE_VARIANCES = {1, 10, 100, 1000};
  static final double SHAPE = 2;
  static final double RATE = 0.2;

  private final WeightCovariance[] rungs = new WeightCovariance[RELATIVE_VARIANCES.length];
  private final double[] logs = new double[RELATIVE_VARIANCES.length];

  WidthLadder(int dimension) {
    for (int w = 0; w < rungs.length; w++) {
      rungs[w] = new WeightCovariance(dimension, RELATIVE_VARIANCES[w]);
    }
  }

  WidthLadder(WidthLadder other) {
    for (int w = 0; w < rungs.length; w++) {
      rungs[w] = new WeightCovariance(other.rungs[w]);
      logs[w] = other.logs[w];
    }
  }

  /**
   * The prior width of most evidence and what follows from it.
   *
   * @param width index of the prior width
   * @param mean of the weights
   * @param noise expected variance of the noise
   */
  record Verdict(int width, double[] mean, double noise) {}

  /** How a record narrows P of each width: k and q. */
  record Narrowing(double[] gain, double q) {}

  Narrowing[] add(double[] features, double relativeNoise) {
    Narrowing[] narrowings = new Narrowing[rungs.length];
    for (int w = 0; w < rungs.length; w++) {
      double[] gain = rungs[w].times(features);
      double q = relativeNoise + Vectors.dot(features, gain);
      rungs[w].add(features, relativeNoise, gain, q);
      logs[w] += StrictMath.log(q);
      narrowings[w] = new Narrowing(gain, q);
    }
    return narrowings;
  }

  /** P of one width; not to be changed. */
  WeightCovariance covariance(int width) {
    return rungs[width];
  }

  /** Chooses by evidence; the narrower prior where two are equal. */
  Verdict judge(List<double[]> features, double[] targets, double[] relativeNoise) {
    double[] moment = new double[rungs[0].dimension()];
    double squares = 0;
    for (int i = 0; i < targets.length; i++) {
      double weighted = targets[i] / relativeNoise[i];
      double[] x = features.get(i);
      for (int c = 0; c < moment.length; c++) {
        moment[c] += weighted * x[c];
      }
      squares += weighted * targets[i];
    }
    double shape = SHAPE + targets.length / 2.0;
    Verdict best = null;
    double most = Double.NEGATIVE_INFINITY;
    for (int w = 0; w < rungs.length; w++) {
      double[] mean = rungs[w].times(moment);
      double rate = RATE + 0.5 * Math.max(0, squares - Vectors.dot(moment, mean));
      double evidence = -0.5 * logs[w] - shape * StrictMath.log(rate);
      if (best == null || evidence > most) {
        most = evidence;
        best = new Verdict(w, mean, rate / (shape - 1));
      }
    }
    return best;
  }
}
