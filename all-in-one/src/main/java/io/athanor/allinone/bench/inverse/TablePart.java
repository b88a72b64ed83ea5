package io.athanor.allinone.bench.inverse;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * The closed table: every cell that is proposed has an answer of quantum mechanics or none at all,
 * and no model is asked whether a proposal is good.
 */
final class TablePart {
  /** Share of hits among the 7,572 cells of the published validation and test splits: 11. */
  static final double PREVALENCE = 11.0 / 7_572;

  private TablePart() {}

  static Map<String, Object> measure(Path data, int seen, int proposals, int runs, PrintWriter out)
      throws IOException {
    PerovskiteCells cells = PerovskiteCells.read(data.resolve("structures/perov_5.jsonl.gz"));
    int[] labelled = cells.labelled();
    if (seen > labelled.length) {
      throw new IllegalArgumentException(
          "--seen is more than the " + labelled.length + " labelled");
    }
    long hits = Arrays.stream(labelled).filter(cell -> TableBelief.hit(cells, cell)).count();
    out.printf(
        Locale.ROOT,
        "closed table: %d cells, %d labelled, %d hits among them; %d seen, %d proposed%n",
        cells.size(),
        labelled.length,
        hits,
        seen,
        proposals);
    out.flush();
    TableTrial trial = new TableTrial(cells, seen, proposals);
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("cells", cells.size());
    document.put("labelled", labelled.length);
    document.put("hits", hits);
    document.put("seen", seen);
    document.put("proposals", proposals);
    document.put("runs", runs);
    document.put("randomHitRate", PREVALENCE);
    document.put("wholeTable", ways(trial, runs, false, out));
    document.put("labelledOnly", ways(trial, runs, true, out));
    return document;
  }

  private static Map<String, Object> ways(
      TableTrial trial, int runs, boolean restricted, PrintWriter out) {
    Map<String, List<TableTrial.Result>> results = new LinkedHashMap<>();
    for (int seed = 1; seed <= runs; seed++) {
      trial
          .run(seed, restricted)
          .forEach(
              (way, result) -> results.computeIfAbsent(way, k -> new ArrayList<>()).add(result));
    }
    out.println(restricted ? " proposals among labelled cells only" : " proposals anywhere");
    Map<String, Object> ways = new LinkedHashMap<>();
    results.forEach(
        (way, list) -> {
          Map<String, Object> figures = figures(list);
          ways.put(way, figures);
          line(way, figures, out);
        });
    return ways;
  }

  private static Map<String, Object> figures(List<TableTrial.Result> list) {
    double[] hits = by(list, TableTrial.Result::hits);
    double[] judged = by(list, TableTrial.Result::judged);
    double[] proposed = by(list, TableTrial.Result::proposed);
    double[] reachable = by(list, TableTrial.Result::reachable);
    double[] best = new double[hits.length];
    Arrays.setAll(best, i -> Math.min(reachable[i], judged[i]));
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("hitRate", Intervals.ratio(hits, judged, 1));
    figures.put("enrichment", Intervals.ratio(hits, judged, 1 / PREVALENCE));
    figures.put("bestPossibleEnrichment", Intervals.ratio(best, judged, 1 / PREVALENCE));
    figures.put("shareOfReachableHits", Intervals.ratio(hits, reachable, 1));
    figures.put("hits", hits);
    figures.put("judged", judged);
    figures.put("proposed", proposed);
    figures.put("reachable", reachable);
    double[] drafted = by(list, TableTrial.Result::drafted);
    double[] fresh = by(list, TableTrial.Result::fresh);
    figures.put("unique", share(proposed, drafted));
    figures.put("novel", share(fresh, proposed));
    figures.put("seconds", Intervals.mean(by(list, TableTrial.Result::seconds)));
    return figures;
  }

  private static double share(double[] part, double[] whole) {
    double sum = Arrays.stream(whole).sum();
    return sum > 0 ? Arrays.stream(part).sum() / sum : 0;
  }

  private static double[] by(
      List<TableTrial.Result> list, ToDoubleFunction<TableTrial.Result> figure) {
    return list.stream().mapToDouble(figure).toArray();
  }

  @SuppressWarnings("unchecked") // figures() put them there
  private static void line(String way, Map<String, Object> figures, PrintWriter out) {
    out.printf(
        Locale.ROOT,
        "  %-10s %s x random (at best %s); %s of the hits within reach; %s s%n",
        way,
        Intervals.text((Map<String, Object>) figures.get("enrichment"), 0),
        Intervals.text((Map<String, Object>) figures.get("bestPossibleEnrichment"), 0),
        Intervals.text((Map<String, Object>) figures.get("shareOfReachableHits"), 2),
        Intervals.text((Map<String, Object>) figures.get("seconds"), 1));
    out.flush();
  }
}
