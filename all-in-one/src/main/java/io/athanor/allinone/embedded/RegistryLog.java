package io.athanor.allinone.embedded;

import io.athanor.schemas.settings.KafkaConnection;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** The compacted topic the registry lives in. One writer: the process that holds the directory. */
final class RegistryLog implements AutoCloseable {
  static final String TOPIC = "_schemas";

  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration CLOSE = Duration.ofSeconds(2);

  private final KafkaProducer<String, String> producer;
  private final Duration timeout;

  private RegistryLog(KafkaProducer<String, String> producer, Duration timeout) {
    this.producer = producer;
    this.timeout = timeout;
  }

  /** The log and what it said until now. */
  record Opened(RegistryLog log, RegistryState state) {}

  /** Creates the topic where it is missing and reads it to its end. */
  static Opened open(KafkaConnection kafka, Duration timeout) {
    createTopic(kafka, timeout);
    RegistryState state = read(kafka, timeout);
    Map<String, Object> properties = new HashMap<>(kafka.clientProperties());
    properties.put("client.id", "athanor-registry");
    properties.put("acks", "all");
    properties.put("enable.idempotence", "true");
    properties.put("linger.ms", "0");
    properties.put("request.timeout.ms", Long.toString(timeout.toMillis()));
    properties.put("delivery.timeout.ms", Long.toString(timeout.toMillis()));
    properties.put("max.block.ms", Long.toString(timeout.toMillis()));
    return new Opened(
        new RegistryLog(
            new KafkaProducer<>(properties, new StringSerializer(), new StringSerializer()),
            timeout),
        state);
  }

  /** Writes one fact and returns when the broker has it. */
  void append(RegistryRecord fact) {
    RegistryRecords.Entry entry = RegistryRecords.write(fact);
    try {
      producer
          .send(new ProducerRecord<>(TOPIC, 0, entry.key(), entry.value().orElse(null)))
          .get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RegistryError(RegistryError.STORE, "interrupted", e);
    } catch (ExecutionException | java.util.concurrent.TimeoutException | KafkaException e) {
      throw new RegistryError(RegistryError.STORE, "the broker did not take the schema: " + e, e);
    }
  }

  @Override
  public void close() {
    producer.close(CLOSE);
  }

  private static void createTopic(KafkaConnection kafka, Duration timeout) {
    NewTopic topic =
        new NewTopic(TOPIC, Optional.of(1), Optional.empty())
            .configs(Map.of("cleanup.policy", "compact"));
    try (Admin admin = Admin.create(TopicAdmin.patient(kafka, timeout))) {
      admin.createTopics(List.of(topic)).all().get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StartException("interrupted while creating " + TOPIC, e);
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw new StartException(TOPIC + " cannot be created: " + e.getCause().getMessage(), e);
      }
    } catch (java.util.concurrent.TimeoutException e) {
      throw new StartException(
          "no broker at " + kafka.bootstrapServers() + " answered within " + timeout, e);
    }
  }

  private static RegistryState read(KafkaConnection kafka, Duration timeout) {
    Map<String, Object> properties = new HashMap<>(kafka.clientProperties());
    properties.put("client.id", "athanor-registry-reader");
    properties.put("enable.auto.commit", "false");
    TopicPartition partition = new TopicPartition(TOPIC, 0);
    RegistryState state = RegistryState.EMPTY;
    long deadline = System.nanoTime() + timeout.toNanos();
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(properties, new StringDeserializer(), new StringDeserializer())) {
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      long end = consumer.endOffsets(List.of(partition), timeout).get(partition);
      while (consumer.position(partition, timeout) < end) {
        if (System.nanoTime() > deadline) {
          throw new StartException(TOPIC + " was not read to its end within " + timeout);
        }
        for (ConsumerRecord<String, String> each : consumer.poll(POLL)) {
          state = state.apply(RegistryRecords.read(each.key(), Optional.ofNullable(each.value())));
        }
      }
    } catch (KafkaException e) {
      throw new StartException(TOPIC + " cannot be read: " + e.getMessage(), e);
    }
    return state;
  }
}
