package io.athanor.acquisition;

import io.athanor.schemas.settings.KafkaConnection;
import io.athanor.schemas.settings.Setting;
import io.athanor.schemas.settings.Settings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * How acquisition runs.
 *
 * @param connection brokers and registry
 * @param applicationId consumer group, and prefix of internal topics
 * @param instanceId static member of the group; empty for a dynamic one
 * @param stateDirectory Streams' own files; as no store is on disk, a restart has a new identity
 *     and its predecessor's open transaction ends by the timeout
 * @param threads stream threads
 * @param commitInterval how often a transaction is committed while there is work; a proposal is
 *     committed at once, and what is counted of intervals waits for the next: a commit of its own
 *     would hold up the reading behind it
 * @param sessionTimeout how long a killed instance keeps its partitions
 * @param transactionTimeout how long a killed instance's open transaction holds readers up
 * @param closeTimeout how long closing may take
 * @param observationGrace how long the result of a succeeded experiment is awaited before its place
 *     is given to another
 * @param expiryInterval how often proposals and leases are checked
 * @param signingKey file of the key that signs orders; empty where none are signed
 */
public record AcquisitionConfig(
    KafkaConnection connection,
    String applicationId,
    Optional<String> instanceId,
    Path stateDirectory,
    int threads,
    Duration commitInterval,
    Duration sessionTimeout,
    Duration transactionTimeout,
    Duration closeTimeout,
    Duration observationGrace,
    Duration expiryInterval,
    Optional<Path> signingKey) {
  /** Consumer group. */
  public static final Setting<String> APPLICATION_ID =
      Setting.text(
          "acquisition.application-id",
          "athanor-acquisition",
          "Consumer group, prefix of internal topics and of transactional ids.");

  /** Static member. */
  public static final Setting<String> INSTANCE_ID =
      Setting.text(
          "acquisition.instance-id",
          "",
          "Static member of the group, e.g. the pod's name: a restart within the session timeout"
              + " moves no partition. Empty for a dynamic member.");

  /** State. */
  public static final Setting<String> STATE_DIRECTORY =
      Setting.text(
          "acquisition.state-dir", "data/acquisition", "Directory of the process's state.");

  /** Threads. */
  public static final Setting<Integer> THREADS =
      Setting.integer("acquisition.threads", 1, 1, 64, "Stream threads.");

  /** Commits. */
  public static final Setting<Duration> COMMIT_INTERVAL =
      Setting.duration(
          "acquisition.commit-interval",
          "1s",
          "How often a transaction is committed while there is work; a proposal is committed at"
              + " once.");

  /** Detection of a killed instance. */
  public static final Setting<Duration> SESSION_TIMEOUT =
      Setting.duration(
          "acquisition.session-timeout",
          "6s",
          "How long a killed instance keeps its partitions; not below the broker's"
              + " group.min.session.timeout.ms.");

  /** Open transactions. */
  public static final Setting<Duration> TRANSACTION_TIMEOUT =
      Setting.duration(
          "acquisition.transaction-timeout",
          "10s",
          "How long the open transaction of a killed instance that does not come back holds readers"
              + " up.");

  /** Closing. */
  public static final Setting<Duration> CLOSE_TIMEOUT =
      Setting.duration("acquisition.close-timeout", "10s", "How long closing may take.");

  /** Results that do not come. */
  public static final Setting<Duration> OBSERVATION_GRACE =
      Setting.duration(
          "acquisition.observation-grace",
          "2m",
          "How long the result of a succeeded experiment is awaited before its place is given to"
              + " another.");

  /** Expiry. */
  public static final Setting<Duration> EXPIRY_INTERVAL =
      Setting.duration(
          "acquisition.expiry-interval", "1s", "How often proposals and leases are checked.");

  /** Signing. */
  public static final Setting<String> SIGNING_KEY =
      Setting.text(
          "acquisition.signing.key",
          "",
          "File of the Ed25519 key (PKCS#8 PEM) that signs what robots are ordered to do; empty"
              + " for none, and no bridge takes orders. 'athanor up' makes one in its data"
              + " directory.");

  /** The settings of acquisition, without those of the connection. */
  public static final Collection<Setting<?>> SETTINGS =
      List.of(
          APPLICATION_ID,
          INSTANCE_ID,
          STATE_DIRECTORY,
          THREADS,
          COMMIT_INTERVAL,
          SESSION_TIMEOUT,
          TRANSACTION_TIMEOUT,
          CLOSE_TIMEOUT,
          OBSERVATION_GRACE,
          EXPIRY_INTERVAL,
          SIGNING_KEY);

  /** Checks the values. */
  public AcquisitionConfig {
    Objects.requireNonNull(connection, "connection");
    Objects.requireNonNull(stateDirectory, "stateDirectory");
    Objects.requireNonNull(signingKey, "signingKey");
    if (!applicationId.matches("[a-zA-Z0-9._-]+")) {
      throw new IllegalArgumentException(
          "acquisition.application-id: '" + applicationId + "' is not a name for topics");
    }
    if (instanceId.filter(String::isBlank).isPresent()) {
      throw new IllegalArgumentException("acquisition.instance-id: is blank");
    }
    if (threads < 1) {
      throw new IllegalArgumentException("acquisition.threads: is " + threads);
    }
    requirePositive("acquisition.commit-interval", commitInterval);
    requirePositive("acquisition.session-timeout", sessionTimeout);
    requirePositive("acquisition.transaction-timeout", transactionTimeout);
    requirePositive("acquisition.close-timeout", closeTimeout);
    requirePositive("acquisition.observation-grace", observationGrace);
    requirePositive("acquisition.expiry-interval", expiryInterval);
    if (commitInterval.compareTo(transactionTimeout) >= 0) {
      throw new IllegalArgumentException(
          "acquisition.transaction-timeout: %d ms is not above the commit interval of %d ms"
              .formatted(transactionTimeout.toMillis(), commitInterval.toMillis()));
    }
  }

  /** From settings. */
  public static AcquisitionConfig of(Settings settings) {
    return new AcquisitionConfig(
        KafkaConnection.of(settings),
        settings.get(APPLICATION_ID),
        Optional.of(settings.get(INSTANCE_ID)).filter(id -> !id.isBlank()),
        Path.of(settings.get(STATE_DIRECTORY)),
        settings.get(THREADS),
        settings.get(COMMIT_INTERVAL),
        settings.get(SESSION_TIMEOUT),
        settings.get(TRANSACTION_TIMEOUT),
        settings.get(CLOSE_TIMEOUT),
        settings.get(OBSERVATION_GRACE),
        settings.get(EXPIRY_INTERVAL),
        Optional.of(settings.get(SIGNING_KEY)).filter(file -> !file.isBlank()).map(Path::of));
  }

  private static void requirePositive(String name, Duration value) {
    if (value.toMillis() < 1) {
      throw new IllegalArgumentException(name + ": is " + value);
    }
  }
}
