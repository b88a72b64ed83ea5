package io.athanor.loadtests.throughput;

import io.athanor.loadtests.throughput.ThroughputReport.Ratio;
import java.util.ArrayList;
import java.util.List;

/** Numbers and their order statistics. */
final class Samples {
  private final List<Double> values;

  Samples() {
    this(List.of());
  }

  Samples(List<Double> values) {
    this.values = new ArrayList<>(values);
  }

  void add(double value) {
    values.add(value);
  }

  int count() {
    return values.size();
  }

  double median() {
    return quantile(0.5);
  }

  /** Linear between the two nearest ranks; not a number where there are none. */
  double quantile(double fraction) {
    if (values.isEmpty()) {
      return Double.NaN;
    }
    List<Double> sorted = values.stream().sorted().toList();
    double rank = fraction * (sorted.size() - 1);
    int below = (int) rank;
    int above = Math.min(below + 1, sorted.size() - 1);
    return sorted.get(below) + (rank - below) * (sorted.get(above) - sorted.get(below));
  }

  Ratio ratio() {
    return new Ratio(median(), quantile(0.25), quantile(0.75), count());
  }
}
