package io.athanor.allinone.bench;

import io.athanor.acquisition.bench.DiscoveryPool;
import io.athanor.allinone.lab.ReportFile;
import io.athanor.allinone.replay.DiscoveryPools;
import io.athanor.allinone.replay.ReplayException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code athanor bench transfer}: what campaigns gain from those before them. */
@Command(
    name = "transfer",
    mixinStandardHelpOptions = true,
    description = {
      "Holds out each of a family of measured pools in turn: a campaign on it learns from campaigns"
          + " on the others, and is held against the same campaign alone and against one whose"
          + " teachers say the opposite of what they found. Experiments to the first of the best"
          + " 5 %%, and how many of those are found; differences are paired."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:done", "2:the data or the call cannot be used"})
public final class BenchTransferCommand implements Callable<Integer> {
  private static final int WRONG = 2;

  @Option(
      names = "--pools",
      paramLabel = "FILE",
      split = ",",
      required = true,
      description =
          "Two pools or more with the same parameters, CSV; NAME.meta.json (Olympus) beside each"
              + " where it is there.")
  private List<Path> files = new ArrayList<>();

  @Option(
      names = "--lessons",
      paramLabel = "N",
      defaultValue = "40",
      description = "Outcomes of each campaign before. Default: ${DEFAULT-VALUE}.")
  private int lessons;

  @Option(
      names = "--runs",
      paramLabel = "R",
      defaultValue = "30",
      description = "Runs, with seeds 1..R. Default: ${DEFAULT-VALUE}.")
  private int runs;

  @Option(
      names = "--picks",
      paramLabel = "N",
      defaultValue = "40",
      description = "Experiments in a run. Default: ${DEFAULT-VALUE}.")
  private int picks;

  @Option(names = "--report", paramLabel = "FILE", description = "Where to write the JSON report.")
  private Path report;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    try {
      List<DiscoveryPool> pools = new ArrayList<>();
      files.forEach(file -> pools.add(read(file)));
      Map<String, Object> sets = new LinkedHashMap<>();
      for (DiscoveryPool pool : pools) {
        List<DiscoveryPool> past =
            pools.stream().filter(each -> !each.name().equals(pool.name())).toList();
        sets.put(
            pool.name(), told(pool, new TransferTrial(pool, past, lessons, runs, picks).measure()));
      }
      if (report != null) {
        Map<String, Object> transfer = new LinkedHashMap<>();
        transfer.put("lessons", lessons);
        transfer.put("runs", runs);
        transfer.put("pools", sets);
        ReportFile.write(report, Map.of("transfer", transfer));
      }
      return 0;
    } catch (IllegalArgumentException | ReplayException wrong) {
      spec.commandLine().getErr().println("athanor bench transfer: " + wrong.getMessage());
      return WRONG;
    }
  }

  private static DiscoveryPool read(Path file) {
    String name = String.valueOf(file.getFileName()).replaceFirst("\\.csv$", "");
    Path meta = file.resolveSibling(name + ".meta.json");
    return DiscoveryPools.read(
        file, Optional.of(meta).filter(Files::exists), Optional.empty(), Optional.empty());
  }

  private Map<String, Object> told(DiscoveryPool pool, Map<String, TransferTrial.Way> ways) {
    PrintWriter out = spec.commandLine().getOut();
    Map<String, Object> told = new LinkedHashMap<>();
    ways.forEach(
        (name, way) -> {
          out.printf(
              "%-16s %-7s first of the best 5 %% after %s, found of them %s%s%n",
              pool.name(),
              name,
              way.first().text(1),
              way.hits().text(2),
              way.saved().map(saved -> ", saves " + saved.text(1)).orElse(""));
          Map<String, Object> figures = new LinkedHashMap<>();
          figures.put("first", Figures.of(way.first()));
          figures.put("hits", Figures.of(way.hits()));
          way.saved().ifPresent(saved -> figures.put("saved", Figures.of(saved)));
          told.put(name, figures);
        });
    out.flush();
    return told;
  }
}
