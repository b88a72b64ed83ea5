package io.athanor.allinone.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.athanor.acquisition.planner.acquisition.Window;
import io.athanor.acquisition.planner.space.FeatureMatrix;
import io.athanor.inference.store.ModelStore;
import io.athanor.inference.store.ModelStoreException;
import io.athanor.inference.store.StoredModel;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code athanor bench rare-hits}: how soon the few good rows of a closed table are found. */
@Command(
    name = "rare-hits",
    mixinStandardHelpOptions = true,
    description = {
      "Looks for the rows of a table of ABX3 structures whose properties all lie in their windows,"
          + " from random starts, a batch at a time, and counts the evaluations until half of them"
          + " and all of them are found, beside random choice.",
      "Features are what the periodic table says (composition) or a model's embedding of an ideal"
          + " cell (embedding) or of the relaxed cell in the file (embedding-relaxed)."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:done", "2:the data or the call cannot be used"})
public final class BenchRareHitsCommand implements Callable<Integer> {
  private static final int WRONG = 2;
  private static final String COMPOSITION = "composition";
  private static final String EMBEDDING = "embedding";
  private static final String RELAXED = "embedding-relaxed";
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  @Option(
      names = "--structures",
      paramLabel = "FILE",
      description =
          "The table, JSON lines. Default: structures/perov_5.jsonl.gz in ATHANOR_DATA, else in"
              + " ../shared/data.")
  private Path structures;

  @Option(
      names = "--splits",
      paramLabel = "NAME",
      split = ",",
      defaultValue = "val,test",
      description = "Which rows of it. Default: ${DEFAULT-VALUE}.")
  private Set<String> splits = new LinkedHashSet<>();

  @Option(
      names = "--windows",
      paramLabel = "NAME:LOW..HIGH",
      split = ",",
      defaultValue = "heat_all:..0.2,ind_gap:1.5..3.0",
      description =
          "What makes a hit; ends included, either may be left out. Default: ${DEFAULT-VALUE}.")
  private List<String> windows = new ArrayList<>();

  @Option(
      names = "--features",
      paramLabel = "KIND",
      split = ",",
      defaultValue = COMPOSITION + "," + EMBEDDING,
      description = "Any of composition, embedding, embedding-relaxed. Default: ${DEFAULT-VALUE}.")
  private List<String> features = new ArrayList<>();

  @Option(
      names = "--model",
      paramLabel = "NAME",
      defaultValue = "ember-trunk",
      description = "Whose embedding. Default: ${DEFAULT-VALUE}, which saw no label of these.")
  private String model;

  @Option(
      names = "--store",
      paramLabel = "DIR",
      defaultValue = "classpath:",
      description = "Model store. Default: the one that ships.")
  private String store;

  @Option(
      names = "--start",
      paramLabel = "N",
      defaultValue = "20",
      description = "Random rows evaluated first. Default: ${DEFAULT-VALUE}.")
  private int start;

  @Option(
      names = "--batch",
      paramLabel = "N",
      defaultValue = "10",
      description =
          "Rows evaluated at a time; the last of each batch is a random one. Default:"
              + " ${DEFAULT-VALUE}.")
  private int batch;

  @Option(
      names = "--budget",
      paramLabel = "N",
      defaultValue = "1200",
      description = "Most rows evaluated in a run. Default: ${DEFAULT-VALUE}.")
  private int budget;

  @Option(
      names = "--runs",
      paramLabel = "R",
      defaultValue = "20",
      description = "Runs, with seeds 1..R. Default: ${DEFAULT-VALUE}.")
  private int runs;

  @Option(
      names = "--cache",
      paramLabel = "DIR",
      defaultValue = "training/embeddings",
      description = "Where embeddings are kept between calls. Default: ${DEFAULT-VALUE}.")
  private Path cache;

  @Option(names = "--report", paramLabel = "FILE", description = "Where to write the JSON report.")
  private Path report;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    try {
      Map<String, Window> wanted = PropertyWindows.parse(windows);
      RareHitsTable table = RareHitsTable.read(file(), splits, List.copyOf(wanted.keySet()));
      measure(table, wanted);
      return 0;
    } catch (IllegalArgumentException | ModelStoreException wrong) {
      spec.commandLine().getErr().println("athanor bench rare-hits: " + wrong.getMessage());
      return WRONG;
    }
  }

  private Path file() {
    return structures == null
        ? Path.of(System.getenv().getOrDefault("ATHANOR_DATA", "../shared/data"))
            .resolve("structures/perov_5.jsonl.gz")
        : structures;
  }

  private void measure(RareHitsTable table, Map<String, Window> wanted) throws IOException {
    if (runs < 1 || start < 1 || budget <= start) {
      throw new IllegalArgumentException(
          "--runs and --start must be positive and --budget above --start, were %d, %d and %d"
              .formatted(runs, start, budget));
    }
    double[][] values =
        table.rows().stream().map(RareHitsTable.Row::values).toArray(double[][]::new);
    List<Window> list = List.copyOf(wanted.values());
    int hits = 0;
    for (double[] row : values) {
      hits += RareHitsSearch.hit(list, row) ? 1 : 0;
    }
    if (hits == 0) {
      throw new IllegalArgumentException("--windows: no row of the table is a hit");
    }
    PrintWriter out = spec.commandLine().getOut();
    out.printf("%d candidates, %d hits in %s%n", values.length, hits, String.join(", ", windows));
    out.flush();
    RareHitsReport summary = new RareHitsReport(values.length, hits, budget);
    List<Map<String, Object>> parts = new ArrayList<>();
    for (String kind : features) {
      List<String> seen = new ArrayList<>();
      RareHitsSearch search =
          new RareHitsSearch(matrix(table, kind, wanted.keySet(), seen), list, batch, budget);
      RareHitsReport.Part part = part(kind, seen, search, values);
      out.print(summary.lines(part));
      out.flush();
      parts.add(summary.document(part));
    }
    if (report != null) {
      Map<String, Object> document = new LinkedHashMap<>();
      document.put("candidates", values.length);
      document.put("hits", hits);
      document.put("windows", windows);
      document.put("splits", splits);
      document.put("start", start);
      document.put("batch", batch);
      document.put("budget", budget);
      document.put("parts", parts);
      Files.writeString(report, JSON.writeValueAsString(document) + "\n");
    }
  }

  private RareHitsReport.Part part(
      String kind, List<String> seen, RareHitsSearch search, double[][] values) {
    List<List<Integer>> found = new ArrayList<>();
    long before = System.nanoTime();
    for (int seed = 1; seed <= runs; seed++) {
      List<Integer> order = search.run(values, start, seed);
      List<Integer> at = new ArrayList<>();
      for (int i = 0; i < order.size(); i++) {
        if (RareHitsSearch.hit(search.windows(), values[order.get(i)])) {
          at.add(i + 1);
        }
      }
      found.add(at);
    }
    return new RareHitsReport.Part(kind, seen, found, (System.nanoTime() - before) / 1e9 / runs);
  }

  private FeatureMatrix matrix(
      RareHitsTable table, String kind, Set<String> properties, List<String> seen)
      throws IOException {
    if (kind.equals(COMPOSITION)) {
      return PerovskiteFeatures.of(table.rows().stream().map(RareHitsTable.Row::sites).toList());
    }
    if (!kind.equals(EMBEDDING) && !kind.equals(RELAXED)) {
      throw new IllegalArgumentException("--features: there is no '" + kind + "'");
    }
    StoredModel stored = ModelStore.of(store).load(model, Optional.empty());
    stored.manifest().shape().properties().stream()
        .map(each -> each.key())
        .filter(properties::contains)
        .forEach(seen::add);
    if (!seen.isEmpty()) {
      spec.commandLine()
          .getErr()
          .printf(
              "athanor bench rare-hits: %s was trained on labels of %s, perhaps of these rows%n",
              model, String.join(", ", seen));
    }
    return EmbeddingFeatures.of(table, stored, kind.equals(RELAXED), cache);
  }
}
