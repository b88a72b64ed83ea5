package io.athanor.allinone.replay;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a replay found.
 *
 * @param pool the data set
 * @param picked places in the pool in the order measured
 * @param seed of the campaign
 */
record ReplayReport(Pool pool, List<Integer> picked, long seed) {
  ReplayReport {
    picked = List.copyOf(picked);
  }

  /** The report as it is written. */
  Map<String, Object> toMap() {
    List<Integer> rows = new ArrayList<>();
    List<Double> best = new ArrayList<>();
    Integer first = null;
    int hits = 0;
    double threshold = pool.topThreshold();
    for (int index : picked) {
      Pool.Member member = pool.members().get(index);
      rows.add(member.firstRow());
      double before = best.isEmpty() ? member.value() : best.get(best.size() - 1);
      best.add(pool.direction().isAtLeastAsGood(member.value(), before) ? member.value() : before);
      if (pool.direction().isAtLeastAsGood(member.value(), threshold)) {
        hits++;
        first = first == null ? Integer.valueOf(rows.size()) : first;
      }
    }
    Map<String, Object> report = new LinkedHashMap<>();
    report.put("dataSet", pool.name());
    report.put("size", pool.members().size());
    report.put("rows", pool.rows());
    report.put("objective", pool.objective());
    report.put("goal", pool.direction().spelled());
    report.put("seed", seed);
    report.put("experiments", rows.size());
    report.put("picks", rows);
    report.put("bestByPick", best);
    report.put("firstTop1PercentAt", first);
    report.put("hits", hits);
    report.put("thresholds", Map.of("top1Percent", threshold));
    report.put("top1PercentCount", pool.topCount());
    return report;
  }
}
