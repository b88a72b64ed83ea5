package io.athanor.allinone.bench;

import io.athanor.acquisition.bench.DiscoveryPool;
import io.athanor.allinone.lab.ReportFile;
import io.athanor.allinone.replay.DiscoveryPools;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What a benchmark over several measured pools is told, whatever it measures. */
final class BenchPools {
  private static final List<String> STANDARD =
      List.of("agnp", "alkox", "autoam", "crossed_barrel", "suzuki");

  @Option(
      names = "--pool",
      paramLabel = "FILE",
      arity = "1..*",
      description =
          "Measured pools, CSV, with NAME.meta.json beside each; may be repeated. Default: agnp,"
              + " alkox, autoam, crossed_barrel and suzuki of closed-loop/olympus in ATHANOR_DATA,"
              + " else in ../shared/data.")
  private List<Path> pools = new ArrayList<>();

  @Option(
      names = "--runs",
      paramLabel = "R",
      defaultValue = "30",
      description = "Runs, with seeds 1..R. Default: ${DEFAULT-VALUE}.")
  private int runs;

  @Option(names = "--report", paramLabel = "FILE", description = "Where to write the JSON report.")
  private Path report;

  int runs() {
    return runs;
  }

  /** Writes the report where one is wanted. */
  void write(Map<String, Object> document) {
    if (report != null) {
      ReportFile.write(report, document);
    }
  }

  /** Reads the pools. */
  List<DiscoveryPool> read() {
    List<Path> files = new ArrayList<>(pools);
    if (files.isEmpty()) {
      Path data = Path.of(System.getenv().getOrDefault("ATHANOR_DATA", "../shared/data"));
      STANDARD.forEach(
          name -> files.add(data.resolve("closed-loop").resolve("olympus").resolve(name + ".csv")));
    }
    return files.stream().map(BenchPools::read).toList();
  }

  private static DiscoveryPool read(Path file) {
    String name = String.valueOf(file.getFileName()).replaceFirst("\\.csv$", "");
    Path meta = file.resolveSibling(name + ".meta.json");
    return DiscoveryPools.read(
        file,
        Optional.of(meta).filter(Files::exists),
        Optional.empty(),
        Files.exists(meta) ? Optional.empty() : Optional.of("max"));
  }
}
