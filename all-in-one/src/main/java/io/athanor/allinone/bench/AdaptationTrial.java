package io.athanor.allinone.bench;

import io.athanor.acquisition.bench.Bootstrap;
import io.athanor.acquisition.bench.Estimate;
import io.athanor.acquisition.conformal.AdaptiveConformal;
import java.util.ArrayList;
import java.util.List;

/**
 * Coverage over streams whose errors change abruptly.
 *
 * @param name what changes
 * @param streams errors in half-widths of the claimed interval, event by event, one a seed
 * @param change the event from which on they are others
 */
record AdaptationTrial(String name, List<double[]> streams, int change) {
  private static final int BLOCK = 20;
  private static final double AGAIN = 0.88;

  AdaptationTrial {
    streams = List.copyOf(streams);
    if (streams.isEmpty() || streams.stream().anyMatch(each -> each.length < change + BLOCK)) {
      throw new IllegalArgumentException(
          "streams must go on for " + BLOCK + " events after " + change);
    }
  }

  /**
   * What one way of serving intervals came to.
   *
   * @param before share of outcomes covered before the change (dimensionless)
   * @param after share covered after it
   * @param recovery events after the change until twenty in a row are covered to 0.88
   * @param curve share covered by event, in the mean of twenty
   */
  record Outcome(Estimate before, Estimate after, int recovery, List<Double> curve) {
    Outcome {
      curve = List.copyOf(curve);
    }
  }

  Outcome of(IntervalRepair repair) {
    int length = streams.stream().mapToInt(each -> each.length).min().orElseThrow();
    double[] before = new double[streams.size()];
    double[] after = new double[streams.size()];
    double[] covered = new double[length];
    for (int s = 0; s < streams.size(); s++) {
      double[] scores = streams.get(s);
      double[] factors = repair.factors(scores);
      for (int t = 0; t < length; t++) {
        double hit = AdaptiveConformal.covers(factors[t], scores[t]) ? 1 : 0;
        covered[t] += hit / streams.size();
        if (t < change) {
          before[s] += hit / change;
        } else {
          after[s] += hit / (length - change);
        }
      }
    }
    List<Double> curve = new ArrayList<>();
    for (int t = 0; t + BLOCK <= length; t++) {
      double sum = 0;
      for (int i = 0; i < BLOCK; i++) {
        sum += covered[t + i] / BLOCK;
      }
      curve.add(sum);
    }
    int recovery = change;
    while (recovery < curve.size() && curve.get(recovery) < AGAIN) {
      recovery++;
    }
    return new Outcome(
        Bootstrap.mean(before, 1), Bootstrap.mean(after, 1), recovery - change, curve);
  }
}
