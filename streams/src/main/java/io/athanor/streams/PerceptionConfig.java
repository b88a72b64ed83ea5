package io.athanor.streams;

import io.athanor.schemas.settings.KafkaConnection;
import io.athanor.schemas.settings.Setting;
import io.athanor.schemas.settings.Settings;
import io.athanor.streams.fuse.FusionSettings;
import io.athanor.streams.fuse.References;
import io.athanor.streams.stability.StabilitySettings;
import io.athanor.streams.topology.Limits;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How perception runs.
 *
 * @param connection brokers and registry
 * @param applicationId consumer group, and prefix of internal topics
 * @param instanceId static member of the group; empty for a dynamic one
 * @param stateDirectory where state stores lie
 * @param threads stream threads
 * @param commitInterval how often a transaction is committed while there is work: the floor of the
 *     latency
 * @param sessionTimeout how long a killed instance keeps its partitions
 * @param transactionTimeout how long a killed instance's open transaction holds readers up
 * @param closeTimeout how long closing may take
 * @param limits where perception draws its lines
 * @param stability how stability is assessed
 */
public record PerceptionConfig(
    KafkaConnection connection,
    String applicationId,
    Optional<String> instanceId,
    Path stateDirectory,
    int threads,
    Duration commitInterval,
    Duration sessionTimeout,
    Duration transactionTimeout,
    Duration closeTimeout,
    Limits limits,
    StabilitySettings stability) {
  /** Consumer group. */
  public static final Setting<String> APPLICATION_ID =
      Setting.text(
          "streams.application-id",
          "athanor-streams",
          "Consumer group, prefix of internal topics and of transactional ids.");

  /** Static member. */
  public static final Setting<String> INSTANCE_ID =
      Setting.text(
          "streams.instance-id",
          "",
          "Static member of the group, e.g. the pod's name: a restart within the session timeout"
              + " moves no partition. Empty for a dynamic member.");

  /** State. */
  public static final Setting<String> STATE_DIRECTORY =
      Setting.text("streams.state-dir", "data/streams", "Directory of the state stores.");

  /** Threads. */
  public static final Setting<Integer> THREADS =
      Setting.integer("streams.threads", 1, 1, 64, "Stream threads.");

  /** Commits. */
  public static final Setting<Duration> COMMIT_INTERVAL =
      Setting.duration(
          "streams.commit-interval",
          "20ms",
          "How often a transaction is committed while there is work; an idle application commits"
              + " nothing.");

  /** Detection of a killed instance. */
  public static final Setting<Duration> SESSION_TIMEOUT =
      Setting.duration(
          "streams.session-timeout",
          "6s",
          "How long a killed instance keeps its partitions; not below the broker's"
              + " group.min.session.timeout.ms.");

  /** Open transactions. */
  public static final Setting<Duration> TRANSACTION_TIMEOUT =
      Setting.duration(
          "streams.transaction-timeout",
          "10s",
          "How long the open transaction of a killed instance that does not come back holds"
              + " readers up.");

  /** Closing. */
  public static final Setting<Duration> CLOSE_TIMEOUT =
      Setting.duration("streams.close-timeout", "10s", "How long closing may take.");

  /** Deduplication. */
  public static final Setting<Duration> DEDUPLICATION_WINDOW =
      Setting.duration(
          "streams.deduplication-window", "7d", "How long the id of an event is remembered.");

  /** Event time. */
  public static final Setting<Duration> FUTURE_TOLERANCE =
      Setting.duration(
          "streams.future-tolerance",
          "5m",
          "How far ahead of the clock an event may say it happened.");

  /** Dead letters. */
  public static final Setting<Integer> LARGEST_DEAD_LETTER_VALUE =
      Setting.integer(
          "streams.dead-letter-bytes",
          900_000,
          0,
          1_000_000_000,
          "Largest original value that a dead letter repeats; a larger one stays where it lies."
              + " Keep it below the topic's max.message.bytes.");

  /** Late data. */
  public static final Setting<Duration> LATE_GRACE =
      Setting.duration(
          "streams.late-grace",
          "1h",
          "How long before the newest event of its material another may have happened; what is"
              + " later than that still counts, and the update says that it is a correction.");

  /** Literature. */
  public static final Setting<Duration> LITERATURE_HALF_LIFE =
      Setting.duration(
          "streams.literature-half-life",
          "1826d",
          "In which the weight of a document halves; at least 30d.");

  /** Reference samples. */
  public static final Setting<String> REFERENCES =
      Setting.text(
          "streams.references",
          "",
          "Reference samples, 'NAME.property=VALUE UNIT' separated by semicolons: readings whose"
              + " sample is 'reference:NAME' tell how far their instrument is off.");

  /** The settings of perception, without those of the connection. */
  public static final Collection<Setting<?>> SETTINGS =
      Stream.concat(
              Stream.<Setting<?>>of(
                  APPLICATION_ID,
                  INSTANCE_ID,
                  STATE_DIRECTORY,
                  THREADS,
                  COMMIT_INTERVAL,
                  SESSION_TIMEOUT,
                  TRANSACTION_TIMEOUT,
                  CLOSE_TIMEOUT,
                  DEDUPLICATION_WINDOW,
                  FUTURE_TOLERANCE,
                  LARGEST_DEAD_LETTER_VALUE,
                  LATE_GRACE,
                  LITERATURE_HALF_LIFE,
                  REFERENCES),
              StabilitySettings.SETTINGS.stream())
          .toList();

  /** Checks the values. */
  public PerceptionConfig {
    Objects.requireNonNull(connection, "connection");
    Objects.requireNonNull(stateDirectory, "stateDirectory");
    Objects.requireNonNull(limits, "limits");
    Objects.requireNonNull(stability, "stability");
    if (!applicationId.matches("[a-zA-Z0-9._-]+")) {
      throw new IllegalArgumentException(
          "streams.application-id: '" + applicationId + "' is not a name for topics");
    }
    if (instanceId.filter(String::isBlank).isPresent()) {
      throw new IllegalArgumentException("streams.instance-id: is blank");
    }
    if (threads < 1) {
      throw new IllegalArgumentException("streams.threads: is " + threads);
    }
    requirePositive("streams.commit-interval", commitInterval);
    requirePositive("streams.session-timeout", sessionTimeout);
    requirePositive("streams.transaction-timeout", transactionTimeout);
    requirePositive("streams.close-timeout", closeTimeout);
    if (commitInterval.compareTo(transactionTimeout) >= 0) {
      throw new IllegalArgumentException(
          "streams.transaction-timeout: "
              + transactionTimeout.toMillis()
              + " ms is not above the commit interval of "
              + commitInterval.toMillis()
              + " ms");
    }
  }

  /** From settings. */
  public static PerceptionConfig of(Settings settings) {
    return new PerceptionConfig(
        KafkaConnection.of(settings),
        settings.get(APPLICATION_ID),
        Optional.of(settings.get(INSTANCE_ID)).filter(id -> !id.isBlank()),
        Path.of(settings.get(STATE_DIRECTORY)),
        settings.get(THREADS),
        settings.get(COMMIT_INTERVAL),
        settings.get(SESSION_TIMEOUT),
        settings.get(TRANSACTION_TIMEOUT),
        settings.get(CLOSE_TIMEOUT),
        new Limits(
            settings.get(DEDUPLICATION_WINDOW),
            settings.get(FUTURE_TOLERANCE),
            settings.get(LARGEST_DEAD_LETTER_VALUE),
            fusion(settings)),
        StabilitySettings.of(settings));
  }

  private static FusionSettings fusion(Settings settings) {
    References references;
    try {
      references = References.parse(settings.get(REFERENCES));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(REFERENCES.name() + ": " + e.getMessage(), e);
    }
    return new FusionSettings(
        settings.get(LATE_GRACE), settings.get(LITERATURE_HALF_LIFE), references);
  }

  private static void requirePositive(String name, Duration value) {
    if (value.toMillis() < 1) {
      throw new IllegalArgumentException(name + ": is " + value);
    }
  }
}
