package io.athanor.allinone.streams;

import io.athanor.allinone.embedded.Committed;
import io.athanor.allinone.embedded.EmbeddedKafka;
import io.athanor.allinone.embedded.EmbeddedRegistry;
import io.athanor.allinone.embedded.TopicAdmin;
import io.athanor.schemas.serde.AvroCodec;
import io.athanor.schemas.serde.SchemaRegistries;
import io.athanor.schemas.serde.SchemaRegistry;
import io.athanor.schemas.settings.KafkaConnection;
import io.athanor.schemas.settings.Setting;
import io.athanor.schemas.settings.Settings;
import io.athanor.schemas.topic.Topic;
import io.athanor.streams.PerceptionConfig;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A broker with a registry and the topics: what goes into the room, and what it committed. */
final class Broker implements AutoCloseable {
  static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Path directory;
  private final EmbeddedKafka kafka;
  private final EmbeddedRegistry registry;
  private final KafkaConnection connection;
  private final SchemaRegistry client;
  private final Producer<byte[], byte[]> producer;

  Broker(Path directory, int partitions) {
    this.directory = directory;
    this.kafka = EmbeddedKafka.start(EmbeddedKafka.Config.in(directory.resolve("kafka")));
    this.registry = EmbeddedRegistry.start(connection(kafka, "mock://none"), 0, PATIENCE);
    this.connection = connection(kafka, registry.url());
    this.client = SchemaRegistries.open(connection.serdes());
    TopicAdmin.create(connection, partitions, Optional.empty(), PATIENCE);
    this.producer =
        new KafkaProducer<>(
            connection.clientProperties(), new ByteArraySerializer(), new ByteArraySerializer());
  }

  private static KafkaConnection connection(EmbeddedKafka kafka, String registry) {
    return new KafkaConnection(
        kafka.bootstrapServers(), Map.of(), Map.of("schema.registry.url", registry));
  }

  /**
   * A room on this broker.
   *
   * @param disk where its state lies
   * @param more settings
   */
  PerceptionConfig perception(String disk, Map<String, String> more) {
    List<Setting<?>> known = new ArrayList<>(KafkaConnection.SETTINGS);
    known.addAll(PerceptionConfig.SETTINGS);
    Map<String, String> values = new HashMap<>(more);
    values.put(KafkaConnection.BOOTSTRAP_SERVERS.name(), kafka.bootstrapServers());
    values.put(KafkaConnection.REGISTRY_URL.name(), registry.url());
    values.put(PerceptionConfig.STATE_DIRECTORY.name(), directory.resolve(disk).toString());
    values.put(PerceptionConfig.INSTANCE_ID.name(), "it");
    return PerceptionConfig.of(Settings.of(values, known));
  }

  /** Sends an event and waits until it is there. */
  <T extends SpecificRecord> void send(Topic<T> topic, String key, T event)
      throws InterruptedException, ExecutionException {
    send(topic, key, new AvroCodec<>(client, true, topic.type()).encode(topic.name(), event));
  }

  /** Sends bytes that may be no event. */
  void send(Topic<?> topic, String key, byte[] value)
      throws InterruptedException, ExecutionException {
    producer
        .send(new ProducerRecord<>(topic.name(), key.getBytes(StandardCharsets.UTF_8), value))
        .get();
  }

  /** All that is committed in a topic, in order within each partition. */
  <T extends SpecificRecord> List<T> committed(Topic<T> topic) {
    return Committed.events(connection, topic);
  }

  @Override
  public void close() {
    producer.close();
    client.close();
    registry.close();
    kafka.close();
  }
}
