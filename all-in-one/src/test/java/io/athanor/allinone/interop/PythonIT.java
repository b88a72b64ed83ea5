package io.athanor.allinone.interop;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.athanor.allinone.embedded.EmbeddedKafka;
import io.athanor.allinone.embedded.EmbeddedRegistry;
import io.athanor.event.Meta;
import io.athanor.event.Quantity;
import io.athanor.event.ReadingReported;
import io.athanor.event.Scalars;
import io.athanor.schemas.serde.AvroCodec;
import io.athanor.schemas.serde.AvroSerializer;
import io.athanor.schemas.serde.SerdeConfig;
import io.athanor.schemas.settings.KafkaConnection;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Python's own Avro and Kafka clients beside ours, over a real broker, in both directions. */
class PythonIT {
  private static final Instant TIME = Instant.parse("2026-03-04T05:06:07.123456Z");

  @TempDir static Path directory;
  private static EmbeddedKafka kafka;
  private static EmbeddedRegistry registry;
  private static Path script;
  private static Optional<String> python = Optional.empty();

  private record Outcome(int status, String output, String errors) {}

  @BeforeAll
  static void start() throws Exception {
    python = python();
    Interop.assumeThat(
        python.isPresent(),
        "python",
        "needs python3-confluent-kafka, python3-avro and python3-requests");
    script = directory.resolve("peer.py");
    try (InputStream in = PythonIT.class.getResourceAsStream("/interop/peer.py")) {
      Files.copy(in, script);
    }
    kafka = EmbeddedKafka.start(EmbeddedKafka.Config.in(directory.resolve("kafka")));
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
      admin
          .createTopics(
              List.of(
                  new NewTopic("from-python", 1, (short) 1),
                  new NewTopic("to-python", 1, (short) 1)))
          .all()
          .get(60, TimeUnit.SECONDS);
    }
    registry =
        EmbeddedRegistry.start(
            new KafkaConnection(
                kafka.bootstrapServers(), Map.of(), Map.of(SerdeConfig.URL, "mock://none")),
            0,
            Duration.ofSeconds(60));
  }

  @AfterAll
  static void stop() {
    if (registry != null) {
      registry.close();
    }
    if (kafka != null) {
      kafka.close();
    }
  }

  @Test
  void shouldReadWhatPythonWrites() throws Exception {
    String topic = "from-python";
    AvroCodec<ReadingReported> codec = codec();
    // who comes first registers the schema; here it is us, as an application's start would
    assertThat(codec.encode(topic, reading("nobody"))).isNotEmpty();
    Outcome outcome = peer("produce", topic, "s-1");
    assertThat(outcome.status()).as(outcome.errors()).isZero();
    ConsumerRecord<String, byte[]> received = firstOf(topic);
    assertThat(received.key()).isEqualTo("s-1");
    ReadingReported event = codec.decode(received.value());
    assertThat(event.getSampleId()).isEqualTo("s-1");
    assertThat(event.getMeta().getOccurredAt()).isEqualTo(TIME);
    assertThat(event.getCampaignId()).isEqualTo("c-1");
    assertThat(event.getPayload())
        .isEqualTo(new Scalars(Map.of("overpotential", new Quantity(312.5, "mV", 1.25, 3))));
  }

  @Test
  void shouldWriteWhatPythonReads() throws Exception {
    String topic = "to-python";
    try (AvroSerializer<ReadingReported> serializer = new AvroSerializer<>()) {
      serializer.configure(Interop.config(registry.url()), false);
      try (KafkaProducer<String, ReadingReported> producer =
          new KafkaProducer<>(
              Map.of("bootstrap.servers", kafka.bootstrapServers()),
              new StringSerializer(),
              serializer)) {
        producer.send(new ProducerRecord<>(topic, "s-2", reading("s-2"))).get(60, TimeUnit.SECONDS);
      }
    }
    Outcome outcome = peer("consume", topic);
    assertThat(outcome.status()).as(outcome.errors()).isZero();
    JsonNode seen = new ObjectMapper().readTree(outcome.output());
    assertThat(seen.path("sampleId").asText()).isEqualTo("s-2");
    assertThat(seen.path("meta").path("occurredAt").asText())
        .isEqualTo("2026-03-04T05:06:07.123456+00:00");
    JsonNode quantity = seen.path("payload").path("values").path("überpotential");
    assertThat(quantity.path("value").asDouble()).isEqualTo(0.1);
    assertThat(quantity.path("unit").asText()).isEqualTo("V");
    assertThat(quantity.path("sem").isNull()).isTrue();
    assertThat(seen.path("candidateId").isNull()).isTrue();
  }

  private static ReadingReported reading(String sample) {
    return ReadingReported.newBuilder()
        .setMeta(
            Meta.newBuilder()
                .setId("0195600f-0000-7000-8000-000000000002")
                .setSource("instrument/java")
                .setOccurredAt(TIME)
                .setRecordedAt(TIME)
                .build())
        .setSampleId(sample)
        .setInstrumentId("java")
        .setTechnique("scalar")
        .setPayload(new Scalars(Map.of("überpotential", new Quantity(0.1, "V", null, 1))))
        .build();
  }

  private static AvroCodec<ReadingReported> codec() {
    return AvroCodec.of(SerdeConfig.of(Interop.config(registry.url())), ReadingReported.class);
  }

  private static ConsumerRecord<String, byte[]> firstOf(String topic) {
    try (KafkaConsumer<String, byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", kafka.bootstrapServers()),
            new StringDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(each -> new TopicPartition(topic, each.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      List<ConsumerRecord<String, byte[]>> received = new ArrayList<>();
      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .until(
              () -> {
                consumer.poll(Duration.ofMillis(200)).forEach(received::add);
                return !received.isEmpty();
              });
      return received.get(0);
    }
  }

  /** The first interpreter that has the modules: the distribution's may hide behind another. */
  private static Optional<String> python() throws InterruptedException {
    for (String each : List.of("python3", "/usr/bin/python3")) {
      try {
        if (run(each, "-c", "import confluent_kafka.avro, avro, requests").status() == 0) {
          return Optional.of(each);
        }
      } catch (IOException e) {
        // no such program here: the next one
      }
    }
    return Optional.empty();
  }

  private static Outcome peer(String... arguments) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                python.orElseThrow(), script.toString(), kafka.bootstrapServers(), registry.url()));
    command.addAll(List.of(arguments));
    return run(command.toArray(String[]::new));
  }

  private static Outcome run(String... command) throws IOException, InterruptedException {
    Path output = Files.createTempFile(directory, "python", ".out");
    Path errors = Files.createTempFile(directory, "python", ".err");
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(output.toFile())
            .redirectError(errors.toFile())
            .start();
    try {
      boolean ended = process.waitFor(180, TimeUnit.SECONDS);
      return new Outcome(
          ended ? process.exitValue() : -1,
          Files.readString(output, StandardCharsets.UTF_8),
          Files.readString(errors, StandardCharsets.UTF_8));
    } finally {
      process.destroyForcibly();
    }
  }
}
