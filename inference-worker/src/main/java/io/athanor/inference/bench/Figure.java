package io.athanor.inference.bench;

import io.athanor.inference.training.report.Interval;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One figure of a benchmark.
 *
 * @param bench which benchmark
 * @param what what was measured on which rows
 * @param metric its name, e.g. {@code mae}
 * @param unit of the value, UCUM code
 * @param rows how many rows it is over
 * @param value with its 95 % bootstrap interval; the interval is the value where none is known
 * @param foils other ways on the same rows, by name
 * @param demand what it should reach, for people
 */
public record Figure(
    String bench,
    String what,
    String metric,
    String unit,
    int rows,
    Interval value,
    Map<String, Double> foils,
    String demand) {

  public Figure {
    foils = Collections.unmodifiableMap(new LinkedHashMap<>(foils));
  }

  /** A figure without an interval. */
  static Figure plain(
      String bench,
      String what,
      String metric,
      String unit,
      int rows,
      double value,
      String demand) {
    return new Figure(
        bench, what, metric, unit, rows, new Interval(value, value, value), Map.of(), demand);
  }

  /** One line for people. */
  public String line() {
    StringBuilder line =
        new StringBuilder(
            "%-14s %-44s %-12s %10.4f %-6s [%.4f, %.4f] n=%d"
                .formatted(
                    bench, what, metric, value.value(), unit, value.low(), value.high(), rows));
    foils.forEach((name, foil) -> line.append("  %s %.4f".formatted(name, foil)));
    return demand.isEmpty() ? line.toString() : line + "  (" + demand + ")";
  }
}
