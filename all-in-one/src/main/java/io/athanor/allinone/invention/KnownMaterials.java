package io.athanor.allinone.invention;

import io.athanor.event.MaterialUpdated;
import io.athanor.generator.Known;
import io.athanor.schemas.serde.AvroCodec;
import io.athanor.schemas.serde.RegistryUnavailableException;
import io.athanor.schemas.serde.UndecodableException;
import io.athanor.schemas.settings.KafkaConnection;
import io.athanor.schemas.topic.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Crystals that exist already, followed from the beginning of material-updated, so that nobody
 * invents them again. Holds one structure per candidate. Thread-safe.
 */
final class KnownMaterials implements Answerer.Library, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(KnownMaterials.class);
  private static final Duration POLL = Duration.ofSeconds(1);

  private final Consumer<byte[], byte[]> consumer;
  private final AvroCodec<MaterialUpdated> codec;
  private final Map<String, Known> byId = new TreeMap<>();
  private final Thread thread = new Thread(this::follow, "known-materials");
  private Runnable onReady;
  private java.util.function.Consumer<Throwable> onFailure;
  private volatile boolean ready;
  private volatile boolean closing;

  /** Follows once it is started; closes the consumer. */
  KnownMaterials(Consumer<byte[], byte[]> consumer, AvroCodec<MaterialUpdated> codec) {
    this.consumer = consumer;
    this.codec = codec;
  }

  /** A consumer for it. */
  static Consumer<byte[], byte[]> consumer(KafkaConnection connection) {
    Map<String, Object> properties = new HashMap<>(connection.clientProperties());
    properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    return new KafkaConsumer<>(
        properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  /**
   * Follows from now on.
   *
   * @param ready told once, when everything that was there at the start is known
   * @param failed told of what ends it
   */
  void start(Runnable ready, java.util.function.Consumer<Throwable> failed) {
    onReady = ready;
    onFailure = failed;
    thread.setDaemon(true);
    thread.start();
  }

  /** Whether everything that was there at the start is known. */
  boolean isReady() {
    return ready;
  }

  @Override
  public List<Known> known() {
    synchronized (byId) {
      return List.copyOf(byId.values());
    }
  }

  @Override
  public void close() {
    closing = true;
    consumer.wakeup();
    try {
      thread.join(POLL.multipliedBy(5).toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void follow() {
    try (consumer) {
      List<TopicPartition> partitions = new ArrayList<>();
      consumer
          .partitionsFor(Topics.MATERIAL_UPDATED.name())
          .forEach(each -> partitions.add(new TopicPartition(each.topic(), each.partition())));
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (!closing) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          takeOnceReadable(record);
        }
        if (!ready
            && !closing
            && ends.entrySet().stream()
                .allMatch(end -> consumer.position(end.getKey()) >= end.getValue())) {
          onReady.run();
          ready = true;
        }
      }
    } catch (WakeupException closed) {
      // asked to end
    } catch (RuntimeException cause) {
      onFailure.accept(cause);
    }
  }

  /** An outage of the registry is sat out, record by record. */
  private void takeOnceReadable(ConsumerRecord<byte[], byte[]> record) {
    while (!closing) {
      try {
        take(record);
        return;
      } catch (RegistryUnavailableException cause) {
        LOG.atWarn()
            .addKeyValue("reason", cause.getMessage())
            .log("No schema registry answers, waiting with what is known");
      }
    }
  }

  private void take(ConsumerRecord<byte[], byte[]> record) {
    if (record.value() == null) {
      return;
    }
    try {
      MaterialUpdated material = codec.decode(record.value());
      if (material.getCandidate() == null) {
        // only readings are known of it
        return;
      }
      CandidateCrystals.crystal(material.getCandidate())
          .ifPresent(
              crystal -> {
                synchronized (byId) {
                  byId.put(
                      material.getCandidateId(),
                      new Known(material.getCandidateId(), crystal, Map.of()));
                }
              });
    } catch (UndecodableException unreadable) {
      // perception and acquisition report it; here it is one material that is not known
    }
  }
}
