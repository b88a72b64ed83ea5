package io.athanor.allinone.bench.suite;

import io.athanor.allinone.lab.ReportFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code athanor bench all}: every benchmark, one page. */
@Command(
    name = "all",
    mixinStandardHelpOptions = true,
    description = {
      "Runs the benchmarks one after another and writes index.html, for people, and report.json:"
          + " discovery, the model's accuracy and calibration, readiness for inverse design,"
          + " adaptation, critic and diagnosis, capacity, throughput; each with the command that"
          + " gives it, its data and seeds, foils and 95 %% intervals. What lacks its data says"
          + " so.",
      "--quick takes a minute or two, has figures that depend on seeds only, and compares them"
          + " with a baseline."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:a figure is worse than its baseline allows, or a benchmark failed",
      "2:a wrong call"
    })
public final class BenchAllCommand implements Callable<Integer> {
  private static final int WORSE = 1;
  private static final int WRONG = 2;

  @Option(
      names = "--report",
      paramLabel = "DIR",
      required = true,
      description = "Where pages, reports and made-up data go; made where it is not there.")
  private Path directory;

  @Option(names = "--quick", description = "A subset in little time, compared with a baseline.")
  private boolean quick;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "${env:ATHANOR_DATA:-../shared/data}",
      description = "The data sets. Default: ATHANOR_DATA, else ../shared/data.")
  private Path data;

  @Option(
      names = "--runs",
      paramLabel = "R",
      defaultValue = "20",
      description = "Runs of each campaign; --quick has its own. Default: ${DEFAULT-VALUE}.")
  private int runs;

  @Option(
      names = "--baseline",
      paramLabel = "FILE",
      defaultValue = "loadtests/baselines/bench-quick.json",
      description = "What --quick is compared with. Default: ${DEFAULT-VALUE}.")
  private Path baseline;

  @Option(
      names = "--update-baseline",
      description = "Write the baseline from what --quick measures.")
  private boolean update;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    try {
      if (runs < 1) {
        throw new IllegalArgumentException("--runs must be positive, was " + runs);
      }
      if (update && !quick) {
        throw new IllegalArgumentException("--update-baseline is for --quick");
      }
      if (quick && !update && !Files.exists(baseline)) {
        throw new IllegalArgumentException(
            "--baseline: " + baseline + " is not there; --update-baseline writes it");
      }
      return measure();
    } catch (IllegalArgumentException wrong) {
      spec.commandLine().getErr().println("athanor bench all: " + wrong.getMessage());
      return WRONG;
    }
  }

  private int measure() throws IOException {
    Files.createDirectories(directory);
    Plan plan = new Plan(data);
    List<Chapter> chapters = quick ? plan.quick(directory) : plan.full(runs, directory);
    PrintWriter out = spec.commandLine().getOut();
    List<Section> sections = new Runner(spec.root().commandLine(), directory, out).run(chapters);
    List<Baseline.Verdict> verdicts = List.of();
    if (quick) {
      Baseline known = Files.exists(baseline) ? Baseline.read(baseline) : new Baseline(Map.of());
      if (update) {
        known = Baseline.of(sections, known);
        known.write(baseline);
      }
      verdicts = known.compare(sections);
      verdicts.forEach(each -> out.println(each.id() + " " + each.text()));
    }
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("quick", quick);
    document.put("sections", sections.stream().map(Section::document).toList());
    document.put("baseline", verdicts);
    ReportFile.write(directory.resolve("report.json"), document);
    Path page = directory.resolve("index.html");
    Files.writeString(page, SuitePage.html(sections, verdicts, quick));
    out.println(page);
    out.flush();
    boolean failed =
        sections.stream()
            .flatMap(section -> section.results().stream())
            .anyMatch(result -> result.absent().isPresent() && !result.isWithoutData());
    return failed || verdicts.stream().anyMatch(Baseline.Verdict::isRegression) ? WORSE : 0;
  }
}
