package io.athanor.loadtests.report;

import java.util.LinkedHashMap;
import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * What one scenario showed.
 *
 * @param scenario its numbered name
 * @param sent messages sent in both phases
 * @param missing results that did not come back
 * @param repeated results that came back more than once
 * @param messageBytes encoded size of one message
 * @param latencyMillis due-to-back time in the open-loop phase, by percentile (ms)
 * @param burstPerSecond results per second, from the first send of the burst to its last result
 */
public record ScenarioResult(
    String scenario,
    int sent,
    int missing,
    int repeated,
    int messageBytes,
    Map<String, Double> latencyMillis,
    double burstPerSecond) {
  private static final double MICROS_PER_MILLI = 1_000.0;

  /** Percentiles of a histogram of microseconds, in milliseconds. */
  public static Map<String, Double> percentiles(Histogram micros) {
    Map<String, Double> values = new LinkedHashMap<>();
    values.put("p50", micros.getValueAtPercentile(50) / MICROS_PER_MILLI);
    values.put("p90", micros.getValueAtPercentile(90) / MICROS_PER_MILLI);
    values.put("p99", micros.getValueAtPercentile(99) / MICROS_PER_MILLI);
    values.put("p99.9", micros.getValueAtPercentile(99.9) / MICROS_PER_MILLI);
    values.put("max", micros.getMaxValue() / MICROS_PER_MILLI);
    return values;
  }
}
