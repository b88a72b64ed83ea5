package io.athanor.gateway.log;

import io.athanor.event.Meta;
import io.athanor.gateway.problem.Problem;
import io.athanor.gateway.problem.ProblemCode;
import io.athanor.gateway.problem.ProblemException;
import io.athanor.schemas.serde.AvroCodec;
import io.athanor.schemas.serde.RegistryUnavailableException;
import io.athanor.schemas.serde.SchemaRegistries;
import io.athanor.schemas.serde.SchemaRegistry;
import io.athanor.schemas.serde.SerdeConfig;
import io.athanor.schemas.settings.KafkaConnection;
import io.athanor.schemas.topic.Topic;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The log on Kafka. Appends go through one idempotent producer with {@code acks=all}; encoding and
 * sending may wait for the registry or for metadata, on the caller's thread.
 */
public final class KafkaEventLog implements EventLog {
  private static final Logger LOG = LoggerFactory.getLogger(KafkaEventLog.class);

  private final Limits limits;
  private final SchemaRegistry registry;
  private final SerdeConfig serdes;
  private final KafkaProducer<String, byte[]> producer;
  private final Map<Class<?>, AvroCodec<?>> codecs = new ConcurrentHashMap<>();
  private final LogReader reader;
  private final KafkaArchive archive;

  /**
   * Bounds.
   *
   * @param appendTimeout until an append is given up
   * @param maximumBytes of one encoded event
   * @param closeTimeout for closing
   */
  public record Limits(Duration appendTimeout, int maximumBytes, Duration closeTimeout) {}

  /**
   * Opens the clients; nothing is read before {@link #follow}.
   *
   * @param topics the view's topics
   * @param onFailure told once if reading ends by a failure
   */
  public KafkaEventLog(
      KafkaConnection kafka,
      Collection<Topic<?>> topics,
      Limits limits,
      Consumer<Throwable> onFailure) {
    this.limits = limits;
    this.serdes = patient(kafka, limits.appendTimeout());
    this.registry = SchemaRegistries.open(serdes);
    this.producer = new KafkaProducer<>(producerProperties(kafka));
    this.reader = new LogReader(kafka, registry, "gateway-view", topics, List.of(), onFailure);
    this.archive = new KafkaArchive(kafka, registry, serdes.autoRegister(), limits);
  }

  @Override
  public <T extends SpecificRecord> CompletableFuture<Position> append(
      Topic<T> topic, String key, T event) {
    CompletableFuture<Position> acknowledged = new CompletableFuture<>();
    send(topic, key, event, acknowledged);
    return acknowledged;
  }

  @Override
  public void follow(Follower follower) {
    reader.start(follower);
  }

  @Override
  public Archive archive() {
    return archive;
  }

  @Override
  public boolean isAlive() {
    return reader.isAlive();
  }

  @Override
  public void close() {
    producer.close(limits.closeTimeout());
    reader.close();
    archive.close();
    registry.close();
  }

  @SuppressWarnings("FutureReturnValueIgnored") // the callback hears everything
  private <T extends SpecificRecord> void send(
      Topic<T> topic, String key, T event, CompletableFuture<Position> acknowledged) {
    try {
      byte[] value = codec(topic).encode(topic.name(), event);
      if (value.length > limits.maximumBytes()) {
        throw ProblemException.of(
            ProblemCode.TOO_LARGE,
            "the event has " + value.length + " bytes, the log takes " + limits.maximumBytes());
      }
      producer.send(
          new ProducerRecord<>(topic.name(), null, recordedAt(event), key, value),
          (metadata, failure) -> answer(metadata, failure, acknowledged));
    } catch (RuntimeException e) {
      answer(null, e, acknowledged);
    }
  }

  private static Long recordedAt(SpecificRecord event) {
    return event.get(event.getSchema().getField("meta").pos()) instanceof Meta meta
        ? meta.getRecordedAt().toEpochMilli()
        : null;
  }

  private static void answer(
      RecordMetadata metadata, Exception failure, CompletableFuture<Position> acknowledged) {
    if (failure == null) {
      acknowledged.complete(
          new Position(metadata.topic(), metadata.partition(), metadata.offset()));
    } else {
      acknowledged.completeExceptionally(problem(failure));
    }
  }

  private static Exception problem(Exception failure) {
    if (failure instanceof ProblemException) {
      return failure;
    }
    if (failure instanceof RecordTooLargeException) {
      return new ProblemException(
          Problem.of(ProblemCode.TOO_LARGE, "the event is larger than the broker takes"), failure);
    }
    LOG.atWarn().addKeyValue("reason", failure.toString()).log("Event was not acknowledged");
    boolean outage =
        failure instanceof RetriableException || failure instanceof RegistryUnavailableException;
    if (outage || !(failure instanceof SerializationException)) {
      return new ProblemException(
          Problem.of(ProblemCode.UNAVAILABLE, "the event log did not acknowledge in time"),
          failure);
    }
    return new ProblemException(
        Problem.of(ProblemCode.INTERNAL, "the event could not be encoded"), failure);
  }

  @SuppressWarnings("unchecked") // the map holds the codec of each class under that class
  private <T extends SpecificRecord> AvroCodec<T> codec(Topic<T> topic) {
    return (AvroCodec<T>)
        codecs.computeIfAbsent(
            topic.type(), type -> new AvroCodec<>(registry, serdes.autoRegister(), topic.type()));
  }

  private Map<String, Object> producerProperties(KafkaConnection kafka) {
    Map<String, Object> properties = kafka.clientProperties();
    int timeout = Math.toIntExact(limits.appendTimeout().toMillis());
    properties.putIfAbsent(ProducerConfig.CLIENT_ID_CONFIG, "athanor-gateway");
    properties.put(ProducerConfig.ACKS_CONFIG, "all");
    properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    properties.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    properties.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
    properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, timeout);
    properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, timeout);
    properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, Math.max(1, timeout / 2));
    properties.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, limits.maximumBytes() + 65_536);
    properties.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, StringSerializer.class);
    properties.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
    return properties;
  }

  /** A caller waits, so the registry is not waited for longer than the caller. */
  private static SerdeConfig patient(KafkaConnection kafka, Duration timeout) {
    Map<String, Object> registry = new HashMap<>(kafka.registry());
    registry.put(SerdeConfig.RETRY_TIMEOUT, Long.toString(timeout.toMillis()));
    return SerdeConfig.of(registry);
  }

  static Thread daemon(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }
}
