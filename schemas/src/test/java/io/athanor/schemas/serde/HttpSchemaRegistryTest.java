package io.athanor.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.athanor.event.Quantity;
import io.athanor.schemas.serde.FakeRegistry.Answer;
import io.athanor.schemas.serde.FakeRegistry.Asked;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpSchemaRegistryTest {
  private static final Schema SCHEMA = Quantity.getClassSchema();
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration NO_PATIENCE = Duration.ZERO;
  private static final Answer SEVEN = new Answer(200, "{\"id\":7}");
  private static final Answer DOWN = new Answer(503, "");

  @Test
  void shouldRegisterOnceAndRemember() throws IOException {
    try (FakeRegistry fake = FakeRegistry.answering(asked -> SEVEN);
        SchemaRegistry registry = open(PATIENCE, fake.url() + "/")) {
      for (int i = 0; i < 3; i++) {
        assertThat(registry.register("a topic/ö-value", SCHEMA)).isEqualTo(7);
      }
      assertThat(fake.asked()).hasSize(1);
      Asked asked = fake.asked().get(0);
      assertThat(asked.method()).isEqualTo("POST");
      assertThat(asked.path()).isEqualTo("/subjects/a+topic%2F%C3%B6-value/versions");
      assertThat(asked.contentType()).isEqualTo("application/vnd.schemaregistry.v1+json");
      assertThat(asked.authorization()).isNull();
      String sent = new ObjectMapper().readTree(asked.body()).path("schema").asText();
      assertThat(new Schema.Parser().parse(sent)).isEqualTo(SCHEMA);
      assertThat(sent).contains("avro.java.string");
    }
  }

  @Test
  void shouldRegisterAsAnyLanguageWouldWhereAsked() throws IOException {
    try (FakeRegistry fake = FakeRegistry.answering(asked -> SEVEN);
        SchemaRegistry registry =
            new HttpSchemaRegistry(
                new SerdeConfig(
                    List.of(fake.url()),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    true,
                    true,
                    true,
                    PATIENCE))) {
      assertThat(registry.register("s", SCHEMA)).isEqualTo(7);
      String sent = new ObjectMapper().readTree(fake.asked().get(0).body()).path("schema").asText();
      assertThat(sent)
          .doesNotContain("avro.java.string")
          .contains("\"name\":\"unit\",\"type\":\"string\"");
      assertThat(new Schema.Parser().parse(sent).getField("value").doc()).isNotBlank();
    }
  }

  @Test
  void shouldAskForAnIdWithoutRegistering() {
    try (FakeRegistry fake = FakeRegistry.answering(asked -> SEVEN);
        SchemaRegistry registry = open(PATIENCE, fake.url())) {
      assertThat(registry.idOf("s", SCHEMA)).isEqualTo(7);
      assertThat(fake.asked()).extracting(Asked::path).containsExactly("/subjects/s");
    }
  }

  @Test
  void shouldFetchASchemaOnce() {
    String body = "{\"schema\":\"{\\\"type\\\":\\\"string\\\"}\"}";
    try (FakeRegistry fake = FakeRegistry.answering(asked -> new Answer(200, body));
        SchemaRegistry registry = open(PATIENCE, fake.url())) {
      assertThat(registry.byId(3)).isSameAs(registry.byId(3));
      assertThat(fake.asked()).extracting(Asked::path).containsExactly("/schemas/ids/3");
      assertThat(fake.asked()).extracting(Asked::method).containsExactly("GET");
    }
  }

  @Test
  void shouldSendCredentialsAndNotShowThem() {
    try (FakeRegistry fake = FakeRegistry.answering(asked -> SEVEN);
        SchemaRegistry registry =
            new HttpSchemaRegistry(
                SerdeConfig.of(
                    Map.of(SerdeConfig.URL, fake.url().replace("//", "//me:s%40crt@"))))) {
      registry.register("s", SCHEMA);
      // base64 of me:s@crt
      assertThat(fake.asked())
          .extracting(Asked::authorization)
          .containsExactly("Basic bWU6c0BjcnQ=");
    }
  }

  @Test
  void shouldGoToTheNextAddressAndStayThere() throws IOException {
    try (FakeRegistry down = FakeRegistry.answering(asked -> DOWN);
        FakeRegistry up = FakeRegistry.answering(asked -> SEVEN);
        SchemaRegistry registry = open(NO_PATIENCE, unreachable(), down.url(), up.url())) {
      assertThat(registry.register("one", SCHEMA)).isEqualTo(7);
      assertThat(registry.register("two", SCHEMA)).isEqualTo(7);
      assertThat(down.asked()).hasSize(1);
      assertThat(up.asked()).hasSize(2);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 500, 502, 503, 504})
  void shouldTryAgainWhileTheRegistryIsUnwell(int status) {
    AtomicInteger calls = new AtomicInteger();
    try (FakeRegistry fake =
            FakeRegistry.answering(
                asked -> calls.incrementAndGet() < 3 ? new Answer(status, "unwell") : SEVEN);
        SchemaRegistry registry = open(PATIENCE, fake.url())) {
      assertThat(registry.register("s", SCHEMA)).isEqualTo(7);
      assertThat(calls).hasValue(3);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "404 | <html>no backend</html>",
        "404 | {\"message\":\"no Route matched\"}",
        "302 | ",
        "200 | <html>welcome</html>",
        "200 | {}",
        "200 | []",
      })
  void shouldTakeNoStrangersWordForTheRegistrys(int status, String body) {
    AtomicInteger calls = new AtomicInteger();
    try (FakeRegistry fake =
            FakeRegistry.answering(
                asked ->
                    calls.incrementAndGet() < 2
                        ? new Answer(status, body == null ? "" : body)
                        : SEVEN);
        SchemaRegistry registry = open(PATIENCE, fake.url())) {
      assertThat(registry.register("s", SCHEMA)).isEqualTo(7);
      assertThat(calls).hasValue(2);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "404, 40403, true",
    "404, 40401, true",
    "409, 409, false",
    "422, 42201, false",
    "401, 401, false"
  })
  void shouldTakeNoForAnAnswer(int status, int code, boolean notFound) {
    Answer no = new Answer(status, "{\"error_code\":" + code + ",\"message\":\"because\"}");
    try (FakeRegistry fake = FakeRegistry.answering(asked -> no);
        SchemaRegistry registry = open(PATIENCE, fake.url())) {
      assertThatThrownBy(() -> registry.register("s", SCHEMA))
          .isInstanceOfSatisfying(
              RegistryRefusedException.class,
              e -> {
                assertThat(e.code()).isEqualTo(code);
                assertThat(e.isNotFound()).isEqualTo(notFound);
              })
          .hasMessageContaining("because");
      assertThat(fake.asked()).hasSize(1);
      fake.answer(asked -> SEVEN);
      assertThat(registry.register("s", SCHEMA)).as("a refusal is not remembered").isEqualTo(7);
    }
  }

  @Test
  void shouldGiveUpInItsTimeAndRecoverLater() {
    try (FakeRegistry fake = FakeRegistry.answering(asked -> DOWN);
        SchemaRegistry registry = open(Duration.ofMillis(700), fake.url())) {
      assertThatThrownBy(() -> registry.byId(1))
          .isInstanceOf(RegistryUnavailableException.class)
          .hasMessageContaining("/schemas/ids/1 within PT0.7S")
          .hasRootCauseMessage("registry answered 503");
      assertThat(fake.asked()).hasSizeGreaterThanOrEqualTo(2);
      fake.answer(asked -> new Answer(200, "{\"schema\":\"\\\"int\\\"\"}"));
      assertThat(registry.byId(1)).isEqualTo(Schema.create(Schema.Type.INT));
    }
  }

  @Test
  void shouldSayThatNobodyIsThere() throws IOException {
    try (SchemaRegistry registry = open(NO_PATIENCE, unreachable())) {
      assertThatThrownBy(() -> registry.byId(1)).isInstanceOf(RegistryUnavailableException.class);
    }
  }

  @Test
  void shouldMakeNoDeadLetterOfAnOutageOrARefusal() {
    byte[] bytes = {0, 0, 0, 0, 9, 1};
    try (FakeRegistry fake = FakeRegistry.answering(asked -> DOWN)) {
      AvroCodec<Quantity> codec =
          new AvroCodec<>(open(NO_PATIENCE, fake.url()), true, Quantity.class);
      assertThatThrownBy(() -> codec.decode(bytes))
          .isInstanceOf(RegistryUnavailableException.class);
      fake.answer(asked -> new Answer(401, "{\"error_code\":401,\"message\":\"who are you?\"}"));
      assertThatThrownBy(() -> codec.decode(bytes)).isInstanceOf(RegistryRefusedException.class);
      fake.answer(asked -> new Answer(404, "{\"error_code\":40403,\"message\":\"no\"}"));
      assertThatThrownBy(() -> codec.decode(bytes))
          .isInstanceOfSatisfying(
              UndecodableException.class, e -> assertThat(e.code()).isEqualTo("unknown-schema"));
      fake.answer(asked -> new Answer(200, "{\"schemaType\":\"PROTOBUF\",\"schema\":\"syntax\"}"));
      assertThatThrownBy(() -> codec.decode(bytes))
          .isInstanceOfSatisfying(
              UndecodableException.class, e -> assertThat(e.code()).isEqualTo("unknown-schema"));
    }
  }

  private static SchemaRegistry open(Duration patience, String... urls) {
    return new HttpSchemaRegistry(
        new SerdeConfig(
            List.of(urls),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            true,
            true,
            false,
            patience));
  }

  /** An address nobody listens on. */
  private static String unreachable() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return "http://127.0.0.1:" + socket.getLocalPort();
    }
  }
}
