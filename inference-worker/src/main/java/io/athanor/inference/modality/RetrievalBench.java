package io.athanor.inference.modality;

import io.athanor.inference.modality.RetrievalData.Entry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Structure from pattern: a network is trained on structures and patterns measured of them, then
 * each of 1,000 structures that it has never seen is looked for among all of them by one pattern
 * measured of it. The foil is the plain cosine between the pattern and the calculated ones.
 */
public final class RetrievalBench {
  private static final int HELD_OUT = 1_000;

  /** Patterns shown per nominal minute: about what one free core of 3 GHz does. */
  private static final int PAIRS_PER_MINUTE = 60_000;

  private RetrievalBench() {}

  /**
   * One line of the table.
   *
   * @param method {@code contrast} (the network) or {@code cosine} (the foil)
   * @param patterns {@code laboratory} or {@code wide}: which {@link PatternAugmentation}
   * @param recallAt1 share of queries whose structure comes first, with a 95 percent bootstrap
   *     interval
   * @param recallAt5 share whose structure is among the first five
   * @param recallAt10 share whose structure is among the first ten
   */
  public record Row(
      String method,
      String patterns,
      RetrievalScores.Share recallAt1,
      RetrievalScores.Share recallAt5,
      RetrievalScores.Share recallAt10) {}

  /**
   * What came out.
   *
   * @param gallery number of held-out structures, each a query and an entry
   * @param training number of structures trained on
   * @param leftOut rows without a pattern
   * @param pairs patterns shown in training
   * @param parameters numbers that were learnt
   * @param finalLoss mean loss of the last pass over the data
   * @param simulatedPerSecond calculated patterns per second, reading included
   * @param trainingSeconds wall time of training
   * @param rows the table
   */
  public record Figures(
      int gallery,
      int training,
      int leftOut,
      long pairs,
      int parameters,
      double finalLoss,
      double simulatedPerSecond,
      double trainingSeconds,
      List<Row> rows) {
    /** Copies the rows. */
    public Figures {
      rows = List.copyOf(rows);
    }

    /** The line of a method and a kind of patterns. */
    public Row row(String method, String patterns) {
      return rows.stream()
          .filter(row -> row.method().equals(method) && row.patterns().equals(patterns))
          .findFirst()
          .orElseThrow(() -> new IllegalArgumentException("no row " + method + "/" + patterns));
    }
  }

  /**
   * The benchmark. The same data, seed and minutes give the same recalls on the same kind of
   * machine, however fast it is.
   *
   * @param data directory that has {@code structures/}
   * @param seed of the draw of structures, of patterns and of weights
   * @param minutes nominal: 60,000 patterns are shown per minute
   * @param progress gets a line now and then
   */
  public static Figures run(Path data, long seed, int minutes, Consumer<String> progress) {
    if (minutes < 1) {
      throw new IllegalArgumentException("minutes must be at least 1 but is " + minutes);
    }
    return run(data, seed, (long) PAIRS_PER_MINUTE * minutes, HELD_OUT, 1, progress);
  }

  static Figures run(
      Path data, long seed, long pairs, int heldOut, int every, Consumer<String> progress) {
    long started = System.nanoTime();
    RetrievalData structures = RetrievalData.load(data, heldOut, every, seed);
    double loading = seconds(started);
    int all = structures.training().size() + structures.heldOut().size();
    progress.accept("%d structures in %.1f s".formatted(all, loading));
    List<Row> rows = new ArrayList<>();
    long begun = System.nanoTime();
    try (RetrievalNetwork network = new RetrievalNetwork(seed)) {
      double loss =
          RetrievalTraining.standard(pairs, seed)
              .run(
                  network,
                  structures.training(),
                  (shown, mean) ->
                      progress.accept(
                          "%d of %d patterns, loss %.3f, %.0f s"
                              .formatted(shown, pairs, mean, seconds(begun))));
      double training = seconds(begun);
      Map<String, PatternAugmentation> kinds = new LinkedHashMap<>();
      kinds.put("laboratory", PatternAugmentation.laboratory());
      kinds.put("wide", PatternAugmentation.wide());
      kinds.forEach(
          (kind, augmentation) ->
              rows.addAll(judge(network, structures.heldOut(), kind, augmentation, seed)));
      int parameters = network.weights().values().stream().mapToInt(each -> each.length).sum();
      return new Figures(
          structures.heldOut().size(),
          structures.training().size(),
          structures.leftOut(),
          pairs,
          parameters,
          loss,
          all / loading,
          training,
          rows);
    }
  }

  private static List<Row> judge(
      RetrievalNetwork network,
      List<Entry> entries,
      String kind,
      PatternAugmentation augmentation,
      long seed) {
    int n = entries.size();
    // a pattern that shows nothing keeps scores that are no number: its query fails
    double[][] learnt = new double[n][n];
    double[][] plain = new double[n][n];
    List<Integer> places = new ArrayList<>();
    List<PatternInput> queries = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      Arrays.fill(learnt[i], Double.NaN);
      Arrays.fill(plain[i], Double.NaN);
      try {
        queries.add(
            PatternInput.of(augmentation.measure(entries.get(i).phase(), seed * 1_000_003 + i)));
        places.add(i);
      } catch (ModalityException e) {
        continue;
      }
    }
    float[] asked = network.queries(queries);
    float[] known = network.gallery(entries);
    for (int i = 0; i < places.size(); i++) {
      for (int j = 0; j < n; j++) {
        learnt[places.get(i)][j] = product(asked, i, known, j, network.width());
        plain[places.get(i)][j] =
            RetrievalScores.cosine(queries.get(i), entries.get(j).calculated());
      }
    }
    return List.of(row("contrast", kind, learnt, seed), row("cosine", kind, plain, seed));
  }

  private static double product(float[] left, int i, float[] right, int j, int width) {
    double sum = 0;
    for (int k = 0; k < width; k++) {
      sum += (double) left[i * width + k] * right[j * width + k];
    }
    return sum;
  }

  private static Row row(String method, String kind, double[][] scores, long seed) {
    RetrievalScores found = RetrievalScores.of(scores);
    return new Row(
        method, kind, found.recall(1, seed), found.recall(5, seed), found.recall(10, seed));
  }

  private static double seconds(long since) {
    return (System.nanoTime() - since) / 1e9;
  }

  /** {@code RetrievalBench DATA [SEED [MINUTES]]}: prints the table. */
  public static void main(String[] arguments) {
    if (arguments.length < 1 || arguments.length > 3) {
      throw new IllegalArgumentException("usage: RetrievalBench DATA [SEED [MINUTES]]");
    }
    long seed = arguments.length > 1 ? Long.parseLong(arguments[1]) : 1;
    int minutes = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 5;
    Figures figures = run(Path.of(arguments[0]), seed, minutes, System.out::println);
    System.out.println(figures.toString().replace("Row[", "\n  Row["));
  }
}
