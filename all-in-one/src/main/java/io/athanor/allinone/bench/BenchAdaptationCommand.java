package io.athanor.allinone.bench;

import io.athanor.allinone.lab.ReportFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code athanor bench adaptation}: whether intervals keep their word when the world changes. */
@Command(
    name = "adaptation",
    mixinStandardHelpOptions = true,
    description = {
      "Serves 90 %% intervals over streams whose errors change abruptly, repaired online as the"
          + " engine does it, and counts what they cover before and after; beside static split"
          + " conformal intervals and those that the model claims.",
      "One stream is made up; the other, with --structures, is a model of computed perovskites"
          + " that learnt oxides and is then asked for nitrides."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:done", "2:the data or the call cannot be used"})
public final class BenchAdaptationCommand implements Callable<Integer> {
  private static final int WRONG = 2;
  private static final double TRIPLED = 3;

  @Option(
      names = "--structures",
      paramLabel = "FILE",
      description = "Perov-5 as JSON lines; without it only the made-up stream is measured.")
  private Path structures;

  @Option(
      names = "--runs",
      paramLabel = "R",
      defaultValue = "50",
      description = "Streams, with seeds 1..R. Default: ${DEFAULT-VALUE}.")
  private int runs;

  @Option(names = "--report", paramLabel = "FILE", description = "Where to write the JSON report.")
  private Path report;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    try {
      if (runs < 1) {
        throw new IllegalArgumentException("--runs must be positive, was " + runs);
      }
      List<AdaptationTrial> trials = new ArrayList<>();
      trials.add(AdaptationStreams.grown(TRIPLED, runs));
      if (structures != null) {
        RareHitsTable table =
            RareHitsTable.read(structures, Set.of("train", "val", "test"), List.of("heat_all"));
        trials.add(AdaptationStreams.anions(table.rows(), "N", runs));
      }
      Map<String, Object> document = new LinkedHashMap<>();
      document.put("claimed", IntervalRepair.CLAIMED);
      document.put("runs", runs);
      document.put("streams", trials.stream().map(this::measured).toList());
      if (report != null) {
        ReportFile.write(report, document);
      }
      return 0;
    } catch (IllegalArgumentException wrong) {
      spec.commandLine().getErr().println("athanor bench adaptation: " + wrong.getMessage());
      return WRONG;
    }
  }

  private Map<String, Object> measured(AdaptationTrial trial) {
    PrintWriter out = spec.commandLine().getOut();
    Map<String, Object> ways = new LinkedHashMap<>();
    for (IntervalRepair repair : IntervalRepair.values()) {
      AdaptationTrial.Outcome outcome = trial.of(repair);
      out.printf(
          "%-36s %-24s covered before %s, after %s, again after %d%n",
          trial.name(),
          repair.words(),
          outcome.before().text(3),
          outcome.after().text(3),
          outcome.recovery());
      Map<String, Object> way = new LinkedHashMap<>();
      way.put("before", Figures.of(outcome.before()));
      way.put("after", Figures.of(outcome.after()));
      way.put("recoveryEvents", outcome.recovery());
      way.put("coverage", outcome.curve());
      ways.put(repair.words(), way);
    }
    out.flush();
    Map<String, Object> stream = new LinkedHashMap<>();
    stream.put("stream", trial.name());
    stream.put("change", trial.change());
    stream.put("ways", ways);
    return stream;
  }
}
