package io.athanor.allinone.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.athanor.event.Meta;
import io.athanor.event.ModelReleased;
import io.athanor.event.RolloutStage;
import io.athanor.schemas.serde.AvroCodec;
import io.athanor.schemas.serde.RegistryRefusedException;
import io.athanor.schemas.serde.SchemaRegistries;
import io.athanor.schemas.serde.SchemaRegistry;
import io.athanor.schemas.serde.SerdeConfig;
import io.athanor.schemas.settings.KafkaConnection;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.avro.Schema;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedRegistryIT {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String INT =
      "{\"type\":\"record\",\"name\":\"R\",\"fields\":[{\"name\":\"a\",\"type\":\"int\"}]}";
  private static final String LONG = INT.replace("\"int\"", "\"long\"");
  private static final String TEXT = INT.replace("\"int\"", "\"string\"");
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir static Path directory;
  private static EmbeddedKafka kafka;
  private static KafkaConnection connection;

  private final HttpClient http = HttpClient.newHttpClient();
  private String url;

  @BeforeAll
  static void startBroker() {
    kafka = EmbeddedKafka.start(EmbeddedKafka.Config.in(directory));
    connection =
        new KafkaConnection(
            kafka.bootstrapServers(), Map.of(), Map.of("schema.registry.url", "mock://it"));
  }

  @AfterAll
  static void stopBroker() {
    kafka.close();
  }

  private record Answer(int status, JsonNode body) {}

  @Test
  void shouldSpeakConfluentsInterface() throws Exception {
    try (EmbeddedRegistry registry = EmbeddedRegistry.start(connection, 0, PATIENCE)) {
      url = registry.url();
      assertAnswer("GET", "/", null, 200, "{}");
      assertAnswer("GET", "/schemas/types", null, 200, "[\"AVRO\"]");
      int id = call("POST", "/subjects/r-value/versions", schema(INT)).body().path("id").asInt();
      assertThat(id).isPositive();
      assertAnswer(
          "POST", "/subjects/r-value/versions", schema(LONG), 200, "{\"id\":" + (id + 1) + "}");
      assertThat(call("POST", "/subjects/r-value", schema(INT)).body().path("version").asInt())
          .isEqualTo(1);
      assertThat(call("GET", "/schemas/ids/" + id, null).body().path("schema").asText())
          .isEqualTo(INT);
      assertAnswer("GET", "/schemas/ids/" + id + "/schema", null, 200, INT);
      assertAnswer("GET", "/schemas/ids/" + id + "/subjects", null, 200, "[\"r-value\"]");
      assertAnswer(
          "GET",
          "/schemas/ids/" + id + "/versions",
          null,
          200,
          "[{\"subject\":\"r-value\",\"version\":1}]");
      assertThat(call("GET", "/subjects", null).body().toString()).contains("\"r-value\"");
      assertAnswer("GET", "/subjects/r-value/versions", null, 200, "[1,2]");
      JsonNode latest = call("GET", "/subjects/r-value/versions/latest", null).body();
      assertThat(latest.path("version").asInt()).isEqualTo(2);
      assertThat(latest.path("schema").asText()).isEqualTo(LONG);
      assertThat(call("GET", "/subjects/r-value/versions/-1", null).body()).isEqualTo(latest);
      assertAnswer("GET", "/subjects/r-value/versions/1/schema", null, 200, INT);
      assertAnswer("GET", "/subjects/r-value/versions/1/referencedby", null, 200, "[]");
      assertAnswer(
          "POST",
          "/compatibility/subjects/r-value/versions/latest",
          schema(LONG),
          200,
          "{\"is_compatible\":true}");
      JsonNode refused =
          call("POST", "/compatibility/subjects/r-value/versions?verbose=true", schema(TEXT))
              .body();
      assertThat(refused.path("is_compatible").asBoolean()).isFalse();
      assertThat(refused.path("messages").toString()).contains("TYPE_MISMATCH");
      assertAnswer("DELETE", "/subjects/r-value/versions/1", null, 200, "1");
      assertAnswer("GET", "/subjects/r-value/versions?deleted=true", null, 200, "[1,2]");
      assertAnswer("DELETE", "/subjects/r-value/versions/1?permanent=true", null, 200, "1");
      assertAnswer("DELETE", "/subjects/r-value", null, 200, "[2]");
      assertAnswer("DELETE", "/subjects/r-value?permanent=true", null, 200, "[2]");
    }
  }

  @Test
  void shouldKeepLevelsAndModes() throws Exception {
    try (EmbeddedRegistry registry = EmbeddedRegistry.start(connection, 0, PATIENCE)) {
      url = registry.url();
      assertAnswer("GET", "/config", null, 200, "{\"compatibilityLevel\":\"BACKWARD\"}");
      assertThat(call("GET", "/config/c-value", null).body().path("error_code").asInt())
          .isEqualTo(40408);
      assertAnswer(
          "GET",
          "/config/c-value?defaultToGlobal=true",
          null,
          200,
          "{\"compatibilityLevel\":\"BACKWARD\"}");
      assertAnswer(
          "PUT",
          "/config/c-value",
          "{\"compatibility\":\"FULL\"}",
          200,
          "{\"compatibility\":\"FULL\"}");
      assertAnswer("PUT", "/config", "{\"compatibility\":\"ODD\"}", 422, null);
      assertAnswer("DELETE", "/config/c-value", null, 200, "{\"compatibilityLevel\":\"FULL\"}");
      assertAnswer("GET", "/mode", null, 200, "{\"mode\":\"READWRITE\"}");
      assertAnswer(
          "PUT", "/mode/c-value", "{\"mode\":\"READONLY\"}", 200, "{\"mode\":\"READONLY\"}");
      assertThat(
              call("POST", "/subjects/c-value/versions", schema(named(INT)))
                  .body()
                  .path("error_code")
                  .asInt())
          .isEqualTo(42205);
      assertAnswer("DELETE", "/mode/c-value", null, 200, "{\"mode\":\"READONLY\"}");
    }
  }

  @Test
  void shouldRefuseWithCodesThatClientsKnow() throws Exception {
    try (EmbeddedRegistry registry = EmbeddedRegistry.start(connection, 0, PATIENCE)) {
      url = registry.url();
      call("POST", "/subjects/e-value/versions", schema(named(INT)));
      assertCode("POST", "/subjects/e-value/versions", schema(named(TEXT)), 409, 409);
      assertCode("POST", "/subjects/e-value/versions", schema("{\"type\":\"nil\"}"), 422, 42201);
      assertCode("POST", "/subjects/e-value/versions", "{\"schemaType\":\"PROTOBUF\"}", 422, 42201);
      assertCode("POST", "/subjects/e-value/versions", "{}", 422, 422);
      assertCode("POST", "/subjects/e-value/versions", "{", 400, 400);
      assertCode("POST", "/subjects/e-value/versions", "{\"schema\":7}", 422, 42201);
      assertCode("GET", "/subjects/absent/versions", null, 404, 40401);
      assertCode("GET", "/subjects/e-value/versions/9", null, 404, 40402);
      assertCode("GET", "/subjects/e-value/versions/x", null, 422, 42202);
      assertCode("GET", "/schemas/ids/999999", null, 404, 40403);
      assertCode("GET", "/schemas/ids/x", null, 404, 40403);
      assertCode("GET", "/nowhere", null, 404, 404);
      assertCode("POST", "/subjects/e-value/versions", "x".repeat(5 << 20), 413, 413);
      SchemaRegistry client = SchemaRegistries.open(serdes(url, PATIENCE));
      assertThatThrownBy(() -> client.register("e-value", new Schema.Parser().parse(named(TEXT))))
          .isInstanceOf(RegistryRefusedException.class)
          .hasMessageContaining("incompatible");
    }
  }

  @Test
  void shouldBlockWhileItIsAwayAndLoseNothing() throws Exception {
    ModelReleased first = released("first");
    ModelReleased second = released("second");
    int port;
    byte[] encoded;
    AvroCodec<ModelReleased> writer;
    try (EmbeddedRegistry registry = EmbeddedRegistry.start(connection, 0, PATIENCE)) {
      port = registry.port();
      writer = AvroCodec.of(serdes(registry.url(), PATIENCE), ModelReleased.class);
      encoded = writer.encode("model-released", first);
      assertThat(writer.decode(encoded)).isEqualTo(first);
    }
    assertThat(writer.decode(writer.encode("model-released", second)))
        .as("known schemas need no registry")
        .isEqualTo(second);
    AvroCodec<ModelReleased> stranger =
        AvroCodec.of(
            serdes("http://" + Ports.LOOPBACK + ":" + port, PATIENCE), ModelReleased.class);
    CompletableFuture<ModelReleased> decoded =
        CompletableFuture.supplyAsync(() -> stranger.decode(encoded));
    Awaitility.await()
        .during(Duration.ofMillis(500))
        .atMost(PATIENCE)
        .until(() -> !decoded.isDone());
    try (EmbeddedRegistry registry = EmbeddedRegistry.start(connection, port, PATIENCE)) {
      assertThat(decoded.get(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isEqualTo(first);
      assertThat(stranger.encode("model-released", first))
          .as("the registry came back with the same ids")
          .isEqualTo(encoded);
      assertThat(registry.port()).isEqualTo(port);
    }
  }

  private static SerdeConfig serdes(String url, Duration patience) {
    return SerdeConfig.of(
        Map.of(SerdeConfig.URL, url, SerdeConfig.RETRY_TIMEOUT, patience.toMillis()));
  }

  private static ModelReleased released(String version) {
    Instant now = Instant.parse("2026-01-01T00:00:00Z");
    return ModelReleased.newBuilder()
        .setMeta(
            Meta.newBuilder()
                .setId("00000000-0000-7000-8000-000000000000")
                .setSource("test")
                .setOccurredAt(now)
                .setRecordedAt(now)
                .build())
        .setModelName("model")
        .setVersion(version)
        .setDigest("d")
        .setMetrics(Map.of())
        .setStage(RolloutStage.CANDIDATE)
        .setProperties(List.of())
        .setEmbeddingSize(8)
        .build();
  }

  /** Another record, so that tests do not meet in one id. */
  private static String named(String schema) {
    return schema.replace("\"R\"", "\"Other\"");
  }

  private static String schema(String text) {
    return JsonNodeFactory.instance.objectNode().put("schema", text).toString();
  }

  private Answer call(String method, String path, String body) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url + path))
            .header("Content-Type", "application/vnd.schemaregistry.v1+json")
            .method(
                method,
                body == null
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body))
            .build();
    HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
    return new Answer(answer.statusCode(), JSON.readTree(answer.body()));
  }

  private void assertAnswer(String method, String path, String body, int status, String expected)
      throws Exception {
    Answer answer = call(method, path, body);
    assertThat(answer.status()).as(method + " " + path + ": " + answer.body()).isEqualTo(status);
    if (expected != null) {
      assertThat(answer.body()).as(method + " " + path).isEqualTo(JSON.readTree(expected));
    }
  }

  private void assertCode(String method, String path, String body, int status, int code)
      throws Exception {
    Answer answer = call(method, path, body);
    assertThat(answer.status()).as(method + " " + path + ": " + answer.body()).isEqualTo(status);
    assertThat(answer.body().path("error_code").asInt()).as(method + " " + path).isEqualTo(code);
    assertThat(answer.body().path("message").asText()).as(method + " " + path).isNotBlank();
  }
}
