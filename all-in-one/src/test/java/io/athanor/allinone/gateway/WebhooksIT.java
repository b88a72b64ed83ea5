package io.athanor.allinone.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.athanor.acquisition.analysis.LogScan;
import io.athanor.allinone.embedded.EmbeddedKafka;
import io.athanor.allinone.embedded.EmbeddedRegistry;
import io.athanor.allinone.embedded.TopicAdmin;
import io.athanor.event.DeadLetter;
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
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Webhooks on a real broker: over restarts of the gateway, beside an address that is dead. */
class WebhooksIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path directory;
  private final HttpClient http = HttpClient.newHttpClient();
  private final ConcurrentLinkedQueue<JsonNode> taken = new ConcurrentLinkedQueue<>();
  private EmbeddedKafka kafka;
  private EmbeddedRegistry registry;
  private SchemaRegistry client;
  private HttpServer receiver;

  @BeforeEach
  void start() throws Exception {
    kafka = EmbeddedKafka.start(EmbeddedKafka.Config.in(directory.resolve("kafka")));
    registry = EmbeddedRegistry.start(connection("mock://none"), 0, PATIENCE);
    client = SchemaRegistries.open(connection(registry.url()).serdes());
    TopicAdmin.create(connection(registry.url()), 2, Optional.empty(), PATIENCE);
    Files.createDirectories(directory.resolve("secrets"));
    Files.writeString(directory.resolve("secrets/lab"), "a secret of sufficient length");
    receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    receiver.createContext(
        "/",
        exchange -> {
          taken.add(JSON.readTree(exchange.getRequestBody()));
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    receiver.start();
  }

  @AfterEach
  void stop() {
    receiver.stop(0);
    client.close();
    registry.close();
    kafka.close();
  }

  @Test
  void shouldTellEverythingInOrderOverRestartsBesideADeadAddress() throws Exception {
    int dead = closedPort();
    try (GatewayApp first = gateway(true)) {
      halt(first, "instrument/before", true);
      register(first, "alive", receiver.getAddress().getPort());
      register(first, "dead", dead);
      for (int i = 0; i < 5; i++) {
        halt(first, "instrument/i", i % 2 == 0);
      }
      await().atMost(PATIENCE).until(() -> taken.size() >= 5);
      await().atMost(PATIENCE).until(() -> letters().size() >= 5);
    }
    try (GatewayApp silent = gateway(false)) {
      halt(silent, "instrument/i", false);
      halt(silent, "instrument/i", true);
    }
    try (GatewayApp second = gateway(true)) {
      await().atMost(PATIENCE).until(() -> taken.size() >= 7);
      halt(second, "instrument/i", false);
      await().atMost(PATIENCE).until(() -> taken.size() >= 8);
    }
    assertThat(taken.stream().map(each -> each.at("/data/halted").asBoolean()).distinct())
        .hasSize(2);
    List<String> ids = taken.stream().map(each -> each.get("id").asText()).distinct().toList();
    assertThat(ids).as("each at least once, none from before the registration").hasSize(8);
    assertThat(
            taken.stream()
                .filter(each -> each.at("/data/halted").asBoolean())
                .map(each -> each.at("/data/epoch").asInt())
                .distinct())
        .as("in the order of the log")
        .containsExactlyElementsOf(IntStream.rangeClosed(1, 4).boxed().toList());
    assertThat(letters())
        .allSatisfy(
            letter -> {
              assertThat(letter.getField()).isEqualTo("webhook/dead");
              assertThat(letter.getTopic()).isEqualTo(Topics.HALT_DECLARED.name());
              assertThat(letter.getReason()).contains("call 2");
            });
  }

  private void register(GatewayApp gateway, String id, int port) throws Exception {
    String body =
        "{\"url\":\"http://127.0.0.1:%d/\",\"events\":[\"halt-declared\"],\"secretId\":\"lab\"}";
    assertThat(send(gateway, "PUT", "/v1/webhooks/" + id, body.formatted(port))).isEqualTo(200);
  }

  private void halt(GatewayApp gateway, String scope, boolean halted) throws Exception {
    String body = "{\"scope\":\"%s\",\"halted\":%s,\"by\":\"ada\"}".formatted(scope, halted);
    assertThat(send(gateway, "POST", "/v1/halts", body)).isEqualTo(200);
  }

  private GatewayApp gateway(boolean webhooks) {
    List<Setting<?>> known = new ArrayList<>(KafkaConnection.SETTINGS);
    known.addAll(GatewayConfig.SETTINGS);
    Map<String, String> values = new TreeMap<>();
    values.put(KafkaConnection.BOOTSTRAP_SERVERS.name(), kafka.bootstrapServers());
    values.put(KafkaConnection.REGISTRY_URL.name(), registry.url());
    values.put(GatewayConfig.PORT.name(), "0");
    if (webhooks) {
      values.put("gateway.webhooks.secrets", directory.resolve("secrets").toString());
      values.put("gateway.webhooks.private-addresses", "true");
      values.put("gateway.webhooks.attempts", "2");
      values.put("gateway.webhooks.backoff", "50ms");
      values.put("gateway.webhooks.circuit.pause", "100ms");
    }
    GatewayApp app =
        GatewayApp.start(GatewayConfig.of(Settings.of(values, known)), new SimpleMeterRegistry());
    await().atMost(PATIENCE).until(app::isReady);
    return app;
  }

  private List<DeadLetter> letters() {
    AvroCodec<DeadLetter> codec = new AvroCodec<>(client, false, DeadLetter.class);
    List<DeadLetter> letters = new ArrayList<>();
    new LogScan(connection(registry.url()))
        .read(Topics.DEAD_LETTER_GATEWAY.name(), each -> letters.add(codec.decode(each.value())));
    return letters;
  }

  private KafkaConnection connection(String url) {
    return new KafkaConnection(
        kafka.bootstrapServers(), Map.of(), Map.of("schema.registry.url", url));
  }

  private int send(GatewayApp gateway, String method, String path, String body) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + gateway.port() + path))
            .header("Content-Type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build();
    return http.send(request, HttpResponse.BodyHandlers.ofString()).statusCode();
  }

  private static int closedPort() throws IOException {
    try (java.net.ServerSocket socket = new java.net.ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
