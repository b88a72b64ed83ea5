package io.athanor.loadtests.planner;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.athanor.materials.numeric.Robust;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code loadtests/run planner}: the planner beside scikit-learn. */
@Command(
    name = "planner",
    mixinStandardHelpOptions = true,
    description = {
      "Expected improvement on a Gaussian process: Athanor beside scikit-learn, on the same pools,"
          + " from the same observations, with the same budget.",
      "Athanor goes over the same ground until its compiler is done: first and last time are told"
          + " apart, as cold and warm. scikit-learn has nothing to compile and goes once.",
      "Without a Python that has scikit-learn (Debian: python3-sklearn) the peer is left out."
    })
public final class PlannerCommand implements Callable<Integer> {
  private static final double MILLIS = 1_000;

  @Option(names = "--candidates", description = "Of each pool (default ${DEFAULT-VALUE}).")
  private int candidates = 20_000;

  @Option(
      names = "--starts",
      split = ",",
      description = "Random observations before the first pick (default ${DEFAULT-VALUE}).")
  private List<Integer> starts = List.of(10, 500);

  @Option(names = "--picks", description = "Budget after them (default ${DEFAULT-VALUE}).")
  private int picks = 20;

  @Option(names = "--pools", description = "How many pools (default ${DEFAULT-VALUE}).")
  private int pools = 3;

  @Option(
      names = "--warm-seconds",
      description =
          "Of picks on a pool before those that count as warm (default ${DEFAULT-VALUE}).")
  private double warmSeconds = 10;

  @Option(
      names = "--python",
      split = ",",
      description = "Interpreters to try (default ${DEFAULT-VALUE}).")
  private List<String> pythons = List.of("python3", "/usr/bin/python3");

  @Option(names = "--report", description = "Where the report goes; printed where absent.")
  private Path report;

  @Override
  public Integer call() throws IOException {
    Optional<ScikitLearn> peer = ScikitLearn.find(pythons);
    if (peer.isEmpty()) {
      System.err.println("planner: none of " + pythons + " has scikit-learn; it is left out");
    }
    List<Map<String, Object>> stages = new ArrayList<>();
    for (int each : starts) {
      stages.add(stage(each, peer));
    }
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("java", System.getProperty("java.version"));
    document.put("processors", Runtime.getRuntime().availableProcessors());
    document.put("candidates", candidates);
    document.put("picks", picks);
    document.put("pools", pools);
    document.put("peer", peer.isPresent() ? "scikit-learn" : "left out: no Python has it");
    document.put("stages", stages);
    String text =
        new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsString(document);
    if (report == null) {
      System.out.println(text);
    } else {
      Files.writeString(report, text + System.lineSeparator());
    }
    return 0;
  }

  private Map<String, Object> stage(int count, Optional<ScikitLearn> peer) {
    Tally cold = new Tally();
    Tally athanor = new Tally();
    Tally scikit = new Tally();
    Tally random = new Tally();
    for (int seed = 1; seed <= pools; seed++) {
      Hartmann pool = Hartmann.pool(candidates, seed);
      List<Integer> rows = startingRows(candidates, count, seed);
      Run first = Athanor.run(pool, rows, picks, seed);
      cold.add(pool, rows, first);
      athanor.add(pool, rows, warm(pool, rows, seed, first));
      random.add(pool, rows, new Run(startingRows(candidates, picks, -seed), List.of()));
      if (peer.isPresent()) {
        scikit.add(pool, rows, peer.get().run(pool, rows, picks));
      }
    }
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("observations", count);
    figures.put("athanor", athanor.figures());
    figures.put("athanorCold", cold.figures());
    figures.put("randomRegret", random.regret());
    if (peer.isPresent()) {
      figures.put("scikitLearn", scikit.figures());
      figures.put("timesFaster", scikit.median() / athanor.median());
      figures.put("timesFasterOverTheBudget", scikit.total() / athanor.total());
      figures.put("timesFasterCold", scikit.median() / cold.median());
      figures.put("timesFasterColdOverTheBudget", scikit.total() / cold.total());
    }
    return figures;
  }

  /** The last of as many runs as take the time to warm up; all pick the same. */
  private Run warm(Hartmann pool, List<Integer> rows, long seed, Run first) {
    Run latest = first;
    for (double spent = 0; spent < warmSeconds * MILLIS; ) {
      latest = Athanor.run(pool, rows, picks, seed);
      if (!latest.rows().equals(first.rows())) {
        throw new IllegalStateException("the same problem led to other picks: " + latest.rows());
      }
      spent += latest.millis().stream().mapToDouble(Double::doubleValue).sum();
    }
    return latest;
  }

  static List<Integer> startingRows(int candidates, int count, long seed) {
    return new SplittableRandom(seed).ints(0, candidates).distinct().limit(count).boxed().toList();
  }

  /** Picks of one engine over the pools. */
  private static final class Tally {
    private final List<Double> millis = new ArrayList<>();
    private final List<Double> regrets = new ArrayList<>();

    void add(Hartmann pool, List<Integer> starts, Run run) {
      List<Integer> all = new ArrayList<>(starts);
      all.addAll(run.rows());
      regrets.add(pool.regret(all));
      millis.addAll(run.millis());
    }

    double median() {
      return Robust.median(millis.stream().mapToDouble(Double::doubleValue).toArray());
    }

    double total() {
      return millis.stream().mapToDouble(Double::doubleValue).sum();
    }

    double regret() {
      return regrets.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
    }

    Map<String, Object> figures() {
      Map<String, Object> figures = new LinkedHashMap<>();
      figures.put("medianMillis", median());
      figures.put("totalMillis", total());
      figures.put("meanRegret", regret());
      figures.put("regrets", regrets);
      return figures;
    }
  }
}
