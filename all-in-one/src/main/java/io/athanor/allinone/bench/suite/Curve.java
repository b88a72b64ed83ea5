package io.athanor.allinone.bench.suite;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A share over steps, for several ways.
 *
 * @param title what it shows
 * @param steps what is counted from left to right
 * @param first number of the first step
 * @param lines shares, 0 to 1, by name; the engine's first
 */
record Curve(String title, String steps, int first, Map<String, List<Double>> lines) {
  Curve {
    if (lines.isEmpty() || lines.values().stream().anyMatch(each -> each.size() < 2)) {
      throw new IllegalArgumentException("curve.lines has a line of fewer than two points");
    }
    lines = Collections.unmodifiableMap(new LinkedHashMap<>(lines));
  }
}
