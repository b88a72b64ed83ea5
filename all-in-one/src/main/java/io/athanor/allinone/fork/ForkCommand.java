package io.athanor.allinone.fork;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.athanor.acquisition.AcquisitionConfig;
import io.athanor.acquisition.analysis.AnalysisException;
import io.athanor.acquisition.analysis.JournalReader;
import io.athanor.acquisition.analysis.fork.ForkAnalysis;
import io.athanor.acquisition.topology.EventCodecs;
import io.athanor.allinone.engine.Engine;
import io.athanor.allinone.engine.EngineConfig;
import io.athanor.allinone.engine.EngineListener;
import io.athanor.allinone.engine.EngineSettings;
import io.athanor.allinone.engine.Part;
import io.athanor.schemas.settings.Settings;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.EnumSet;
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
  private static final ObjectMapper JSON = new ObjectMapper();
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
  public Integer call() throws IOException {
    Settings settings =
        Settings.load(Optional.ofNullable(file), System.getenv(), EngineSettings.all());
    try {
      if (directory == null) {
        return fork(settings);
      }
      EngineConfig log =
          new EngineConfig(
              EnumSet.of(Part.BROKER, Part.REGISTRY),
              directory,
              settings
                  .with(EngineSettings.KAFKA_PORT, "0")
                  .with(EngineSettings.REGISTRY_PORT, "0"));
      try (Engine engine = Engine.start(log, EngineListener.SILENT)) {
        return fork(engine.settings());
      }
    } catch (AnalysisException | IllegalArgumentException e) {
      spec.commandLine().getErr().println("athanor fork: " + e.getMessage());
      return WRONG;
    }
  }

  private int fork(Settings settings) throws AnalysisException, IOException {
    AcquisitionConfig config = AcquisitionConfig.of(settings);
    try (EventCodecs codecs = new EventCodecs(config.connection().serdes())) {
      JsonNode document =
          new ForkAnalysis()
              .answer(new JournalReader(config, codecs).read(campaignId), options.request());
      PrintWriter out = spec.commandLine().getOut();
      ForkText.lines(document).forEach(out::println);
      out.flush();
      if (report != null) {
        JSON.writerWithDefaultPrettyPrinter().writeValue(report.toFile(), document);
      }
      JsonNode identical = document.get("identical");
      return options.changesNothing()
              && identical.path("equal").asInt() < identical.path("compared").asInt()
          ? DIFFERENT
          : 0;
    }
  }
}
