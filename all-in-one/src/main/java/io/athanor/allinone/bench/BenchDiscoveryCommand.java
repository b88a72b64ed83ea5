package io.athanor.allinone.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.athanor.acquisition.bench.DiscoveryBench;
import io.athanor.acquisition.bench.DiscoveryPool;
import io.athanor.acquisition.bench.DiscoveryScore;
import io.athanor.acquisition.bench.Strategies;
import io.athanor.acquisition.bench.Strategy;
import io.athanor.allinone.replay.DiscoveryPools;
import io.athanor.allinone.replay.ReplayException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code athanor bench discovery}: how fast policies find the best of measured pools. */
@Command(
    name = "discovery",
    mixinStandardHelpOptions = true,
    description = {
      "Simulates campaigns on measured pools by the protocol of Liang et al. (npj Comput. Mater. 7,"
          + " 188): two random start points, one experiment at a time, acceleration and enhancement"
          + " over random choice with bootstrap intervals. Foils run beside the policy.",
      "Writes the report as JSON, and curves as an HTML page beside it."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:done", "2:the data or the call cannot be used"})
public final class BenchDiscoveryCommand implements Callable<Integer> {
  private static final int WRONG = 2;
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  @Option(
      names = "--pool",
      paramLabel = "FILE|DIR",
      required = true,
      description = "A measured pool, CSV; or a folder of pools.")
  private Path pool;

  @Option(
      names = "--meta",
      paramLabel = "FILE",
      description = "Its description, JSON (Olympus). In a folder: NAME.meta.json beside NAME.csv.")
  private Path meta;

  @Option(
      names = "--objective",
      paramLabel = "COLUMN",
      description = "The column sought. Default: the description's first, else the last.")
  private String objective;

  @Option(
      names = "--goal",
      paramLabel = "[NAME=]min|max",
      description =
          "Which way is better, where no description says it; in a folder for each NAME.csv.")
  private List<String> goals = new ArrayList<>();

  @Option(
      names = "--policy",
      paramLabel = "NAME",
      defaultValue = "auto",
      description = "${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.",
      completionCandidates = Names.class)
  private String policy;

  @Option(
      names = "--foils",
      paramLabel = "NAME",
      split = ",",
      defaultValue = "random,greedy,plain-gp",
      description = "What runs beside it; 'none' for nothing. Default: ${DEFAULT-VALUE}.")
  private List<String> foils;

  @Option(
      names = "--runs",
      paramLabel = "R",
      defaultValue = "50",
      description = "Runs, with start points by as many seeds. Default: ${DEFAULT-VALUE}.")
  private int runs;

  @Option(
      names = "--first-seed",
      paramLabel = "S",
      defaultValue = "1",
      description =
          "Seed of the first run's start points; others than the published 1 show what a choice"
              + " made on those is worth. Default: ${DEFAULT-VALUE}.")
  private int firstSeed;

  @Option(
      names = "--picks",
      paramLabel = "N",
      defaultValue = "200",
      description = "Experiments in a run; the pool's size at most. Default: ${DEFAULT-VALUE}.")
  private int picks;

  @Option(names = "--report", paramLabel = "FILE", description = "Where to write the JSON report.")
  private Path report;

  @Spec private CommandSpec spec;

  /** Names of the policies. */
  static final class Names implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Strategies.names().iterator();
    }
  }

  @Override
  public Integer call() throws IOException {
    try {
      List<Strategy> strategies = strategies();
      DiscoveryBench bench = new DiscoveryBench(runs, firstSeed, picks, System::nanoTime);
      boolean folder = Files.isDirectory(pool);
      PrintWriter out = spec.commandLine().getOut();
      List<DiscoveryReport.SetResult> results = new ArrayList<>();
      for (DiscoveryPool each : folder ? folder() : List.of(single())) {
        List<DiscoveryScore> scores = new ArrayList<>();
        strategies.forEach(strategy -> scores.add(bench.score(each, strategy)));
        results.add(new DiscoveryReport.SetResult(each, scores));
        out.println(DiscoveryReport.table(results.get(results.size() - 1)));
        out.flush();
      }
      if (report != null) {
        write(results, folder);
      }
      return 0;
    } catch (IllegalArgumentException | ReplayException wrong) {
      spec.commandLine().getErr().println("athanor bench discovery: " + wrong.getMessage());
      return WRONG;
    }
  }

  private List<Strategy> strategies() {
    List<String> names = new ArrayList<>(List.of(policy));
    foils.stream().filter(name -> !name.equals("none") && !name.equals(policy)).forEach(names::add);
    return names.stream().map(Strategies::named).toList();
  }

  private void write(List<DiscoveryReport.SetResult> results, boolean folder) throws IOException {
    String name = String.valueOf(report.getFileName()).replaceFirst("\\.json$", "");
    Files.writeString(
        report,
        JSON.writeValueAsString(DiscoveryReport.document(results, firstSeed, runs, folder)) + "\n");
    Files.writeString(report.resolveSibling(name + ".html"), DiscoveryPage.html(results, runs));
  }

  private DiscoveryPool single() {
    Map<String, String> named = goalsByName();
    return DiscoveryPools.read(
        pool,
        Optional.ofNullable(meta),
        Optional.ofNullable(objective),
        Optional.ofNullable(named.getOrDefault(nameOf(pool), named.get(""))));
  }

  /** Every table of the folder that has a description or a goal. */
  private List<DiscoveryPool> folder() throws IOException {
    if (meta != null || objective != null) {
      throw new ReplayException("--meta and --objective are for one pool, but --pool is a folder");
    }
    Map<String, String> named = goalsByName();
    List<Path> files;
    try (Stream<Path> all = Files.list(pool)) {
      files = all.filter(file -> file.toString().endsWith(".csv")).sorted().toList();
    }
    List<DiscoveryPool> pools = new ArrayList<>();
    for (Path file : files) {
      Path described = file.resolveSibling(nameOf(file) + ".meta.json");
      Optional<Path> description = Optional.of(described).filter(Files::exists);
      String goal = named.get(nameOf(file));
      if (description.isPresent() || goal != null) {
        pools.add(
            DiscoveryPools.read(file, description, Optional.empty(), Optional.ofNullable(goal)));
      } else {
        spec.commandLine()
            .getErr()
            .println(file + ": left out, as it has neither description nor --goal");
      }
    }
    if (pools.isEmpty()) {
      throw new ReplayException(pool + ": there is no pool in this folder");
    }
    return pools;
  }

  private Map<String, String> goalsByName() {
    Map<String, String> named = new LinkedHashMap<>();
    for (String goal : goals) {
      int at = goal.lastIndexOf('=');
      named.put(at < 0 ? "" : goal.substring(0, at), goal.substring(at + 1));
    }
    return named;
  }

  private static String nameOf(Path file) {
    return String.valueOf(file.getFileName()).replaceFirst("\\.csv$", "");
  }
}
