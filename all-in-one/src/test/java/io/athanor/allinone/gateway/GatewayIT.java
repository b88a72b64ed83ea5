package io.athanor.allinone.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.athanor.acquisition.analysis.LogScan;
import io.athanor.allinone.embedded.EmbeddedKafka;
import io.athanor.allinone.embedded.EmbeddedRegistry;
import io.athanor.allinone.embedded.TopicAdmin;
import io.athanor.event.AcquisitionBreakdown;
import io.athanor.event.Approval;
import io.athanor.event.Candidate;
import io.athanor.event.ExperimentProposed;
import io.athanor.event.Meta;
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
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The door on a real broker and registry. */
class GatewayIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path directory;
  private final HttpClient http = HttpClient.newHttpClient();
  private EmbeddedKafka kafka;
  private EmbeddedRegistry registry;
  private SchemaRegistry client;

  private record Answer(int status, JsonNode json) {}

  @BeforeEach
  void start() {
    kafka = EmbeddedKafka.start(EmbeddedKafka.Config.in(directory.resolve("kafka")));
    registry = EmbeddedRegistry.start(connection("mock://none"), 0, PATIENCE);
    client = SchemaRegistries.open(connection(registry.url()).serdes());
    TopicAdmin.create(connection(registry.url()), 2, Optional.empty(), PATIENCE);
  }

  @AfterEach
  void stop() {
    client.close();
    registry.close();
    kafka.close();
  }

  @Test
  void shouldKeepCampaignsAndLeasesAcrossRestarts() throws Exception {
    try (GatewayApp first = gateway()) {
      assertThat(post(first, "/v1/campaigns", campaign("a")).status()).isEqualTo(201);
      propose("a", 0);
      JsonNode leases =
          post(first, "/v1/campaigns/a/leases", "{\"worker\":\"w\",\"waitSeconds\":20}")
              .json()
              .get("leases");
      assertThat(leases).hasSize(1);
      assertThat(run(first, "k").status()).isEqualTo(200);
      send(Topics.EXPERIMENT_PROGRESSED.name(), "a", new byte[] {1, 2, 3});
    }
    try (GatewayApp second = gateway()) {
      assertThat(post(second, "/v1/campaigns", campaign("a")).status()).isEqualTo(200);
      assertThat(get(second, "/v1/workers/w/leases").json().at("/leases/0/state").asText())
          .isEqualTo("running");
      assertThat(run(second, "k").status()).isEqualTo(200);
      assertThat(run(second, "another").status()).isEqualTo(409);
      assertThat(second.isAlive()).isTrue();
    }
  }

  @Test
  void shouldLeaseEachProposalOnceAtTwoDoors() throws Exception {
    ExecutorService workers = Executors.newFixedThreadPool(8);
    try (GatewayApp first = gateway();
        GatewayApp second = gateway()) {
      assertThat(post(first, "/v1/campaigns", campaign("a")).status()).isEqualTo(201);
      await().atMost(PATIENCE).until(() -> get(second, "/v1/campaigns/a").status() == 200);
      List<CompletableFuture<List<String>>> claims =
          IntStream.range(0, 8)
              .mapToObj(
                  i ->
                      CompletableFuture.supplyAsync(
                          () -> lease(i % 2 == 0 ? first : second, "w" + i), workers))
              .toList();
      for (int ordinal = 0; ordinal < 6; ordinal++) {
        propose("a", ordinal);
      }
      List<String> leased = claims.stream().flatMap(each -> each.join().stream()).toList();

      assertThat(leased).doesNotHaveDuplicates().hasSize(6);
    } finally {
      workers.shutdown();
    }
  }

  @Test
  void shouldLoseNothingItAcknowledgedWhenTheBrokerGoesAway() throws Exception {
    List<String> acknowledged = new ArrayList<>();
    int port = Integer.parseInt(kafka.bootstrapServers().replaceAll(".*:", ""));
    try (GatewayApp gateway = gateway()) {
      for (int i = 0; i < 20; i++) {
        acknowledged.add(report(gateway, "before-" + i).json().get("id").asText());
      }
      kafka.close();
      Answer outage = report(gateway, "during");
      assertThat(outage.status()).isEqualTo(503);
      assertThat(outage.json().get("code").asText()).isEqualTo("unavailable");
      assertThat(gateway.isAlive()).isTrue();
      kafka =
          EmbeddedKafka.start(
              new EmbeddedKafka.Config(directory.resolve("kafka"), port, Duration.ofSeconds(20)));
      await().atMost(PATIENCE).until(() -> report(gateway, "during").status() == 202);
      acknowledged.add(report(gateway, "after").json().get("id").asText());

      assertThat(readings()).extracting(each -> each.getMeta().getId()).containsAll(acknowledged);
    }
  }

  private List<String> lease(GatewayApp gateway, String worker) {
    List<String> leased = new ArrayList<>();
    try {
      for (int i = 0; i < 3; i++) {
        post(gateway, "/v1/campaigns/a/leases", "{\"worker\":\"" + worker + "\",\"waitSeconds\":3}")
            .json()
            .get("leases")
            .forEach(each -> leased.add(each.get("experimentId").asText()));
      }
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
    return leased;
  }

  private Answer run(GatewayApp gateway, String key) throws Exception {
    return post(
        gateway,
        "/v1/experiments/a-0/progress",
        "{\"worker\":\"w\",\"epoch\":1,\"state\":\"running\"}",
        "Idempotency-Key",
        key);
  }

  private Answer report(GatewayApp gateway, String key) throws Exception {
    return post(
        gateway,
        "/v1/readings",
        """
        {"sampleId":"s","instrumentId":"i","technique":"scalar",
         "scalars":{"gap":{"value":1.5,"unit":"eV"}}}
        """,
        "Idempotency-Key",
        key);
  }

  private Answer post(GatewayApp gateway, String path, String body, String... headers)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri(gateway, path))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return send(request);
  }

  private Answer get(GatewayApp gateway, String path) throws Exception {
    return send(HttpRequest.newBuilder(uri(gateway, path)));
  }

  private Answer send(HttpRequest.Builder request) throws Exception {
    HttpResponse<String> response =
        http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    return new Answer(response.statusCode(), JSON.readTree(response.body()));
  }

  private static URI uri(GatewayApp gateway, String path) {
    return URI.create("http://127.0.0.1:" + gateway.port() + path);
  }

  private GatewayApp gateway() {
    List<Setting<?>> known = new ArrayList<>(KafkaConnection.SETTINGS);
    known.addAll(GatewayConfig.SETTINGS);
    Map<String, String> values =
        Map.of(
            KafkaConnection.BOOTSTRAP_SERVERS.name(),
            kafka.bootstrapServers(),
            KafkaConnection.REGISTRY_URL.name(),
            registry.url(),
            GatewayConfig.PORT.name(),
            "0",
            GatewayConfig.LOG_TIMEOUT.name(),
            "5s");
    GatewayApp app =
        GatewayApp.start(GatewayConfig.of(Settings.of(values, known)), new SimpleMeterRegistry());
    await().atMost(PATIENCE).until(app::isReady);
    return app;
  }

  private KafkaConnection connection(String url) {
    return new KafkaConnection(
        kafka.bootstrapServers(), Map.of(), Map.of("schema.registry.url", url));
  }

  private static String campaign(String id) {
    return """
    {"campaignId":"%s","name":"Test","objectives":[{"property":"gap","unit":"eV","goal":"maximize"}],
     "search":{"pool":{"size":10,"parameters":[]}},
     "policy":{"acquisition":"random","surrogate":"gaussian-process","features":["parameters"]},
     "budget":10,"seed":1,"simulated":true}
    """
        .formatted(id);
  }

  private void propose(String campaignId, int ordinal) throws Exception {
    Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
    AvroCodec<ExperimentProposed> codec = new AvroCodec<>(client, true, ExperimentProposed.class);
    ExperimentProposed proposal =
        ExperimentProposed.newBuilder()
            .setMeta(
                Meta.newBuilder()
                    .setId("p-" + ordinal)
                    .setSource("test")
                    .setOccurredAt(now)
                    .setRecordedAt(now)
                    .setCausedBy(List.of())
                    .build())
            .setCampaignId(campaignId)
            .setExperimentId(campaignId + "-" + ordinal)
            .setOrdinal(ordinal)
            .setCandidateId("c-" + ordinal)
            .setCandidate(
                Candidate.newBuilder()
                    .setCandidateId("c-" + ordinal)
                    .setParameters(Map.of())
                    .setLabels(Map.of())
                    .build())
            .setPoolIndex(ordinal)
            .setObjective("gap")
            .setWhy(
                AcquisitionBreakdown.newBuilder()
                    .setFunction("random")
                    .setValue(0)
                    .setObservations(0)
                    .setPending(0)
                    .build())
            .setRunnersUp(List.of())
            .setSeed(1)
            .setOffsetsSeen(List.of())
            .setProposedAt(now)
            .setExpiresAt(now.plusSeconds(3600))
            .setApproval(Approval.AUTOMATIC)
            .setSimulated(true)
            .build();
    send(
        Topics.EXPERIMENT_PROPOSED.name(),
        campaignId,
        codec.encode(Topics.EXPERIMENT_PROPOSED.name(), proposal));
  }

  private void send(String topic, String key, byte[] value) throws Exception {
    try (KafkaProducer<String, byte[]> producer =
        new KafkaProducer<>(
            connection(registry.url()).clientProperties(),
            new StringSerializer(),
            new ByteArraySerializer())) {
      producer.send(new ProducerRecord<>(topic, key, value)).get();
    }
  }

  private List<ReadingReported> readings() {
    AvroCodec<ReadingReported> codec = new AvroCodec<>(client, false, ReadingReported.class);
    List<ReadingReported> readings = new ArrayList<>();
    new LogScan(connection(registry.url()))
        .read(Topics.READING_REPORTED.name(), each -> readings.add(codec.decode(each.value())));
    return readings;
  }
}
