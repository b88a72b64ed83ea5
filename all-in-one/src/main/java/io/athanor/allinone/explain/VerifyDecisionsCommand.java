package io.athanor.allinone.explain;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.athanor.acquisition.analysis.AnalysisException;
import io.athanor.acquisition.analysis.CaseFile;
import io.athanor.allinone.lab.ReportFile;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code athanor verify-decisions}: derives every proposal in a log again. */
@Command(
    name = "verify-decisions",
    mixinStandardHelpOptions = true,
    description =
        "Derives every proposal of every campaign in the log again and compares the bytes: one pass"
            + " over each campaign's journal, deciding where it decided. With --influence, also"
            + " holds what is said of the event that mattered most to a proposal against a campaign"
            + " that was never told of it. Exit code 1 where anything differs.")
public final class VerifyDecisionsCommand implements Callable<Integer> {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int DIFFERENT = 1;
  private static final int WRONG = 2;
  private static final int LISTED = 20;

  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      description =
          "Directory of an engine that does not run now: its broker is started for this. Default:"
              + " the running broker (kafka.bootstrap.servers, schema.registry.url).")
  private Path directory;

  @Option(names = "--config", paramLabel = "FILE", description = "Settings, as Java properties.")
  private Path file;

  @Option(
      names = "--influence",
      paramLabel = "N",
      defaultValue = "0",
      description =
          "Checks so many proposals whose pick one event is said to change, in the order of their"
              + " ids, which are hashes. Default: ${DEFAULT-VALUE}.")
  private int influence;

  @Option(names = "--report", paramLabel = "FILE", description = "The same as JSON.")
  private Path report;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    if (influence < 0) {
      spec.commandLine().getErr().println("athanor verify-decisions: --influence is negative");
      return WRONG;
    }
    try (OpenLog log = OpenLog.of(Optional.ofNullable(file), Optional.ofNullable(directory))) {
      List<CaseFile> journals = log.journals();
      Rederived rederived = Rederived.of(journals, log);
      Optional<InfluenceTrial> trial =
          influence == 0
              ? Optional.empty()
              : Optional.of(InfluenceTrial.of(journals, rederived.experiments(), influence));
      say(journals.size(), rederived, trial);
      boolean holds =
          rederived.different().isEmpty() && trial.map(InfluenceTrial::holds).orElse(true);
      return holds ? 0 : DIFFERENT;
    } catch (AnalysisException e) {
      spec.commandLine().getErr().println("athanor verify-decisions: " + e.getMessage());
      return DIFFERENT;
    }
  }

  private void say(int campaigns, Rederived rederived, Optional<InfluenceTrial> trial) {
    ObjectNode json = JSON.createObjectNode();
    json.put("campaigns", campaigns);
    json.put("proposals", rederived.proposals());
    json.put("identical", rederived.identical());
    json.put("published", rederived.published());
    json.put("seconds", rederived.seconds());
    var different = json.putArray("different");
    rederived.different().stream().limit(LISTED).forEach(different::add);
    trial.ifPresent(
        each ->
            json.putObject("influence")
                .put("checked", each.checked())
                .put("asStated", each.asStated())
                .put("unmoved", each.unmoved())
                .put("unmovedAsStated", each.unmovedAsStated()));
    PrintWriter out = spec.commandLine().getOut();
    out.printf(
        "%d of %d proposals of %d campaigns derived byte for byte in %.1f s%n",
        rederived.identical(), rederived.proposals(), campaigns, rederived.seconds());
    rederived.different().stream().limit(LISTED).forEach(each -> out.println("differs  " + each));
    trial.ifPresent(
        each ->
            out.printf(
                "%d of %d picks change as stated without the event said to matter most; of %d that"
                    + " do not change, %d as stated%n",
                each.asStated(), each.checked(), each.unmoved(), each.unmovedAsStated()));
    out.flush();
    if (report != null) {
      ReportFile.write(report, json);
    }
  }
}
