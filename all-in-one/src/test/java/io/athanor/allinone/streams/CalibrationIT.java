package io.athanor.allinone.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.athanor.allinone.embedded.EmbeddedKafka;
import io.athanor.allinone.embedded.EmbeddedRegistry;
import io.athanor.allinone.embedded.TopicAdmin;
import io.athanor.event.DriftDetected;
import io.athanor.event.MaterialUpdated;
import io.athanor.event.Meta;
import io.athanor.event.Quantity;
import io.athanor.event.ReadingReported;
import io.athanor.event.Scalars;
import io.athanor.schemas.serde.AvroCodec;
import io.athanor.schemas.serde.SchemaRegistries;
import io.athanor.schemas.serde.SchemaRegistry;
import io.athanor.schemas.settings.KafkaConnection;
import io.athanor.schemas.settings.Setting;
import io.athanor.schemas.settings.Settings;
import io.athanor.schemas.topic.Topic;
import io.athanor.schemas.topic.Topics;
import io.athanor.streams.PerceptionApp;
import io.athanor.streams.PerceptionConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Readings of reference samples on a broker with more than one partition. */
class CalibrationIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int CANDIDATES = 20;

  @TempDir static Path directory;
  private static EmbeddedKafka kafka;
  private static EmbeddedRegistry registry;
  private static KafkaConnection connection;
  private static SchemaRegistry client;

  @BeforeAll
  static void start() {
    kafka = EmbeddedKafka.start(EmbeddedKafka.Config.in(directory.resolve("kafka")));
    registry = EmbeddedRegistry.start(connection("mock://none"), 0, PATIENCE);
    connection = connection(registry.url());
    client = SchemaRegistries.open(connection.serdes());
    TopicAdmin.create(connection, 2, Optional.empty(), PATIENCE);
  }

  @AfterAll
  static void stop() {
    client.close();
    registry.close();
    kafka.close();
  }

  private static KafkaConnection connection(String url) {
    return new KafkaConnection(
        kafka.bootstrapServers(), Map.of(), Map.of("schema.registry.url", url));
  }

  @Test
  void shouldTellEveryPartitionOfAReferenceReading() throws Exception {
    try (Producer<byte[], byte[]> producer = producer();
        PerceptionApp app = perception()) {
      for (int i = 0; i < CANDIDATES; i++) {
        report(producer, "r-" + i, "s-" + i, "c-" + i, 2.0);
      }
      report(producer, "ref-1", "reference:wafer", null, 1.25);
      Awaitility.await()
          .atMost(PATIENCE)
          .untilAsserted(
              () -> {
                Map<String, Double> last = new TreeMap<>();
                for (MaterialUpdated each : committed(Topics.MATERIAL_UPDATED)) {
                  last.put(
                      each.getCandidateId(), each.getProperties().get("a").getMean().getValue());
                }
                assertThat(last).hasSize(CANDIDATES + 1).containsEntry("reference:wafer", 1.0);
                last.remove("reference:wafer");
                assertThat(last.values()).containsOnly(1.75);
              });
      assertThat(app.isAlive()).isTrue();
    }
    assertThat(committed(Topics.DRIFT_DETECTED))
        .as("the first partition alone raises the alarm")
        .extracting(DriftDetected::getSubject)
        .containsExactly("it");
  }

  private static PerceptionApp perception() {
    List<Setting<?>> known = new ArrayList<>(KafkaConnection.SETTINGS);
    known.addAll(PerceptionConfig.SETTINGS);
    Map<String, String> values = new HashMap<>();
    values.put(KafkaConnection.BOOTSTRAP_SERVERS.name(), kafka.bootstrapServers());
    values.put(KafkaConnection.REGISTRY_URL.name(), registry.url());
    values.put(PerceptionConfig.STATE_DIRECTORY.name(), directory.resolve("streams").toString());
    values.put(PerceptionConfig.INSTANCE_ID.name(), "it");
    values.put(PerceptionConfig.REFERENCES.name(), "wafer.a=1.0 V");
    PerceptionApp app =
        PerceptionApp.start(
            PerceptionConfig.of(Settings.of(values, known)), new SimpleMeterRegistry());
    Awaitility.await().atMost(PATIENCE).until(app::isReady);
    return app;
  }

  private static Producer<byte[], byte[]> producer() {
    return new KafkaProducer<>(
        connection.clientProperties(), new ByteArraySerializer(), new ByteArraySerializer());
  }

  private static void report(
      Producer<byte[], byte[]> producer, String id, String sample, String candidate, double value)
      throws Exception {
    Instant now = Instant.now();
    ReadingReported reading =
        ReadingReported.newBuilder()
            .setMeta(
                Meta.newBuilder()
                    .setId(id)
                    .setSource("instrument/it")
                    .setOccurredAt(now)
                    .setRecordedAt(now)
                    .build())
            .setSampleId(sample)
            .setCandidateId(candidate)
            .setInstrumentId("it")
            .setTechnique("scalar")
            .setPayload(new Scalars(Map.of("a", new Quantity(value, "V", 0.01, 1))))
            .build();
    byte[] bytes =
        new AvroCodec<>(client, true, ReadingReported.class)
            .encode(Topics.READING_REPORTED.name(), reading);
    send(producer, reading.getSampleId(), bytes);
  }

  private static void send(Producer<byte[], byte[]> producer, String key, byte[] value)
      throws Exception {
    producer
        .send(
            new ProducerRecord<>(
                Topics.READING_REPORTED.name(), key.getBytes(StandardCharsets.UTF_8), value))
        .get();
  }

  private static <T extends SpecificRecord> List<T> committed(Topic<T> topic) {
    AvroCodec<T> codec = new AvroCodec<>(client, true, topic.type());
    Map<String, Object> properties = new HashMap<>(connection.clientProperties());
    properties.put("isolation.level", "read_committed");
    List<T> events = new ArrayList<>();
    try (Consumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic.name()).stream().map(CalibrationIT::partition).toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (partitions.stream().anyMatch(each -> consumer.position(each) < ends.get(each))) {
        for (ConsumerRecord<byte[], byte[]> each : consumer.poll(Duration.ofMillis(100))) {
          events.add(codec.decode(each.value()));
        }
      }
    }
    return events;
  }

  private static TopicPartition partition(PartitionInfo info) {
    return new TopicPartition(info.topic(), info.partition());
  }
}
