package io.athanor.allinone.fork;

import com.fasterxml.jackson.databind.JsonNode;
import io.athanor.acquisition.analysis.AnalysisException;
import io.athanor.acquisition.analysis.fork.ForkAnalysis;
import io.athanor.allinone.explain.OpenLog;
import io.athanor.allinone.lab.ReportFile;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code athanor fork}: what a campaign would have come to, done another way. */
@Command(
    name = "fork",
    mixinStandardHelpOptions = true,
    description = {
      "Takes a finished or running campaign up again at a point in its past and does it another"
          + " way, on its log alone, and says what that does to the regret. Reads the running"
          + " broker (kafka.bootstrap.servers, schema.registry.url), or with --data-dir the"
          + " directory of an engine that does not run.",
      "Where nothing is another way, the proposals are derived again and compared byte for byte."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:nothing was another way, and a proposal came out different",
      "2:the log or the call cannot be used"
    })
public final class ForkCommand implements Callable<Integer> {
  private static final int DIFFERENT = 1;
  private static final int WRONG = 2;

  @Option(
      names = "--campaign",
      paramLabel = "ID",
      required = true,
      description = "Id of the campaign.")
  private String campaignId;

  @Mixin private ForkOptions options;

  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      description = "Directory of an engine that does not run now: its broker is started for this.")
  private Path directory;

  @Option(names = "--config", paramLabel = "FILE", description = "Settings, as Java properties.")
  private Path file;

  @Option(names = "--report", paramLabel = "FILE", description = "The whole answer, as JSON.")
  private Path report;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    try (OpenLog log = OpenLog.of(Optional.ofNullable(file), Optional.ofNullable(directory))) {
      JsonNode document = new ForkAnalysis().answer(log.journal(campaignId), options.request());
      PrintWriter out = spec.commandLine().getOut();
      ForkText.lines(document).forEach(out::println);
      out.flush();
      if (report != null) {
        ReportFile.write(report, document);
      }
      JsonNode identical = document.get("identical");
      return options.changesNothing()
              && identical.path("equal").asInt() < identical.path("compared").asInt()
          ? DIFFERENT
          : 0;
    } catch (AnalysisException | IllegalArgumentException e) {
      spec.commandLine().getErr().println("athanor fork: " + e.getMessage());
      return WRONG;
    }
  }
}
