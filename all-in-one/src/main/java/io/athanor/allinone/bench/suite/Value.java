package io.athanor.allinone.bench.suite;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A number with its 95 % interval.
 *
 * @param number the figure
 * @param interval low and high end; empty where the measurement has none
 */
record Value(double number, Optional<List<Double>> interval) {
  private static final double SMALL = 0.01;
  private static final double LARGE = 1000;

  Value {
    if (!Double.isFinite(number)) {
      throw new IllegalArgumentException("value.number is " + number);
    }
    interval = interval.map(List::copyOf);
  }

  static Value plain(double number) {
    return new Value(number, Optional.empty());
  }

  /** From {@code {"mean", "ci95"}}; empty where the figure was not reached. */
  static Optional<Value> of(JsonNode node) {
    return of(node.path("mean"), node.path("ci95"));
  }

  /** From a number and a list of two. */
  static Optional<Value> of(JsonNode number, JsonNode ends) {
    if (!number.isNumber()) {
      return Optional.empty();
    }
    Optional<List<Double>> interval =
        ends.size() == 2 && ends.get(0).isNumber() && ends.get(1).isNumber()
            ? Optional.of(List.of(ends.get(0).doubleValue(), ends.get(1).doubleValue()))
            : Optional.empty();
    return Optional.of(new Value(number.doubleValue(), interval));
  }

  /** As {@code 3.97 [3.77, 4.17]}. */
  String text() {
    return written(number)
        + interval
            .map(ends -> " [" + written(ends.get(0)) + ", " + written(ends.get(1)) + "]")
            .orElse("");
  }

  Map<String, Object> document() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("value", number);
    map.put("ci95", interval.orElse(null));
    return map;
  }

  private static String written(double number) {
    double size = Math.abs(number);
    if (size != 0 && size < SMALL) {
      return String.format(Locale.ROOT, "%.2e", number);
    }
    if (size >= LARGE) {
      return String.format(Locale.ROOT, "%,.0f", number);
    }
    return String.format(Locale.ROOT, size >= 100 ? "%.1f" : size >= 10 ? "%.2f" : "%.3f", number);
  }
}
