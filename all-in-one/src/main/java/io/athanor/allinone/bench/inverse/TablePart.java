package io.athanor.allinone.bench.inverse;

import io.athanor.acquisition.planner.space.FeatureMatrix;
import io.athanor.allinone.invent.CorpusFiles;
import io.athanor.allinone.invent.ModelSurrogate;
import io.athanor.inference.model.DeviceOptions;
import io.athanor.inference.serving.OpenModel;
import io.athanor.inference.store.StoredModel;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The closed table: every cell that is proposed has an answer of quantum mechanics or none at all,
 * and no model is asked whether a proposal is good.
 */
final class TablePart {
  /** Share of published hits among the 7,572 cells of the validation and test splits: 11. */
  static final double PREVALENCE = 11.0 / 7_572;

  private static final int EDGES = 8_000;
  private static final List<String> CORPORA =
      List.of("mp20_subset.jsonl.gz", "mpts52_val_test.jsonl.gz", "wbm_10k.jsonl.gz");

  private TablePart() {}

  /**
   * @param network whose latent space cells are placed in; must not have seen the table's labels
   */
  static Map<String, Object> measure(
      Path data, StoredModel network, TableTerms terms, PrintWriter out) throws IOException {
    PerovskiteCells cells = PerovskiteCells.read(data.resolve("structures/perov_5.jsonl.gz"));
    int[] labelled = cells.labelled();
    if (terms.seen() > labelled.length) {
      throw new IllegalArgumentException(
          "--seen is more than the " + labelled.length + " labelled");
    }
    out.printf(
        Locale.ROOT,
        "closed table: %d cells, %d labelled, %d hits among them; %d seen, %d proposed%n",
        cells.size(),
        labelled.length,
        hits(cells, Window.PUBLISHED),
        terms.seen(),
        terms.proposals());
    out.flush();
    Set<Integer> met = met(cells, data);
    TableTrial trial = new TableTrial(cells, features(cells, network), met, terms);
    Map<String, Map<String, List<TableTrial.Result>>> results = new LinkedHashMap<>();
    for (int seed = 1; seed <= terms.runs(); seed++) {
      Map<String, Map<String, TableTrial.Result>> run = trial.run(seed);
      run.forEach(
          (space, ways) ->
              ways.forEach(
                  (way, result) ->
                      results
                          .computeIfAbsent(space, k -> new LinkedHashMap<>())
                          .computeIfAbsent(way, k -> new ArrayList<>())
                          .add(result)));
      out.printf(Locale.ROOT, " seed %d, hits of judged:", seed);
      run.forEach(
          (space, ways) -> {
            out.print(" " + space);
            ways.forEach(
                (way, result) -> out.printf(" %s %d/%d", way, result.hits(), result.judged()));
          });
      out.println();
      out.flush();
    }
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("cells", cells.size());
    document.put("labelled", labelled.length);
    document.put("hits", hits(cells, Window.PUBLISHED));
    document.put("seen", terms.seen());
    document.put("proposals", terms.proposals());
    document.put("runs", terms.runs());
    document.put("network", network.manifest().name());
    document.put("randomHitRate", PREVALENCE);
    document.put("wider", Window.WIDER);
    Share published = new Share(PREVALENCE, strangePrevalence(cells, Window.PUBLISHED, met));
    Share wider =
        new Share(
            (double) hits(cells, Window.WIDER) / labelled.length,
            strangePrevalence(cells, Window.WIDER, met));
    document.put("randomHitRateWider", wider.all());
    document.put("randomHitRateOfStrangers", published.strangers());
    document.put("randomHitRateOfStrangersWider", wider.strangers());
    results.forEach(
        (space, ways) -> {
          out.println(" " + space);
          Share prevalence = space.equals(TableTrial.WIDER) ? wider : published;
          Map<String, Object> told = new LinkedHashMap<>();
          ways.forEach(
              (way, list) -> {
                Map<String, Object> figures = figures(list, prevalence);
                told.put(way, figures);
                line(way, figures, out);
              });
          document.put(space, told);
        });
    return document;
  }

  /** Share of hits among labelled cells: of all, and of those that the network never met. */
  private record Share(double all, double strangers) {}

  /** Cells whose composition is in one of the files that the shipped networks learned from. */
  private static Set<Integer> met(PerovskiteCells cells, Path data) {
    Set<String> formulas = new HashSet<>();
    for (String corpus : CORPORA) {
      Path file = data.resolve("structures").resolve(corpus);
      if (Files.exists(file)) {
        CorpusFiles.materials(file)
            .forEach(each -> formulas.add(each.crystal().composition().formula()));
      }
    }
    return IntStream.range(0, cells.size())
        .filter(cell -> formulas.contains(cells.crystal(cell).composition().formula()))
        .boxed()
        .collect(Collectors.toSet());
  }

  private static double strangePrevalence(PerovskiteCells cells, Window window, Set<Integer> met) {
    int[] strangers = Arrays.stream(cells.labelled()).filter(cell -> !met.contains(cell)).toArray();
    return Arrays.stream(strangers).filter(cell -> window.hit(cells, cell)).count()
        / (double) strangers.length;
  }

  private static long hits(PerovskiteCells cells, Window window) {
    return Arrays.stream(cells.labelled()).filter(cell -> window.hit(cells, cell)).count();
  }

  private static FeatureMatrix features(PerovskiteCells cells, StoredModel network) {
    int cores = Runtime.getRuntime().availableProcessors();
    try (OpenModel open = OpenModel.open(network, DeviceOptions.threads(cores, 1), EDGES)) {
      return CellFeatures.latent(cells, new ModelSurrogate(open));
    }
  }

  private static Map<String, Object> figures(List<TableTrial.Result> list, Share prevalence) {
    double[] hits = by(list, TableTrial.Result::hits);
    double[] judged = by(list, TableTrial.Result::judged);
    double[] proposed = by(list, TableTrial.Result::proposed);
    double[] reachable = by(list, TableTrial.Result::reachable);
    double[] best = new double[hits.length];
    Arrays.setAll(best, i -> Math.min(reachable[i], judged[i]));
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("hitRate", Intervals.ratio(hits, judged, 1));
    figures.put("enrichment", Intervals.ratio(hits, judged, 1 / prevalence.all()));
    figures.put("bestPossibleEnrichment", Intervals.ratio(best, judged, 1 / prevalence.all()));
    double[] strangers = by(list, TableTrial.Result::strangers);
    double[] strangeHits = by(list, TableTrial.Result::strangeHits);
    figures.put(
        "enrichmentOfStrangers",
        Intervals.ratio(strangeHits, strangers, 1 / prevalence.strangers()));
    figures.put("strangers", strangers);
    figures.put("strangeHits", strangeHits);
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
        "  %-11s %s x random (at best %s), %s where the network never met the composition;"
            + " %s of the hits within reach; %s s%n",
        way,
        Intervals.text((Map<String, Object>) figures.get("enrichment"), 0),
        Intervals.text((Map<String, Object>) figures.get("bestPossibleEnrichment"), 0),
        Intervals.text((Map<String, Object>) figures.get("enrichmentOfStrangers"), 0),
        Intervals.text((Map<String, Object>) figures.get("shareOfReachableHits"), 2),
        Intervals.text((Map<String, Object>) figures.get("seconds"), 1));
    out.flush();
  }
}
