package io.athanor.gateway.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.athanor.event.Meta;
import io.athanor.event.WebhookRegistered;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.NetServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpSenderTest {
  private static final Instant NOW = Instant.ofEpochSecond(1_767_225_600);
  private static final byte[] BODY = "{\"a\":1}".getBytes(StandardCharsets.UTF_8);
  private static final String SECRET = "0123456789abcdef";

  @TempDir Path secrets;
  private final Vertx vertx = Vertx.vertx();
  private final AtomicInteger requests = new AtomicInteger();
  private HttpServer server;

  @BeforeEach
  void open() throws Exception {
    Files.writeString(secrets.resolve("s"), SECRET + "\n");
    Files.writeString(secrets.resolve("short"), "0123");
  }

  @AfterEach
  void close() throws Exception {
    vertx.close().await(10, TimeUnit.SECONDS);
  }

  @Test
  void shouldSignWhatItSends() throws Exception {
    CompletableFuture<String> seen = new CompletableFuture<>();
    listen(
        request ->
            request
                .body()
                .onSuccess(
                    body -> {
                      byte[] secret = SECRET.getBytes(StandardCharsets.UTF_8);
                      String timestamp = request.getHeader("Athanor-Timestamp");
                      boolean signed =
                          Signatures.sign(secret, timestamp, body.getBytes())
                              .equals(request.getHeader("Athanor-Signature"));
                      seen.complete(
                          "%s %s %s %s %s"
                              .formatted(
                                  signed,
                                  timestamp,
                                  request.getHeader("Athanor-Delivery"),
                                  request.getHeader("Athanor-Event"),
                                  request.uri()));
                      var unused = request.response().setStatusCode(204).end();
                    }));
    assertThat(call("http://127.0.0.1:" + server.actualPort() + "/hook?x=1", "s", true))
        .isEqualTo(Sender.Outcome.TAKEN);
    assertThat(seen.get(10, TimeUnit.SECONDS))
        .isEqualTo("true 1767225600 d-1 experiment-progressed /hook?x=1");
  }

  @Test
  void shouldFollowNoRedirectAndReadNothingButTheStatus() throws Exception {
    listen(
        request -> {
          requests.incrementAndGet();
          var unused =
              request
                  .response()
                  .setStatusCode(302)
                  .putHeader("Location", "http://127.0.0.1:" + server.actualPort() + "/other")
                  .setChunked(true)
                  .write("an answer that never ends");
        });
    Sender.Outcome outcome = call("http://127.0.0.1:" + server.actualPort() + "/", "s", true);
    assertThat(outcome.cause()).isEqualTo("was answered 302");
    assertThat(requests).hasValue(1);
  }

  @Test
  void shouldWaitForNobodyForEver() throws Exception {
    listen(request -> requests.incrementAndGet());
    Sender.Outcome outcome = call("http://127.0.0.1:" + server.actualPort() + "/", "s", true);
    assertThat(outcome.taken()).isFalse();
    assertThat(outcome.cause()).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "no answer that HTTP has\r\n\r\n"})
  void shouldSayThatACallBrokeOff(String answer) throws Exception {
    NetServer raw =
        vertx
            .createNetServer()
            .connectHandler(
                socket ->
                    socket.handler(
                        request -> {
                          var unused =
                              answer.isEmpty() ? socket.close() : socket.end(Buffer.buffer(answer));
                        }))
            .listen(0, "127.0.0.1")
            .await(10, TimeUnit.SECONDS);
    Sender.Outcome outcome = call("http://127.0.0.1:" + raw.actualPort() + "/", "s", true);
    assertThat(outcome.taken()).isFalse();
    assertThat(outcome.cause()).contains("broke off");
  }

  @Test
  void shouldCallNobodyInsideAndNobodyUnsigned() throws Exception {
    listen(request -> requests.incrementAndGet());
    String inside = "https://127.0.0.1:" + server.actualPort() + "/";
    assertThat(call(inside, "s", false).cause()).contains("127.0.0.1");
    assertThat(call("https://localhost/", "s", false).cause()).contains("localhost");
    assertThat(call(inside, "none", true).cause()).contains("no secret");
    assertThat(call(inside, "short", true).cause()).contains("no secret");
    assertThat(call(inside, "../s", true).cause()).contains("no secret");
    assertThat(requests).hasValue(0);
  }

  @Test
  void shouldSignForATenantWithItsOwnSecretsOnly() throws Exception {
    listen(
        request -> {
          var unused = request.response().setStatusCode(204).end();
        });
    Files.createDirectory(secrets.resolve("lab-a"));
    Files.writeString(secrets.resolve("lab-a").resolve("t"), SECRET);
    String url = "http://127.0.0.1:" + server.actualPort() + "/";
    assertThat(call(url, "t", true, "lab-a").taken()).isTrue();
    assertThat(call(url, "s", true, "lab-a").cause()).contains("no secret");
    assertThat(call(url, "t", true, "lab-b").cause()).contains("no secret");
    assertThat(call(url, "s", true, "lab-a/..").cause()).contains("no secret");
    assertThat(call(url, "t", true).cause()).contains("no secret");
  }

  @Test
  void shouldSayThatNobodyWantsIt() throws Exception {
    listen(
        request -> {
          var unused = request.response().setStatusCode(410).end();
        });
    assertThat(call("http://127.0.0.1:" + server.actualPort() + "/", "s", true).gone()).isTrue();
    int port = server.actualPort();
    server.close().await(10, TimeUnit.SECONDS);
    assertThat(call("http://127.0.0.1:" + port + "/", "s", true).cause()).contains("broke off");
  }

  private void listen(io.vertx.core.Handler<HttpServerRequest> handler) throws Exception {
    server =
        vertx
            .createHttpServer()
            .requestHandler(handler)
            .listen(0, "127.0.0.1")
            .await(10, TimeUnit.SECONDS);
  }

  private Sender.Outcome call(String url, String secretId, boolean inside) {
    return call(url, secretId, inside, null);
  }

  private Sender.Outcome call(String url, String secretId, boolean inside, String tenant) {
    WebhookRegistered webhook =
        WebhookRegistered.newBuilder()
            .setMeta(
                Meta.newBuilder()
                    .setId("w")
                    .setSource("test")
                    .setOccurredAt(NOW)
                    .setRecordedAt(NOW)
                    .setTenant(tenant)
                    .build())
            .setWebhookId("w")
            .setUrl(url)
            .setEvents(List.of("experiment-progressed"))
            .setSecretId(secretId)
            .build();
    try (HttpSender sender =
        new HttpSender(
            vertx,
            new Targets(inside),
            new Secrets(Optional.of(secrets)),
            () -> NOW,
            Duration.ofSeconds(1))) {
      return sender.call(webhook, new Sender.Message("d-1", "experiment-progressed", BODY));
    }
  }
}
