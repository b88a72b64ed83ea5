package io.athanor.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.athanor.event.ReadingReported;
import io.athanor.gateway.bluesky.BlueskyConfig;
import io.athanor.gateway.folder.FolderConfig;
import io.athanor.gateway.log.MemoryEventLog;
import io.athanor.gateway.mqtt.MqttConfig;
import io.athanor.gateway.security.Role;
import io.athanor.gateway.security.SecurityConfig;
import io.athanor.schemas.topic.Topics;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManagerFactory;
import org.eclipse.paho.mqttv5.client.MqttClient;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** HTTP and MQTT over TLS, for known callers only. */
class TlsDoorTest {
  private static final int NOT_AUTHORIZED = 0x87;
  private static final DoorsConfig MQTT =
      new DoorsConfig(
          FolderConfig.OFF,
          new MqttConfig(
              Optional.of(new MqttConfig.Server("127.0.0.1", 0, 10)),
              Optional.empty(),
              "athanor",
              8),
          BlueskyConfig.OFF);

  @TempDir private Path directory;
  private Certificate certificate;
  private Secured keys;
  private MemoryEventLog log;
  private Door door;

  @BeforeEach
  void open() throws Exception {
    certificate = Certificate.in(directory);
    keys = new Secured(directory, Optional.empty(), DoorsConfig.OFF);
    SecurityConfig plain = keys.config(Optional.empty());
    log = new MemoryEventLog();
    door =
        new Door(
            log,
            MQTT,
            new SecurityConfig(
                plain.mode(),
                plain.keys(),
                plain.tokens(),
                plain.quota(),
                plain.refresh(),
                plain.tokenRefresh(),
                plain.localTenant(),
                Optional.of(new SecurityConfig.Tls(certificate.certificate(), certificate.key()))));
  }

  @AfterEach
  void close() {
    door.close();
    keys.close();
  }

  @Test
  void shouldServeOverTlsOnly() throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + door.app.port() + "/v1/campaigns"))
            .header("X-API-Key", Secured.key("lab-a", Role.SCIENTIST));
    HttpClient trusting = HttpClient.newBuilder().sslContext(trust()).build();

    assertThat(trusting.send(request.build(), HttpResponse.BodyHandlers.discarding()).statusCode())
        .isEqualTo(200);
    assertThatThrownBy(
            () ->
                HttpClient.newHttpClient()
                    .send(request.build(), HttpResponse.BodyHandlers.discarding()))
        .isInstanceOf(SSLException.class);
    assertThatThrownBy(() -> door.get("/v1/campaigns")).hasCauseInstanceOf(IOException.class);
  }

  @Test
  void shouldTakeReadingsOfAnInstrumentThatShowsItsKey() throws Exception {
    MqttClient client = client("own");
    try {
      client.connect(options(Secured.INSTRUMENT, Secured.secret(Secured.INSTRUMENT)));
      client.publish("athanor/" + Secured.INSTRUMENT + "/readings", reading(), 1, false);
      await().until(() -> log.events(Topics.READING_REPORTED).size() == 1);
      assertThat(log.events(Topics.READING_REPORTED).get(0).getMeta())
          .satisfies(meta -> assertThat(meta.getTenant()).isEqualTo("lab-a"))
          .satisfies(meta -> assertThat(meta.getActor()).isEqualTo(Secured.INSTRUMENT));
      client.publish("athanor/another/readings", reading(), 1, false);
      client.publish("athanor/another/status", bytes("online"), 1, false);
      client.disconnect();
    } finally {
      client.close();
    }
    await().until(() -> log.events(Topics.ACCESS_AUDITED).size() == 3);
    assertThat(log.events(Topics.ACCESS_AUDITED))
        .extracting(each -> each.getOutcome())
        .containsExactly("allowed", "forbidden", "forbidden");
    assertThat(log.events(Topics.READING_REPORTED))
        .extracting(ReadingReported::getInstrumentId)
        .containsExactly(Secured.INSTRUMENT);
    assertThat(log.events(Topics.INSTRUMENT_REGISTERED)).isEmpty();
  }

  @Test
  void shouldNotLetStrangersConnect() throws Exception {
    for (MqttConnectionOptions each :
        new MqttConnectionOptions[] {
          options(Secured.INSTRUMENT, "wrong"), options("nobody", "x"), trusting()
        }) {
      MqttClient client = client("stranger");
      try {
        assertThatThrownBy(() -> client.connect(each))
            .isInstanceOfSatisfying(
                MqttException.class, e -> assertThat(e.getReasonCode()).isEqualTo(NOT_AUTHORIZED));
      } finally {
        client.close();
      }
    }
    await().until(() -> log.events(Topics.ACCESS_AUDITED).size() == 3);
  }

  @Test
  void shouldTellAnInstrumentNothingOfAnotherTenant() throws Exception {
    MqttClient own = client("same-id");
    MqttClient other = client("same-id");
    try {
      var heard = new java.util.concurrent.CopyOnWriteArrayList<String>();
      other.setCallback(new Hearing(heard));
      String robot = Secured.id("lab-b", Role.OPERATOR);
      other.connect(options(robot, Secured.secret(robot)));
      other.subscribe("athanor/#", 0);
      own.connect(options(Secured.INSTRUMENT, Secured.secret(Secured.INSTRUMENT)));
      own.publish("athanor/" + Secured.INSTRUMENT + "/status", bytes("online"), 1, false);
      await().until(() -> log.events(Topics.INSTRUMENT_REGISTERED).size() == 1);
      other.publish("athanor/of-b/status", bytes("online"), 1, false);
      await().until(() -> !heard.isEmpty());
      assertThat(heard).containsExactly("athanor/of-b/status");
      assertThat(own.isConnected()).isTrue();
      own.disconnect();
      other.disconnect();
    } finally {
      own.close();
      other.close();
    }
  }

  private MqttClient client(String id) throws MqttException {
    return new MqttClient(
        "ssl://127.0.0.1:" + door.app.mqttPort().orElseThrow(), id, new MemoryPersistence());
  }

  private MqttConnectionOptions options(String user, String password) throws Exception {
    MqttConnectionOptions options = trusting();
    options.setUserName(user);
    options.setPassword(bytes(password));
    return options;
  }

  private MqttConnectionOptions trusting() throws Exception {
    MqttConnectionOptions options = new MqttConnectionOptions();
    options.setSocketFactory(trust().getSocketFactory());
    return options;
  }

  private SSLContext trust() throws Exception {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    try (InputStream in = Files.newInputStream(certificate.certificate())) {
      store.setCertificateEntry(
          "door", CertificateFactory.getInstance("X.509").generateCertificate(in));
    }
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }

  private static byte[] reading() {
    return bytes(
        "{\"sampleId\":\"s\",\"technique\":\"scalar\",\"scalars\":{\"x\":{\"value\":1,\"unit\":\"V\"}}}");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
