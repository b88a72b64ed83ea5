package io.athanor.allinone.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.athanor.schemas.serde.AvroCodec;
import io.athanor.schemas.serde.RegistryRefusedException;
import io.athanor.schemas.serde.SchemaRegistries;
import io.athanor.schemas.serde.SchemaRegistry;
import io.athanor.schemas.serde.SerdeConfig;
import io.athanor.schemas.serde.UndecodableException;
import io.athanor.schemas.topic.Topic;
import io.athanor.schemas.topic.Topics;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.specific.SpecificRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Our serdes against Apicurio's published server, through its Confluent-compatible interface. */
class ApicurioIT {
  private static final int JAVA = 21;
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  @TempDir static Path directory;
  private static Process server;
  private static String url;

  @BeforeAll
  static void start() throws IOException {
    Path unpacked = Interop.unpacked("apicurio");
    Optional<Path> java = Interop.java(JAVA);
    Interop.assumeThat(java.isPresent(), "apicurio", "the server needs Java " + JAVA + " or later");
    int port = freePort();
    url = "http://127.0.0.1:" + port + "/apis/ccompat/v7";
    Path log = directory.resolve("apicurio.log");
    server =
        new ProcessBuilder(
                java.get().toString(),
                "-Xmx512m",
                "-Dquarkus.http.host=127.0.0.1",
                "-Dquarkus.http.port=" + port,
                "-Dquarkus.management.host=127.0.0.1",
                "-Dquarkus.management.port=" + freePort(),
                "-jar",
                unpacked.resolve("quarkus-run.jar").toString())
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    Awaitility.await("Apicurio's server")
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(500))
        .failFast(
            "Apicurio's server ended",
            () -> assertThat(server.isAlive()).as(Files.readString(log)).isTrue())
        .ignoreExceptions()
        .until(() -> send("GET", "/subjects", "").statusCode() == 200);
  }

  @AfterAll
  static void stop() throws InterruptedException {
    if (server != null) {
      server.destroy();
      if (!server.waitFor(20, TimeUnit.SECONDS)) {
        server.destroyForcibly().waitFor();
      }
    }
  }

  static List<Topic<?>> topics() {
    return Topics.all();
  }

  @ParameterizedTest
  @MethodSource("topics")
  <T extends SpecificRecord> void shouldGiveBackWhatWasEncoded(Topic<T> topic) {
    AvroCodec<T> writer = AvroCodec.of(config(), topic.type());
    AvroCodec<T> reader = AvroCodec.of(config(), topic.type());
    for (T event : Interop.events(topic, 5, 11)) {
      assertThat(reader.decode(writer.encode(topic.name(), event))).isEqualTo(event);
    }
  }

  @Test
  void shouldSayThatAnIdIsUnknown() {
    assertThatThrownBy(
            () ->
                AvroCodec.of(config(), Topics.READING_REPORTED.type())
                    .decode(new byte[] {0, 0x7F, 0, 0, 1, 0}))
        .isInstanceOfSatisfying(
            UndecodableException.class, e -> assertThat(e.code()).isEqualTo("unknown-schema"));
  }

  @Test
  void shouldFindNothingThatWasNotRegistered() {
    try (SchemaRegistry registry = SchemaRegistries.open(config())) {
      assertThatThrownBy(() -> registry.idOf("nobody-value", schema("int")))
          .isInstanceOfSatisfying(
              RegistryRefusedException.class, e -> assertThat(e.isNotFound()).isTrue());
    }
  }

  @Test
  void shouldRefuseWhatBreaksReaders() throws Exception {
    try (SchemaRegistry registry = SchemaRegistries.open(config())) {
      int id = registry.register("strict-value", schema("int"));
      assertThat(registry.byId(id)).isEqualTo(schema("int"));
      assertThat(
              send("PUT", "/config/strict-value", "{\"compatibility\":\"FULL_TRANSITIVE\"}")
                  .statusCode())
          .isEqualTo(200);
      assertThatThrownBy(() -> registry.register("strict-value", schema("string")))
          .isInstanceOfSatisfying(
              RegistryRefusedException.class, e -> assertThat(e.isNotFound()).isFalse());
    }
  }

  private static Schema schema(String type) {
    return SchemaBuilder.record("R").fields().name("a").type(type).noDefault().endRecord();
  }

  private static SerdeConfig config() {
    return SerdeConfig.of(Interop.config(url));
  }

  private static HttpResponse<String> send(String method, String path, String body)
      throws IOException, InterruptedException {
    return HTTP.send(
        HttpRequest.newBuilder(URI.create(url + path))
            .timeout(Duration.ofSeconds(10))
            .header("Content-Type", "application/vnd.schemaregistry.v1+json")
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
