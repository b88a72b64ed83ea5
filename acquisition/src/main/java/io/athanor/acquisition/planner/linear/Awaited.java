package io.athanor.acquisition.planner.linear;

import io.athanor.acquisition.planner.numeric.Vectors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Relative variances narrowed by experiments still running, one after another. What was narrowed
 * before is kept while the records stay the same: a batch that grows by one costs one pass over the
 * features a pick. Not thread-safe.
 */
final class Awaited {
  private final CandidateBlocks candidates;
  private final List<Pending> wanted = new ArrayList<>();
  private final List<Pending> applied = new ArrayList<>();
  private double[][] variances;
  private WeightCovariance covariance;

  private record Pending(double[] features, double relativeNoise) {
    boolean is(Pending other) {
      return relativeNoise == other.relativeNoise && Arrays.equals(features, other.features);
    }
  }

  Awaited(CandidateBlocks candidates) {
    this.candidates = candidates;
  }

  void add(double[] features, double relativeNoise) {
    wanted.add(new Pending(features, relativeNoise));
  }

  /** Awaits nothing, the records being the same. */
  void clear() {
    wanted.clear();
  }

  /** Awaits nothing, the records being others. */
  void forget() {
    wanted.clear();
    applied.clear();
    covariance = null;
    variances = null;
  }

  /** By block, starting from what the records left. */
  double[][] variances(double[][] settled, WeightCovariance of) {
    if (wanted.isEmpty()) {
      return settled;
    }
    narrow(settled, of);
    return variances;
  }

  WeightCovariance covariance(double[][] settled, WeightCovariance of) {
    if (wanted.isEmpty()) {
      return of;
    }
    narrow(settled, of);
    return covariance;
  }

  private void narrow(double[][] settled, WeightCovariance of) {
    if (!isBegun()) {
      applied.clear();
      covariance = new WeightCovariance(of);
      variances = new double[settled.length][];
      candidates.forEachBlock(block -> variances[block] = settled[block].clone());
    }
    for (Pending next : wanted.subList(applied.size(), wanted.size())) {
      double[] gain = covariance.times(next.features());
      double q = next.relativeNoise() + Vectors.dot(next.features(), gain);
      covariance.narrow(gain, q);
      candidates.forEachBlock(
          block -> narrow(variances[block], candidates.dot(block, gain), 1 / q));
      applied.add(next);
    }
  }

  private boolean isBegun() {
    if (covariance == null || applied.size() > wanted.size()) {
      return false;
    }
    for (int i = 0; i < applied.size(); i++) {
      if (!applied.get(i).is(wanted.get(i))) {
        return false;
      }
    }
    return true;
  }

  /** variance -= product^2 / q. */
  static void narrow(double[] variances, double[] products, double inverse) {
    for (int j = 0; j < variances.length; j++) {
      variances[j] -= products[j] * products[j] * inverse;
    }
  }
}
