package io.athanor.allinone.bench;

import java.util.ArrayList;
import java.util.List;

/** Durations of one thing done often, in milliseconds. */
final class Clocked {
  private static final double NANOS_PER_MILLI = 1e6;
  private final List<Double> millis = new ArrayList<>();

  /** Does it and counts how long it took. */
  double time(Runnable work) {
    long start = System.nanoTime();
    work.run();
    double took = (System.nanoTime() - start) / NANOS_PER_MILLI;
    millis.add(took);
    return took;
  }

  /** Nearest-rank quantile; not a number before anything was timed. */
  double quantile(double share) {
    if (millis.isEmpty()) {
      return Double.NaN;
    }
    List<Double> sorted = millis.stream().sorted().toList();
    int rank = (int) Math.ceil(share * sorted.size()) - 1;
    return sorted.get(Math.max(0, Math.min(sorted.size() - 1, rank)));
  }

  double median() {
    return quantile(0.5);
  }
}
