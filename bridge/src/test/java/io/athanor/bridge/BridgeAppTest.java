package io.athanor.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.athanor.bridge.core.Outcome;
import io.athanor.bridge.door.HttpDoor;
import io.athanor.bridge.ledger.LedgerFile;
import io.athanor.schemas.settings.Settings;
import io.athanor.schemas.signing.ActuationOrder;
import io.athanor.schemas.signing.Ed25519;
import io.athanor.schemas.signing.SignedOrder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole process, at a door that answers as it is told. */
class BridgeAppTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private record Asked(String path, String key, String body) {}

  @TempDir private Path directory;
  private final List<Asked> asked = new CopyOnWriteArrayList<>();
  private final AtomicReference<Runnable> onClaim = new AtomicReference<>(() -> {});
  private final AtomicReference<String> lease = new AtomicReference<>("");
  private final AtomicReference<Runnable> onReport = new AtomicReference<>(() -> {});
  private final AtomicInteger refusal = new AtomicInteger(409);
  private HttpServer door;

  @BeforeEach
  void open() throws IOException {
    door = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    door.createContext("/", this::answer);
    door.start();
  }

  @AfterEach
  void close() {
    door.stop(0);
  }

  @Test
  void isToldToStopAndBeginsNothingMore() throws IOException {
    lease.set(lease("leased"));
    try (BridgeApp app = BridgeApp.open(config())) {
      onClaim.set(app::stop);
      app.run();
    }
    assertThat(asked).extracting(Asked::path).contains("/v1/instruments/robot/leases");
    assertThat(asked).extracting(Asked::path).noneMatch(path -> path.endsWith("/progress"));
  }

  @Test
  void asksForAsLongAsItsOwnerSays() throws IOException {
    try (BridgeApp app = BridgeApp.open(config("3s"))) {
      onClaim.set(app::stop);
      app.run();
    }
    assertThat(asked)
        .filteredOn(each -> each.path().endsWith("/leases"))
        .last()
        .extracting(Asked::body)
        .asString()
        .contains("\"waitSeconds\":3");
    for (String each : List.of("900ms", "31s")) {
      assertThatThrownBy(() -> config(each)).hasMessageContaining("bridge.door.wait: is ");
    }
  }

  @Test
  void takesBreathWhereTheDoorHandsOutWhatWasMade() throws IOException {
    lease.set(lease("leased"));
    try (BridgeApp app = BridgeApp.open(config())) {
      onClaim.set(
          () -> {
            if (claims() == 3) {
              app.stop();
            }
          });
      long begun = System.nanoTime();
      app.run();
      // the first is made, the second and the third are the same again
      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThan(Duration.ofSeconds(1));
    }
    assertThat(asked).filteredOn(each -> each.body().contains("\"running\"")).hasSize(1);
    assertThat(asked).filteredOn(each -> each.path().equals("/v1/readings")).hasSize(1);
    assertThat(asked).filteredOn(each -> each.body().contains("\"stepDone\":true")).hasSize(1);
  }

  @Test
  void whatTheDoorDidNotListenToIsSaidAgain() throws IOException {
    lease.set(lease("leased"));
    refusal.set(401);
    for (int run = 0; run < 2; run++) {
      try (BridgeApp app = BridgeApp.open(config())) {
        onReport.set(app::stop);
        app.run();
      }
      lease.set(lease("running"));
      refusal.set(200);
    }
    assertThat(asked).filteredOn(each -> each.body().contains("\"running\"")).hasSize(1);
    assertThat(asked).filteredOn(each -> each.body().contains("\"stepDone\":true")).hasSize(2);
    try (LedgerFile ledger = LedgerFile.open(directory.resolve("ledger"))) {
      assertThat(ledger.state().open()).isEmpty();
    }
  }

  @Test
  void readingsOfOneTechniqueAreDifferentReadings() {
    HttpDoor.Identity robot = new HttpDoor.Identity("robot", "robot", List.of(), Set.of(), true);
    Outcome.Reading one = new Outcome.Reading("scalar", Map.of("t", new Outcome.Measured(1, "K")));
    Outcome.Reading two = new Outcome.Reading("scalar", Map.of("t", new Outcome.Measured(2, "K")));
    HttpDoor http = new HttpDoor(address(), Optional.empty(), Duration.ofSeconds(1), robot);
    for (int i = 0; i < 2; i++) {
      http.report(Papers.command("e-1", order -> order), new Outcome.Made(List.of(one, two)));
    }
    List<String> keys =
        asked.stream().filter(each -> each.path().equals("/v1/readings")).map(Asked::key).toList();
    assertThat(keys).hasSize(4);
    assertThat(keys.subList(0, 2)).doesNotHaveDuplicates().isEqualTo(keys.subList(2, 4));
  }

  private long claims() {
    return asked.stream().filter(each -> each.path().contains("/instruments/")).count();
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    String key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    asked.add(new Asked(path, key, body));
    int status = 200;
    String answer = "{}";
    if (path.contains("/workers/")) {
      answer = "{\"leases\":[]}";
    } else if (path.contains("/instruments/")) {
      onClaim.get().run();
      answer = "{\"leases\":[" + lease.get() + "]}";
    } else if (path.equals("/v1/halts")) {
      answer = "{\"halts\":[]}";
    } else if (body.contains("stepDone")) {
      onReport.get().run();
      status = refusal.get();
      lease.set(lease("running"));
    }
    byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private static String lease(String state) {
    ActuationOrder like = Papers.order("e-1");
    Instant now = Instant.now();
    SignedOrder signed =
        Papers.SIGNER.sign(
            new ActuationOrder(
                like.experimentId(),
                like.campaignId(),
                like.tenant(),
                like.campaignEpoch(),
                like.ordinal(),
                like.candidateId(),
                like.formula(),
                like.steps(),
                like.parameters(),
                now.minusSeconds(60),
                now.plusSeconds(600),
                true,
                like.keyId()));
    Base64.Encoder base64 = Base64.getEncoder();
    return JSON.valueToTree(
            Map.of(
                "experimentId",
                "e-1",
                "epoch",
                1,
                "state",
                state,
                "leaseExpiresAt",
                now.plusSeconds(600).toString(),
                "step",
                0,
                "proposal",
                Map.of(
                    "campaignId",
                    "campaign",
                    "signed",
                    Map.of(
                        "keyId",
                        signed.keyId(),
                        "algorithm",
                        signed.algorithm(),
                        "order",
                        base64.encodeToString(signed.order()),
                        "signature",
                        base64.encodeToString(signed.signature())))))
        .toString();
  }

  private URI address() {
    return URI.create("http://127.0.0.1:" + door.getAddress().getPort());
  }

  private BridgeConfig config() throws IOException {
    return config("20s");
  }

  private BridgeConfig config(String asking) throws IOException {
    Path key = directory.resolve("key.pub");
    Files.writeString(key, Ed25519.pem("PUBLIC KEY", Papers.SIGNER.publicKey().getEncoded()));
    Path envelope = directory.resolve("envelope.yaml");
    Files.writeString(envelope, Papers.FURNACE);
    return BridgeConfig.of(
        Settings.of(
            Map.of(
                BridgeConfig.DOOR.name(), address().toString(),
                BridgeConfig.WAIT.name(), asking,
                BridgeConfig.TECHNIQUES.name(), "anneal",
                BridgeConfig.SIMULATED.name(), "true",
                BridgeConfig.KEYS.name(), key.toString(),
                BridgeConfig.ENVELOPE.name(), envelope.toString(),
                BridgeConfig.LEDGER.name(), directory.resolve("ledger").toString()),
            BridgeConfig.SETTINGS));
  }
}
