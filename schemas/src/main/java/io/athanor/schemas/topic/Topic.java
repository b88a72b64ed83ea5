package io.athanor.schemas.topic;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;

/**
 * One topic of the catalogue.
 *
 * @param name the topic; its schema subject is {@code name + "-value"}
 * @param type the Avro event on it
 * @param keyName what the (UTF-8 string) record key holds
 * @param partitions default partition count
 * @param cleanup compaction or deletion
 * @param retention how long records are kept where {@code cleanup} deletes; empty for ever
 */
public record Topic<T extends SpecificRecord>(
    String name,
    Class<T> type,
    String keyName,
    int partitions,
    Cleanup cleanup,
    Optional<Duration> retention) {

  /** What happens to old records. */
  public enum Cleanup {
    /** Old records go after the retention time. */
    DELETE,
    /** The last record of each key stays. */
    COMPACT
  }

  /** Checks the catalogue entry. */
  public Topic {
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(cleanup, "cleanup");
    if (!name.matches("[a-z][a-z-]*[a-z]")) {
      throw new IllegalArgumentException("topic name '" + name + "' is not kebab-case");
    }
    if (keyName.isBlank()) {
      throw new IllegalArgumentException("topic " + name + ": keyName is blank");
    }
    if (partitions < 1) {
      throw new IllegalArgumentException("topic " + name + ": partitions is " + partitions);
    }
  }

  /** Schema registry subject of the values. */
  public String subject() {
    return name + "-value";
  }

  /** Broker-side configuration of the topic. */
  public Map<String, String> configuration() {
    return switch (cleanup) {
      case COMPACT -> Map.of("cleanup.policy", "compact");
      case DELETE ->
          Map.of(
              "cleanup.policy",
              "delete",
              "retention.ms",
              Long.toString(retention.map(Duration::toMillis).orElse(-1L)));
    };
  }
}
