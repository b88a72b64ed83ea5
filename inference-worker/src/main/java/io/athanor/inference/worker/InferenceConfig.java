package io.athanor.inference.worker;

import io.athanor.schemas.settings.KafkaConnection;
import io.athanor.schemas.settings.Setting;
import io.athanor.schemas.settings.Settings;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What the inference worker needs to know.
 *
 * @param kafka log and registry
 * @param instance stable identity of this process in the group, also its transactional id
 * @param modelStore {@code classpath:} or a directory
 * @param modelName which model
 * @param modelDigest which version; empty for the released one
 * @param batchSize most candidates per forward pass
 * @param batchDelay longest wait to fill a batch
 * @param queueCapacity most requests held in memory
 * @param intraThreads TensorFlow threads inside an operation
 * @param interThreads TensorFlow operations at once
 * @param closeTimeout how long closing may take
 */
public record InferenceConfig(
    KafkaConnection kafka,
    String instance,
    String modelStore,
    String modelName,
    Optional<String> modelDigest,
    int batchSize,
    Duration batchDelay,
    int queueCapacity,
    int intraThreads,
    int interThreads,
    Duration closeTimeout) {
  /** Process identity. */
  public static final Setting<String> INSTANCE =
      Setting.text(
          "inference.instance",
          "inference-1",
          "Stable identity of this worker in its group; each process needs its own.");

  /** Model store. */
  public static final Setting<String> MODEL_STORE =
      Setting.text(
          "inference.model.store",
          "classpath:",
          "Where models lie: 'classpath:' for the shipped ones, or a directory.");

  /** Model name. */
  public static final Setting<String> MODEL_NAME =
      Setting.text("inference.model.name", "ember", "Which model to serve.");

  /** Model digest. */
  public static final Setting<String> MODEL_DIGEST =
      Setting.text(
          "inference.model.digest",
          "",
          "SHA-256 of the model to serve, hex; empty for the released one.");

  /** Batch size. */
  public static final Setting<Integer> BATCH_SIZE =
      Setting.integer("inference.batch.size", 32, 1, 1024, "Most candidates per forward pass.");

  /** Batch delay. */
  public static final Setting<Duration> BATCH_DELAY =
      Setting.duration("inference.batch.delay", "2ms", "Longest wait to fill a batch.");

  /** Queue capacity. */
  public static final Setting<Integer> QUEUE_CAPACITY =
      Setting.integer(
          "inference.queue.capacity",
          1024,
          16,
          1_000_000,
          "Most requests held in memory; beyond it, fetching pauses.");

  /** Threads inside an operation. */
  public static final Setting<Integer> INTRA_THREADS =
      Setting.integer(
          "inference.threads.intra", 1, 1, 256, "TensorFlow threads inside one operation.");

  /** Operations at once. */
  public static final Setting<Integer> INTER_THREADS =
      Setting.integer("inference.threads.inter", 1, 1, 256, "TensorFlow operations at once.");

  /** Closing time. */
  public static final Setting<Duration> CLOSE_TIMEOUT =
      Setting.duration("inference.close.timeout", "10s", "How long closing may take.");

  /** The settings this is made of, beside {@link KafkaConnection#SETTINGS}. */
  public static final List<Setting<?>> SETTINGS =
      List.of(
          INSTANCE,
          MODEL_STORE,
          MODEL_NAME,
          MODEL_DIGEST,
          BATCH_SIZE,
          BATCH_DELAY,
          QUEUE_CAPACITY,
          INTRA_THREADS,
          INTER_THREADS,
          CLOSE_TIMEOUT);

  public InferenceConfig {
    requireText("instance", instance);
    requireText("modelStore", modelStore);
    requireText("modelName", modelName);
    requirePositive("batchSize", batchSize);
    requirePositive("intraThreads", intraThreads);
    requirePositive("interThreads", interThreads);
    if (queueCapacity < 16) {
      throw new IllegalArgumentException("queueCapacity must be at least 16");
    }
    if (batchDelay.isNegative() || closeTimeout.isNegative()) {
      throw new IllegalArgumentException("batchDelay and closeTimeout must not be negative");
    }
  }

  /** From settings that were checked against {@link #SETTINGS} and Kafka's. */
  public static InferenceConfig of(Settings settings) {
    return new InferenceConfig(
        KafkaConnection.of(settings),
        settings.get(INSTANCE),
        settings.get(MODEL_STORE),
        settings.get(MODEL_NAME),
        Optional.of(settings.get(MODEL_DIGEST)).filter(digest -> !digest.isBlank()),
        settings.get(BATCH_SIZE),
        settings.get(BATCH_DELAY),
        settings.get(QUEUE_CAPACITY),
        settings.get(INTRA_THREADS),
        settings.get(INTER_THREADS),
        settings.get(CLOSE_TIMEOUT));
  }

  /** Most records of one fetch: a quarter of the queue, so that a fetch always fits. */
  int fetchSize() {
    return queueCapacity / 4;
  }

  private static void requireText(String name, String value) {
    if (value.isBlank()) {
      throw new IllegalArgumentException(name + " must not be blank");
    }
  }

  private static void requirePositive(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " must be positive, got " + value);
    }
  }
}
