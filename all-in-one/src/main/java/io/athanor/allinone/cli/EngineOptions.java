package io.athanor.allinone.cli;

import io.athanor.allinone.engine.EngineConfig;
import io.athanor.allinone.engine.EngineSettings;
import io.athanor.gateway.GatewayConfig;
import io.athanor.schemas.settings.Setting;
import io.athanor.schemas.settings.Settings;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Options of every command that runs the whole engine. */
public final class EngineOptions {
  private static final String DIRECTORY = ".athanor";
  private static final String DIRECTORY_VARIABLE = "ATHANOR_DATA_DIR";

  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      description =
          "Where everything is kept between starts. Default: $ATHANOR_DATA_DIR, else .athanor in"
              + " the current directory.")
  private Path directory;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description = "Port of the gateway and the page, 0 for any free one. Default: 8080.")
  private Integer port;

  @Option(
      names = "--kafka-port",
      paramLabel = "PORT",
      description = "Port of the embedded broker, 0 for any free one. Default: 9092.")
  private Integer kafkaPort;

  @Option(
      names = "--registry-port",
      paramLabel = "PORT",
      description = "Port of the embedded schema registry, 0 for any free one. Default: 8081.")
  private Integer registryPort;

  @Option(
      names = "--management-port",
      paramLabel = "PORT",
      description = "Port of health and metrics, 0 for any free one. Default: 9090.")
  private Integer managementPort;

  @Option(names = "--config", paramLabel = "FILE", description = "Settings, as Java properties.")
  private Path file;

  /** Where everything is kept. */
  public Path directory() {
    if (directory != null) {
      return directory;
    }
    return Path.of(System.getenv().getOrDefault(DIRECTORY_VARIABLE, DIRECTORY));
  }

  /** The settings of file and environment, with the options above them. */
  public Settings settings() {
    return settings(System.getenv());
  }

  Settings settings(Map<String, String> environment) {
    Settings settings = Settings.load(Optional.ofNullable(file), environment, EngineSettings.all());
    settings = with(settings, GatewayConfig.PORT, port);
    settings = with(settings, EngineSettings.KAFKA_PORT, kafkaPort);
    settings = with(settings, EngineSettings.REGISTRY_PORT, registryPort);
    return with(settings, EngineSettings.MANAGEMENT_PORT, managementPort);
  }

  /** Everything in one process. */
  public EngineConfig config(Settings settings) {
    return EngineConfig.everything(directory(), settings);
  }

  private static Settings with(Settings settings, Setting<?> setting, Integer value) {
    return value == null ? settings : settings.with(setting, value.toString());
  }
}
