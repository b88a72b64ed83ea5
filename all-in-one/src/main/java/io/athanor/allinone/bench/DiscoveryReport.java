package io.athanor.allinone.bench;

import io.athanor.acquisition.bench.DiscoveryBench;
import io.athanor.acquisition.bench.DiscoveryPool;
import io.athanor.acquisition.bench.DiscoveryScore;
import io.athanor.acquisition.bench.Estimate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** What the benchmark found, for people and for programs. */
final class DiscoveryReport {
  private DiscoveryReport() {}

  /**
   * One pool.
   *
   * @param scores the policy's first, then the foils'
   */
  record SetResult(DiscoveryPool pool, List<DiscoveryScore> scores) {
    SetResult {
      scores = List.copyOf(scores);
    }
  }

  /** A single pool's figures at the top level, those of a folder by set. */
  static Map<String, Object> document(
      List<SetResult> sets, int firstSeed, int runs, boolean folder) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("policy", sets.get(0).scores().get(0).strategy());
    document.put("runs", runs);
    document.put(
        "starts",
        "random.Random(s).sample(range(N), 2) of Python, s = %d..%d"
            .formatted(firstSeed, firstSeed + runs - 1));
    if (folder) {
      document.put("sets", sets.stream().map(DiscoveryReport::set).toList());
      Map<String, Object> means = new LinkedHashMap<>();
      List<DiscoveryScore> columns = sets.get(0).scores();
      for (int i = 0; i < columns.size(); i++) {
        int column = i;
        means.put(
            columns.get(i).strategy(),
            geometricMean(sets, set -> set.scores().get(column).efEarly()));
      }
      document.put("geometricMeanEfEarly", means);
    } else {
      document.putAll(set(sets.get(0)));
    }
    return document;
  }

  private static Map<String, Object> set(SetResult result) {
    DiscoveryPool pool = result.pool();
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("dataSet", pool.name());
    map.put("size", pool.size());
    map.put("objective", pool.objective());
    map.put("goal", pool.maximize() ? "maximize" : "minimize");
    map.put("topCount", pool.topCount(DiscoveryBench.TOP));
    map.put("hitTopCount", pool.topCount(DiscoveryBench.hitShare(pool)));
    map.putAll(figures(result.scores().get(0)));
    Map<String, Object> foils = new LinkedHashMap<>();
    result.scores().stream().skip(1).forEach(score -> foils.put(score.strategy(), figures(score)));
    map.put("foils", foils);
    return map;
  }

  private static Map<String, Object> figures(DiscoveryScore score) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("af50", estimate(score.af50()));
    map.put("af80", estimate(score.af80()));
    map.put("af90", estimate(score.af90()));
    map.put("efMax", estimate(score.efMax()));
    map.put("efEarly", estimate(score.efEarly()));
    map.put("firstTopAt", estimate(score.firstTopAt()));
    Map<String, Object> hits = new LinkedHashMap<>();
    score.hitsAt().forEach((at, value) -> hits.put(Integer.toString(at), estimate(value)));
    map.put("hitsAt", hits);
    map.put("experimentsPerSecond", Math.rint(score.experimentsPerSecond()));
    map.put("warmExperimentsPerSecond", Math.rint(score.warmPerSecond()));
    map.put("topShareByPick", score.curve());
    return map;
  }

  private static Map<String, Object> estimate(Estimate estimate) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("mean", estimate.mean().orElse(null));
    map.put("ci95", estimate.ci95().orElse(null));
    return map;
  }

  /** Sets where nobody finds anything early say nothing about a ratio and are left out. */
  private static Double geometricMean(List<SetResult> sets, Function<SetResult, Estimate> figure) {
    double[] logs =
        sets.stream()
            .filter(set -> set.scores().stream().allMatch(s -> s.efEarly().mean().orElse(0.0) > 0))
            .mapToDouble(set -> Math.log(figure.apply(set).mean().orElseThrow()))
            .toArray();
    double sum = 0;
    for (double log : logs) {
      sum += log;
    }
    return logs.length == 0 ? null : Double.valueOf(Math.exp(sum / logs.length));
  }

  /** The lines of a table about one pool. */
  static String table(SetResult result) {
    StringBuilder table = new StringBuilder();
    table.append(
        String.format(
            Locale.ROOT,
            "%s: %d candidates, %s %s; top %d, hits among the best %d%n",
            result.pool().name(),
            result.pool().size(),
            result.pool().maximize() ? "maximize" : "minimize",
            result.pool().objective(),
            result.pool().topCount(DiscoveryBench.TOP),
            result.pool().topCount(DiscoveryBench.hitShare(result.pool()))));
    table.append(row("policy", "AF50", "AF80", "AF90", "EF max", "EF early", "first", "hits"));
    for (DiscoveryScore score : result.scores()) {
      Estimate hits =
          score.hitsAt().values().stream()
              .reduce((earlier, later) -> later)
              .orElse(score.firstTopAt());
      table.append(
          row(
              score.strategy(),
              score.af50().text(2),
              score.af80().text(2),
              score.af90().text(2),
              score.efMax().text(2),
              score.efEarly().text(2),
              score.firstTopAt().text(1),
              score.hitsAt().isEmpty() ? "-" : hits.text(1)));
    }
    return table.toString();
  }

  private static String row(String... cells) {
    return String.format(
        Locale.ROOT, "  %-10s %-20s %-20s %-20s %-20s %-20s %-20s %-20s%n", (Object[]) cells);
  }
}
