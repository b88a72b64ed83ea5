package io.athanor.inference.worker;

import io.athanor.inference.model.DeviceOptions;
import io.athanor.inference.store.ModelStore;
import io.athanor.schemas.settings.KafkaConnection;
import io.athanor.schemas.settings.Setting;
import io.athanor.schemas.settings.Settings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What the inference worker needs to know.
 *
 * @param kafka log and registry
 * @param instance stable identity of this process in the group, also its transactional id
 * @param modelStore {@code classpath:} or a directory
 * @param trained directory of the versions that the trainer makes, if there is one
 * @param modelName which model
 * @param modelDigest which version; empty for the released one
 * @param modelLook how often the store is asked whether another model is released
 * @param batchSize most candidates per batch
 * @param batchEdges most edges per batch of more than one candidate, also of a forward pass
 * @param batchDelay longest wait to fill a batch
 * @param queueCapacity most requests held in memory
 * @param device what TensorFlow computes on
 * @param closeTimeout how long closing may take
 */
public record InferenceConfig(
    KafkaConnection kafka,
    String instance,
    String modelStore,
    Optional<String> trained,
    String modelName,
    Optional<String> modelDigest,
    Duration modelLook,
    int batchSize,
    int batchEdges,
    Duration batchDelay,
    int queueCapacity,
    DeviceOptions device,
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

  /** Versions that were made while running. */
  public static final Setting<String> MODEL_TRAINED =
      Setting.text(
          "inference.model.trained",
          "",
          "Directory where the trainer puts the versions it makes, and where workers look for what"
              + " the store does not have; the same one for all of them. The engine in one process"
              + " has one in its own directory; empty for none, and then nothing is trained.");

  /** Model name. */
  public static final Setting<String> MODEL_NAME =
      Setting.text("inference.model.name", "ember", "Which model to serve.");

  /** Model digest. */
  public static final Setting<String> MODEL_DIGEST =
      Setting.text(
          "inference.model.digest",
          "",
          "SHA-256 of the model to serve, hex, for good; empty for the released one, and for each"
              + " that is released while the worker runs.");

  /** How often the store is looked at. */
  public static final Setting<Duration> MODEL_LOOK =
      Setting.duration(
          "inference.model.look",
          "5s",
          "How often the store is asked whether another model is released; the log is followed all"
              + " the time.");

  /** Batch size. */
  public static final Setting<Integer> BATCH_SIZE =
      Setting.integer("inference.batch.size", 256, 1, 4096, "Most candidates per batch.");

  /** Edges of a batch. */
  public static final Setting<Integer> BATCH_EDGES =
      Setting.integer(
          "inference.batch.edges",
          8192,
          64,
          100_000_000,
          "Most edges (about atoms times neighbours) per batch and per forward pass, whatever the"
              + " number of candidates; one that alone has more is a batch by itself.");

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

  /** Kind of device. */
  public static final Setting<DeviceOptions.Device> DEVICE =
      Setting.choice(
          "inference.device",
          DeviceOptions.Device.class,
          DeviceOptions.Device.AUTO,
          "What to compute on: a GPU where there is one (auto), the CPU whatever there is, or a GPU"
              + " and nothing else; './athanor doctor' says what is used and why.");

  /** GPUs to use. */
  public static final Setting<String> GPU_DEVICES =
      new Setting<>(
          "inference.gpu.devices",
          "numbers like 0,2",
          "",
          "Which GPUs to use; empty for all.",
          text -> {
            if (!text.strip().matches("|\\d+(,\\d+)*")) {
              throw new IllegalArgumentException("'" + text + "' is no list of numbers like 0,2");
            }
            return text.strip();
          });

  /** Growth of a GPU's memory. */
  public static final Setting<Boolean> GPU_MEMORY_GROWTH =
      Setting.flag(
          "inference.gpu.memory-growth",
          true,
          "Takes a GPU's memory as it is needed, not at once.");

  /** Share of a GPU's memory. */
  public static final Setting<Integer> GPU_MEMORY_PERCENT =
      Setting.integer(
          "inference.gpu.memory-percent",
          0,
          0,
          100,
          "Most of a GPU's memory to take; 0 leaves it to TensorFlow.");

  /** Closing time. */
  public static final Setting<Duration> CLOSE_TIMEOUT =
      Setting.duration("inference.close.timeout", "10s", "How long closing may take.");

  /** The settings this is made of, beside {@link KafkaConnection#SETTINGS}. */
  public static final List<Setting<?>> SETTINGS =
      List.of(
          INSTANCE,
          MODEL_STORE,
          MODEL_TRAINED,
          MODEL_NAME,
          MODEL_DIGEST,
          MODEL_LOOK,
          BATCH_SIZE,
          BATCH_EDGES,
          BATCH_DELAY,
          QUEUE_CAPACITY,
          INTRA_THREADS,
          INTER_THREADS,
          DEVICE,
          GPU_DEVICES,
          GPU_MEMORY_GROWTH,
          GPU_MEMORY_PERCENT,
          CLOSE_TIMEOUT);

  public InferenceConfig {
    requireText("instance", instance);
    requireText("modelStore", modelStore);
    requireText("modelName", modelName);
    requirePositive("batchSize", batchSize);
    requirePositive("batchEdges", batchEdges);
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
        Optional.of(settings.get(MODEL_TRAINED)).filter(place -> !place.isBlank()),
        settings.get(MODEL_NAME),
        Optional.of(settings.get(MODEL_DIGEST)).filter(digest -> !digest.isBlank()),
        settings.get(MODEL_LOOK),
        settings.get(BATCH_SIZE),
        settings.get(BATCH_EDGES),
        settings.get(BATCH_DELAY),
        settings.get(QUEUE_CAPACITY),
        device(settings),
        settings.get(CLOSE_TIMEOUT));
  }

  /** What TensorFlow is to compute on. */
  public static DeviceOptions device(Settings settings) {
    return new DeviceOptions(
        settings.get(DEVICE),
        settings.get(INTRA_THREADS),
        settings.get(INTER_THREADS),
        settings.get(GPU_MEMORY_GROWTH),
        settings.get(GPU_MEMORY_PERCENT),
        settings.get(GPU_DEVICES));
  }

  /** The store, and beside it the versions that were made while running. */
  public ModelStore store() {
    ModelStore store = ModelStore.of(modelStore);
    return trained.map(place -> store.or(ModelStore.directory(Path.of(place)))).orElse(store);
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
