package io.athanor.allinone.bridge;

import io.athanor.allinone.cli.Interruptible;
import io.athanor.allinone.cli.Logging;
import io.athanor.allinone.cli.Main;
import io.athanor.allinone.engine.EngineSettings;
import io.athanor.bridge.BridgeApp;
import io.athanor.bridge.BridgeConfig;
import io.athanor.schemas.settings.Settings;
import io.athanor.schemas.settings.SettingsException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code athanor bridge}: the process beside a robot. */
@Command(
    name = "bridge",
    mixinStandardHelpOptions = true,
    description =
        "Runs beside a robot: leases at the door, checks each signed order and the robot's own"
            + " envelope, actuates once, reports. The settings begin with 'bridge.'. Ends when it"
            + " is asked to, after what it has begun; exit code 1 if its ledger cannot be written.")
public final class BridgeCommand implements Callable<Integer> {
  /** A robot finishes what it has begun. */
  private static final Duration GRACE = Duration.ofHours(12);

  @Option(
      names = "--config",
      paramLabel = "FILE",
      required = true,
      description = "Settings, as Java properties.")
  private Path file;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    Settings settings = Settings.load(Optional.of(file), System.getenv(), EngineSettings.all());
    Logging.toConsole(settings);
    BridgeConfig config;
    try {
      config = BridgeConfig.of(settings);
    } catch (IllegalArgumentException e) {
      throw new SettingsException(List.of(e.getMessage()));
    }
    return Interruptible.run(GRACE, stop -> run(config, stop));
  }

  private int run(BridgeConfig config, CompletableFuture<Void> stop) {
    try (BridgeApp app = BridgeApp.open(config)) {
      var unused = stop.thenRun(app::stop);
      app.run();
      return 0;
    } catch (IOException | IllegalArgumentException e) {
      spec.commandLine().getErr().println("athanor bridge: " + e.getMessage());
      return Main.FAILURE;
    }
  }
}
