package io.athanor.allinone.cli;

import io.athanor.allinone.engine.Engine;
import io.athanor.allinone.engine.EngineConfig;
import io.athanor.allinone.engine.EngineListener;
import io.athanor.allinone.engine.EngineSettings;
import io.athanor.allinone.engine.Part;
import io.athanor.federation.app.FederationConfig;
import io.athanor.schemas.settings.Settings;
import io.athanor.schemas.settings.SettingsException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code athanor run PART}. */
@Command(
    name = "run",
    description =
        "Runs one part against an external broker and schema registry (kafka.bootstrap.servers,"
            + " schema.registry.url), with health and metrics on management.port and the log on the"
            + " standard error stream. 'topics' creates the topics and ends.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class)
final class RunCommand implements Callable<Integer> {
  private static final List<Part> RUNNABLE =
      List.of(
          Part.STREAMS,
          Part.INFERENCE_WORKER,
          Part.TRAINER,
          Part.ACQUISITION,
          Part.GENERATOR,
          Part.GATEWAY,
          Part.FEDERATION,
          Part.TOPICS);

  @Parameters(
      paramLabel = "PART",
      description =
          "streams, inference-worker, trainer, acquisition, generator, gateway, federation or"
              + " topics.")
  private String name;

  @Option(names = "--config", paramLabel = "FILE", description = "Settings, as Java properties.")
  private Path file;

  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      defaultValue = ".",
      description = "Where state stores lie, unless a setting says otherwise. Default: here.")
  private Path directory;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    Part part = part();
    Settings settings =
        Settings.load(Optional.ofNullable(file), System.getenv(), EngineSettings.all());
    Logging.toConsole(settings);
    if (part == Part.FEDERATION && !FederationConfig.isAsked(settings)) {
      throw new SettingsException(
          List.of(FederationConfig.HUB_SERVERS.name() + ": must be given (brokers of the hub)"));
    }
    Set<Part> parts = part == Part.TOPICS ? EnumSet.of(part) : EnumSet.of(Part.MANAGEMENT, part);
    EngineConfig config = new EngineConfig(parts, directory, settings);
    Duration grace = settings.get(EngineSettings.CLOSE_TIMEOUT).plusSeconds(5);
    return Interruptible.run(grace, stop -> run(config, part, stop));
  }

  private int run(EngineConfig config, Part part, CompletableFuture<Void> stop) {
    CompletableFuture<Throwable> ended = new CompletableFuture<>();
    try (Engine engine = Engine.start(config, EngineListener.SILENT)) {
      engine.onFailure(ended::complete);
      if (part != Part.TOPICS) {
        CompletableFuture.anyOf(stop, ended).join();
      }
    }
    if (ended.isDone()) {
      spec.commandLine().getErr().println("athanor: " + ended.join().getMessage());
      return Main.FAILURE;
    }
    return 0;
  }

  private Part part() {
    return Arrays.stream(Part.values())
        .filter(RUNNABLE::contains)
        .filter(each -> each.label().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new ParameterException(
                    spec.commandLine(),
                    "no part '"
                        + name
                        + "'; there are "
                        + RUNNABLE.stream().map(Part::label).collect(Collectors.joining(", "))));
  }
}
