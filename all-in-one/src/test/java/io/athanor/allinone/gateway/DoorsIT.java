package io.athanor.allinone.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.athanor.allinone.embedded.EmbeddedKafka;
import io.athanor.allinone.embedded.EmbeddedRegistry;
import io.athanor.allinone.embedded.TopicAdmin;
import io.athanor.event.ReadingReported;
import io.athanor.gateway.GatewayApp;
import io.athanor.gateway.GatewayConfig;
import io.athanor.schemas.serde.AvroCodec;
import io.athanor.schemas.serde.SchemaRegistries;
import io.athanor.schemas.serde.SchemaRegistry;
import io.athanor.schemas.settings.KafkaConnection;
import io.athanor.schemas.settings.Setting;
import io.athanor.schemas.settings.Settings;
import io.athanor.schemas.topic.Topics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Folder, bluesky and instruments on a real broker, over restarts of the gateway. */
class DoorsIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String BEAMLINE = "beamline-documents";

  @TempDir Path directory;
  private final HttpClient http = HttpClient.newHttpClient();
  private EmbeddedKafka kafka;
  private EmbeddedRegistry registry;
  private SchemaRegistry client;

  @BeforeEach
  void start() throws Exception {
    kafka = EmbeddedKafka.start(EmbeddedKafka.Config.in(directory.resolve("kafka")));
    registry = EmbeddedRegistry.start(connection("mock://none"), 0, PATIENCE);
    client = SchemaRegistries.open(connection(registry.url()).serdes());
    TopicAdmin.create(connection(registry.url()), 2, Optional.empty(), PATIENCE);
    try (Admin admin = Admin.create(connection(registry.url()).clientProperties())) {
      admin
          .createTopics(List.of(new NewTopic(BEAMLINE, Optional.of(3), Optional.empty())))
          .all()
          .get();
    }
    Files.createDirectories(directory.resolve("in"));
  }

  @AfterEach
  void stop() {
    client.close();
    registry.close();
    kafka.close();
  }

  @Test
  void shouldReportARunAndAFileOnceOverRestarts() throws Exception {
    try (GatewayApp first = gateway()) {
      assertThat(
              send(first, "PUT", "/v1/instruments/i-1", "{\"name\":\"I\",\"techniques\":[\"x\"]}"))
          .isEqualTo(200);
      assertThat(send(first, "POST", "/v1/bluesky/start", "{\"uid\":\"r\",\"time\":1600000000.0}"))
          .isEqualTo(202);
      assertThat(send(first, "POST", "/v1/bluesky/descriptor", descriptor())).isEqualTo(202);
      assertThat(send(first, "POST", "/v1/bluesky/event", event(1))).isEqualTo(202);
      Files.writeString(directory.resolve("in/a.xy"), "10.0 1.0\n10.1 2.0\n10.2 5.0\n10.3 2.0\n");
      await().atMost(PATIENCE).until(() -> readings().size() == 1);
    }
    // the rest of the run comes from a topic, the end first, with keys that mean nothing
    publish(
        "[\"stop\",{\"uid\":\"s\",\"run_start\":\"r\",\"time\":1600000009.0,"
            + "\"exit_status\":\"success\",\"num_events\":{\"primary\":3}}]");
    publish("no document");
    publish("[\"event\"," + event(3) + "]");
    publish("[\"event\"," + event(2) + "]");
    try (GatewayApp second = gateway()) {
      await().atMost(PATIENCE).until(() -> readings().size() == 2);
      assertThat(get(second, "/v1/instruments/i-1").get("name").asText()).isEqualTo("I");
      await().atMost(PATIENCE).until(this::isMarked);
    }
    try (GatewayApp third = gateway()) {
      assertThat(
              send(
                  third,
                  "POST",
                  "/v1/readings",
                  "{\"sampleId\":\"s\",\"instrumentId\":\"i\",\"technique\":\"scalar\","
                      + "\"scalars\":{\"gap\":{\"value\":1.5,\"unit\":\"eV\"}}}"))
          .isEqualTo(202);
      assertThat(get(third, "/v1/instruments").get("instruments")).hasSize(1);
    }
    List<ReadingReported> readings = readings();
    assertThat(readings).hasSize(3);
    assertThat(readings).extracting(each -> each.getMeta().getId()).doesNotHaveDuplicates();
    assertThat(Files.readAllLines(directory.resolve("in/.athanor-manifest.jsonl"))).hasSize(1);
  }

  private static String descriptor() {
    return """
    {"uid":"d","run_start":"r","time":1600000001.0,"name":"primary","data_keys":
     {"counts":{"dtype":"number","shape":[],"source":"PV:c","units":"cts"}}}
    """;
  }

  private static String event(int number) {
    return "{\"uid\":\"e%d\",\"descriptor\":\"d\",\"seq_num\":%d,\"time\":160000000%d.0,"
        .formatted(number, number, number + 1)
        .concat("\"data\":{\"counts\":%d},\"timestamps\":{}}".formatted(10 * number));
  }

  private boolean isMarked() {
    return records(Topics.BLUESKY_DOCUMENT_RECEIVED.name()).stream()
        .anyMatch(each -> new String(each, StandardCharsets.UTF_8).contains("athanor_reported"));
  }

  private GatewayApp gateway() {
    List<Setting<?>> known = new ArrayList<>(KafkaConnection.SETTINGS);
    known.addAll(GatewayConfig.SETTINGS);
    Map<String, String> values = new TreeMap<>();
    values.put(KafkaConnection.BOOTSTRAP_SERVERS.name(), kafka.bootstrapServers());
    values.put(KafkaConnection.REGISTRY_URL.name(), registry.url());
    values.put(GatewayConfig.PORT.name(), "0");
    values.put("gateway.bluesky.kafka-topic", BEAMLINE);
    values.put("gateway.folder.path", directory.resolve("in").toString());
    values.put("gateway.folder.settle", "200ms");
    values.put("gateway.folder.interval", "100ms");
    GatewayApp app =
        GatewayApp.start(GatewayConfig.of(Settings.of(values, known)), new SimpleMeterRegistry());
    await().atMost(PATIENCE).until(app::isReady);
    return app;
  }

  private KafkaConnection connection(String url) {
    return new KafkaConnection(
        kafka.bootstrapServers(), Map.of(), Map.of("schema.registry.url", url));
  }

  private int send(GatewayApp gateway, String method, String path, String body) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(uri(gateway, path))
            .header("Content-Type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build();
    return http.send(request, HttpResponse.BodyHandlers.ofString()).statusCode();
  }

  private JsonNode get(GatewayApp gateway, String path) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(uri(gateway, path)).build();
    return JSON.readTree(http.send(request, HttpResponse.BodyHandlers.ofString()).body());
  }

  private static URI uri(GatewayApp gateway, String path) {
    return URI.create("http://127.0.0.1:" + gateway.port() + path);
  }

  private void publish(String document) throws Exception {
    try (KafkaProducer<String, byte[]> producer =
        new KafkaProducer<>(
            connection(registry.url()).clientProperties(),
            new StringSerializer(),
            new ByteArraySerializer())) {
      byte[] value = document.getBytes(StandardCharsets.UTF_8);
      producer.send(new ProducerRecord<>(BEAMLINE, UUID.randomUUID().toString(), value)).get();
    }
  }

  private List<ReadingReported> readings() {
    AvroCodec<ReadingReported> codec = new AvroCodec<>(client, false, ReadingReported.class);
    return records(Topics.READING_REPORTED.name()).stream().map(codec::decode).toList();
  }

  private List<byte[]> records(String topic) {
    List<byte[]> records = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            connection(registry.url()).clientProperties(),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(each -> new TopicPartition(each.topic(), each.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (partitions.stream().anyMatch(each -> consumer.position(each) < ends.get(each))) {
        consumer.poll(Duration.ofMillis(200)).forEach(each -> records.add(each.value()));
      }
    }
    return records;
  }
}
