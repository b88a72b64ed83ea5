package io.athanor.gateway.bluesky;

import io.athanor.formats.FormatException;
import io.athanor.formats.bluesky.MessagePack;
import io.athanor.gateway.event.Origin;
import io.athanor.gateway.problem.Problem;
import io.athanor.gateway.problem.ProblemCode;
import io.athanor.gateway.problem.ProblemException;
import io.athanor.schemas.settings.KafkaConnection;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads bluesky documents from a topic of somebody else: each record a pair of name and document in
 * JSON, or in MessagePack as bluesky-kafka writes it (binary parts of which are left out), its key
 * without meaning. Offsets are committed when the documents before them are in the log; a record
 * that can never be taken is logged, counted and passed over, an outage is waited out.
 */
public final class BlueskyTopic implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(BlueskyTopic.class);
  private static final Duration POLL = Duration.ofMillis(500);
  private static final long PAUSE_MILLIS = 1_000;
  private static final long CLOSE_MILLIS = 5_000;
  private static final int UNAVAILABLE = 503;
  private static final int PAIR_IN_MESSAGE_PACK = 0x92;
  private static final int MOST_RECORDS = 500;

  private final Supplier<Consumer<byte[], byte[]>> consumers;
  private final String topic;
  private final BlueskyDoor door;
  private final BooleanSupplier ready;
  private final Supplier<Origin> origins;
  private final MeterRegistry metrics;
  private final Thread thread;
  private volatile Consumer<byte[], byte[]> open;
  private volatile boolean closing;

  /**
   * Over a consumer that is opened by the reading thread.
   *
   * @param ready whether the gateway takes anything yet
   * @param origins now, each time
   */
  BlueskyTopic(
      Supplier<Consumer<byte[], byte[]>> consumers,
      String topic,
      BlueskyDoor door,
      BooleanSupplier ready,
      Supplier<Origin> origins,
      MeterRegistry metrics) {
    this.consumers = consumers;
    this.topic = topic;
    this.door = door;
    this.ready = ready;
    this.origins = origins;
    this.metrics = metrics;
    this.thread = new Thread(this::run, "gateway-bluesky");
    this.thread.setDaemon(true);
  }

  /** Starts to read the configured topic. */
  public static BlueskyTopic start(
      KafkaConnection kafka,
      BlueskyConfig config,
      BlueskyDoor door,
      BooleanSupplier ready,
      Supplier<Origin> origins,
      MeterRegistry metrics) {
    BlueskyTopic reading =
        new BlueskyTopic(
            () -> new KafkaConsumer<>(properties(kafka, config)),
            config.topic().orElseThrow(),
            door,
            ready,
            origins,
            metrics);
    reading.start();
    return reading;
  }

  void start() {
    thread.start();
  }

  @Override
  public void close() {
    closing = true;
    Consumer<byte[], byte[]> reading = open;
    if (reading != null) {
      reading.wakeup();
    }
    try {
      thread.join(CLOSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    while (!closing) {
      try (Consumer<byte[], byte[]> reading = consumers.get()) {
        open = reading;
        reading.subscribe(List.of(topic));
        while (!closing) {
          if (ready.getAsBoolean()) {
            take(reading);
          } else {
            pause();
          }
        }
      } catch (WakeupException e) {
        // closing
      } catch (RuntimeException e) {
        LOG.atWarn()
            .addKeyValue("topic", topic)
            .addKeyValue("reason", e.toString())
            .log("The topic of documents cannot be read, trying again");
        pause();
      }
    }
  }

  /** One poll; where the log does not take a document, its partition is read again from there. */
  private void take(Consumer<byte[], byte[]> reading) {
    var records = reading.poll(POLL);
    for (TopicPartition partition : records.partitions()) {
      List<ConsumerRecord<byte[], byte[]>> waiting = records.records(partition);
      List<CompletableFuture<?>> taken = new ArrayList<>();
      waiting.forEach(record -> taken.add(receive(record)));
      long next = waiting.get(0).offset();
      boolean outage = false;
      for (int i = 0; i < waiting.size() && !outage; i++) {
        outage = !isDone(waiting.get(i), taken.get(i));
        next = outage ? next : waiting.get(i).offset() + 1;
      }
      reading.commitSync(Map.of(partition, new OffsetAndMetadata(next)));
      if (outage) {
        reading.seek(partition, next);
        pause();
      }
    }
  }

  private CompletableFuture<?> receive(ConsumerRecord<byte[], byte[]> record) {
    try {
      return door.receivePair(decoded(record.value()), origins.get());
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private static Object decoded(byte[] value) {
    try {
      if (value != null && value.length > 0 && (value[0] & 0xFF) == PAIR_IN_MESSAGE_PACK) {
        List<?> values = MessagePack.values("bluesky", value);
        return values.size() == 1 ? Json.decodeValue(values.get(0).toString()) : null;
      }
      return Json.decodeValue(Buffer.buffer(value == null ? new byte[0] : value));
    } catch (DecodeException | FormatException e) {
      throw new ProblemException(
          Problem.of(ProblemCode.MALFORMED_JSON, "is neither JSON nor MessagePack"), e);
    }
  }

  /** Whether a record needs not be read again. */
  private boolean isDone(ConsumerRecord<byte[], byte[]> record, CompletableFuture<?> taken) {
    try {
      taken.join();
      metrics.counter("athanor.gateway.bluesky.records", "outcome", "accepted").increment();
      return true;
    } catch (CompletionException e) {
      Problem problem =
          ProblemException.in(e)
              .orElseGet(() -> Problem.of(ProblemCode.INTERNAL, String.valueOf(e.getCause())));
      metrics
          .counter("athanor.gateway.bluesky.records", "outcome", problem.code().spelled())
          .increment();
      LOG.atWarn()
          .addKeyValue("topic", record.topic())
          .addKeyValue("partition", record.partition())
          .addKeyValue("offset", record.offset())
          .addKeyValue("reason", problem.detail())
          .log("A record is no document that can be taken");
      return problem.code().status() != UNAVAILABLE;
    }
  }

  private void pause() {
    try {
      Thread.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      closing = true;
    }
  }

  private static Map<String, Object> properties(KafkaConnection kafka, BlueskyConfig config) {
    Map<String, Object> properties = kafka.clientProperties();
    properties.put(ConsumerConfig.GROUP_ID_CONFIG, config.group());
    properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, MOST_RECORDS);
    properties.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    properties.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    return properties;
  }
}
