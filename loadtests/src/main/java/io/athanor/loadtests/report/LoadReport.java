package io.athanor.loadtests.report;

import java.util.List;
import java.util.Map;

/**
 * A run and its ratios. Only the ratios travel between machines.
 *
 * @param java version that ran it
 * @param processors seen by the JVM
 * @param startedAt RFC 3339, UTC
 * @param plan what was asked
 * @param scenarios in numbered order, the baseline first
 * @param ratios each later scenario over the baseline: 'burstPerSecond', 'latency/p50', …
 */
public record LoadReport(
    String java,
    int processors,
    String startedAt,
    Object plan,
    List<ScenarioResult> scenarios,
    Map<String, Map<String, Double>> ratios) {}
