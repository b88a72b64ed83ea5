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
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
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

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final AvroCodec<MaterialUpdated> codec;
  private final Map<String, Known> byId = new TreeMap<>();
  private final CountDownLatch caughtUp = new CountDownLatch(1);
  private final Thread thread;
  private volatile boolean closing;

  KnownMaterials(
      KafkaConnection connection, AvroCodec<MaterialUpdated> codec, Consumer<Throwable> onFailure) {
    this.codec = codec;
    Map<String, Object> properties = new HashMap<>(connection.clientProperties());
    properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    this.consumer =
        new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    this.thread = new Thread(() -> follow(onFailure), "known-materials");
    thread.setDaemon(true);
    thread.start();
  }

  /** Whether everything that was there at the start is known. */
  boolean isReady() {
    return caughtUp.getCount() == 0;
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

  private void follow(Consumer<Throwable> onFailure) {
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
        if (!isReady()
            && ends.entrySet().stream()
                .allMatch(end -> consumer.position(end.getKey()) >= end.getValue())) {
          caughtUp.countDown();
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
