package io.athanor.allinone.engine;

import io.athanor.acquisition.AcquisitionConfig;
import io.athanor.acquisition.scheduling.SchedulerConfig;
import io.athanor.acquisition.shadow.ShadowConfig;
import io.athanor.allinone.invention.GeneratorConfig;
import io.athanor.bridge.BridgeConfig;
import io.athanor.federation.app.FederationConfig;
import io.athanor.gateway.GatewayConfig;
import io.athanor.inference.trainer.TrainerConfig;
import io.athanor.inference.worker.InferenceConfig;
import io.athanor.schemas.settings.KafkaConnection;
import io.athanor.schemas.settings.Setting;
import io.athanor.streams.PerceptionConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** The settings of the engine itself, and all that any part takes. */
public final class EngineSettings {
  /** How logs are written. */
  public enum LogFormat {
    /** A line for people. */
    TEXT,
    /** One JSON object per line, in the field names of the Elastic Common Schema. */
    JSON
  }

  /** What is logged. */
  public enum LogLevel {
    /** Nearly everything. */
    DEBUG,
    /** What happens. */
    INFO,
    /** What should not. */
    WARN,
    /** What must not. */
    ERROR
  }

  /** Embedded broker. */
  public static final Setting<Integer> KAFKA_PORT =
      Setting.integer(
          "embedded.kafka-port",
          9092,
          0,
          65_535,
          "Port of the embedded broker on loopback; 0 for any free one.");

  /** Embedded registry. */
  public static final Setting<Integer> REGISTRY_PORT =
      Setting.integer(
          "embedded.registry-port",
          8081,
          0,
          65_535,
          "Port of the embedded schema registry on loopback; 0 for any free one.");

  /** Where management listens. */
  public static final Setting<String> MANAGEMENT_HOST =
      Setting.text(
          "management.host",
          "127.0.0.1",
          "Address that health and metrics are served on; 0.0.0.0 in a container.");

  /** Management. */
  public static final Setting<Integer> MANAGEMENT_PORT =
      Setting.integer(
          "management.port",
          9090,
          0,
          65_535,
          "Port of /health/live, /health/ready and /metrics; 0 for any free one.");

  /** Partitions. */
  public static final Setting<Integer> PARTITIONS =
      Setting.integer(
          "topics.partitions",
          6,
          1,
          1_000,
          "Partitions of every topic, chosen once before the first record; the embedded broker's"
              + " default is 1.");

  /** Replication. */
  public static final Setting<Integer> REPLICATION =
      Setting.integer(
          "topics.replication-factor",
          0,
          0,
          32,
          "Copies of every topic; 0 for the broker's default.");

  /** Start. */
  public static final Setting<Duration> START_TIMEOUT =
      Setting.duration(
          "engine.start-timeout", "2m", "How long one part may take until it is ready.");

  /** Close. */
  public static final Setting<Duration> CLOSE_TIMEOUT =
      Setting.duration("engine.close-timeout", "30s", "How long closing everything may take.");

  /** Log format. */
  public static final Setting<LogFormat> LOG_FORMAT =
      Setting.choice("log.format", LogFormat.class, LogFormat.TEXT, "How logs are written.");

  /** Log level. */
  public static final Setting<LogLevel> LOG_LEVEL =
      Setting.choice(
          "log.level", LogLevel.class, LogLevel.INFO, "The least that Athanor's own code logs.");

  /** The engine's own settings. */
  public static final List<Setting<?>> SETTINGS =
      List.of(
          KAFKA_PORT,
          REGISTRY_PORT,
          MANAGEMENT_HOST,
          MANAGEMENT_PORT,
          PARTITIONS,
          REPLICATION,
          START_TIMEOUT,
          CLOSE_TIMEOUT,
          LOG_FORMAT,
          LOG_LEVEL);

  private EngineSettings() {}

  /** A heading and the settings under it. */
  public record Group(String title, Collection<Setting<?>> settings) {}

  /** Every setting, grouped for people. */
  public static List<Group> groups() {
    return List.of(
        new Group("Log and registry", KafkaConnection.SETTINGS),
        new Group("Engine", SETTINGS),
        new Group("Perception (streams)", PerceptionConfig.SETTINGS),
        new Group("Inference worker", InferenceConfig.SETTINGS),
        new Group("Trainer", TrainerConfig.SETTINGS),
        new Group("Acquisition", AcquisitionConfig.SETTINGS),
        new Group("Scheduler", SchedulerConfig.SETTINGS),
        new Group("Shadow policies", ShadowConfig.SETTINGS),
        new Group("Generator", GeneratorConfig.SETTINGS),
        new Group("Gateway", GatewayConfig.SETTINGS),
        new Group("Federation (with other sites)", FederationConfig.SETTINGS),
        new Group("Bridge (at the robot)", BridgeConfig.SETTINGS));
  }

  /** Every setting. */
  public static List<Setting<?>> all() {
    List<Setting<?>> all = new ArrayList<>();
    groups().forEach(group -> all.addAll(group.settings()));
    return List.copyOf(all);
  }
}
