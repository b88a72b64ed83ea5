package io.athanor.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.athanor.event.ReadingReported;
import io.athanor.gateway.bluesky.BlueskyConfig;
import io.athanor.gateway.folder.FolderConfig;
import io.athanor.gateway.log.MemoryEventLog;
import io.athanor.gateway.mqtt.MqttConfig;
import io.athanor.schemas.topic.Topics;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.mqtt.MqttClientOptions;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The gateway as an MQTT server: 3.1.1 by Vert.x's client, 5 by Paho's. */
class MqttServerTest {
  private static final String TOPIC = "athanor/i-1/readings";
  private static final int PAYLOAD_FORMAT_INVALID = 0x99;
  private static final int TOPIC_NAME_INVALID = 0x90;

  private final SlowLog slow = new SlowLog(new MemoryEventLog());
  private final Door door =
      new Door(
          slow.log(),
          log -> slow,
          Door.LIMITS,
          Door.TIMEOUTS,
          new DoorsConfig(FolderConfig.OFF, server(4), BlueskyConfig.OFF),
          Door.readers());
  private final Vertx vertx = Vertx.vertx();

  static MqttConfig server(int inFlight) {
    return new MqttConfig(
        Optional.of(new MqttConfig.Server("127.0.0.1", 0, 8)),
        Optional.empty(),
        "athanor",
        inFlight);
  }

  @AfterEach
  void close() throws Exception {
    door.close();
    vertx.close().await(10, TimeUnit.SECONDS);
  }

  /** A client that speaks 3.1.1. */
  private final class Client {
    private final io.vertx.mqtt.MqttClient mqtt;
    private final List<Integer> acknowledged = new CopyOnWriteArrayList<>();
    private final List<JsonObject> heard = new CopyOnWriteArrayList<>();

    Client(MqttClientOptions options) throws Exception {
      mqtt = io.vertx.mqtt.MqttClient.create(vertx, options);
      mqtt.publishCompletionHandler(acknowledged::add);
      mqtt.publishHandler(message -> heard.add(message.payload().toJsonObject()));
      mqtt.connect(port(), "127.0.0.1").await(10, TimeUnit.SECONDS);
    }

    int publish(String topic, String payload, boolean duplicate) throws Exception {
      return mqtt.publish(topic, Buffer.buffer(payload), MqttQoS.AT_LEAST_ONCE, duplicate, false)
          .await(10, TimeUnit.SECONDS);
    }
  }

  private int port() {
    return door.app.mqttPort().orElseThrow();
  }

  private Client client() throws Exception {
    return new Client(new MqttClientOptions());
  }

  private static JsonObject reading() {
    JsonObject reading = ReadingErrorsTest.reading().put("occurredAt", "2026-01-02T03:04:05Z");
    reading.remove("instrumentId");
    return reading;
  }

  private List<ReadingReported> readings() {
    return slow.log().events(Topics.READING_REPORTED);
  }

  @Test
  void shouldMakeTheSameEventAsRestAndCloudEventsDo() throws Exception {
    String id =
        door.post("/v1/readings", reading().put("instrumentId", "i-1"), "Idempotency-Key", "m-1")
            .json()
            .getString("id");
    JsonObject cloud =
        new JsonObject()
            .put("specversion", "1.0")
            .put("id", "m-1")
            .put("source", "instrument/i-1")
            .put("type", "io.athanor.reading-reported")
            .put("data", reading().put("instrumentId", "i-1"));
    door.post("/v1/cloudevents", cloud, "Content-Type", "application/cloudevents+json");
    Client client = client();

    client.publish(TOPIC, reading().put("id", "m-1").encode(), false);
    client.publish(TOPIC, reading().put("id", "m-1").encode(), true);

    await().until(() -> client.acknowledged.size() == 2);
    assertThat(readings()).hasSize(4);
    assertThat(readings()).allMatch(each -> each.getMeta().getId().equals(id));
    assertThat(readings())
        .allMatch(each -> each.getPayload().equals(readings().get(0).getPayload()));
  }

  @Test
  void shouldAcknowledgeOnlyWhatTheLogHas() throws Exception {
    Client client = client();
    slow.slow();
    int id = client.publish(TOPIC, reading().encode(), false);
    await().until(() -> slow.waiting() == 1);
    assertThat(client.acknowledged).isEmpty();

    slow.release();

    await().until(() -> client.acknowledged.contains(id));
    assertThat(readings()).hasSize(1);
  }

  @Test
  void shouldTellARefusalAndGoOn() throws Exception {
    Client client = client();
    client.mqtt.subscribe("athanor/+/errors", 1).await(10, TimeUnit.SECONDS);
    client.publish(TOPIC, "{\"sampleId\":", false);
    client.publish("athanor/i-1/gossip", "{}", false);
    client.publish(TOPIC, reading().encode(), false);

    await().until(() -> client.acknowledged.size() == 3 && client.heard.size() == 1);
    assertThat(client.heard.get(0).getString("code")).isEqualTo("malformed-json");
    assertThat(client.heard.get(0).getString("topic")).isEqualTo(TOPIC);
    assertThat(readings()).hasSize(1);
    assertThat(
            door.metrics
                .counter(
                    "athanor.gateway.mqtt.messages", "side", "server", "outcome", "malformed-json")
                .count())
        .isEqualTo(1);
  }

  @Test
  void shouldDisconnectWhoeverTheLogCannotServeAndTakeItAgain() throws Exception {
    Client client = client();
    slow.down();
    client.publish(TOPIC, reading().encode(), false);
    await().until(() -> !client.mqtt.isConnected());
    assertThat(client.acknowledged).isEmpty();
    slow.up();

    Client again = client();
    int id = again.publish(TOPIC, reading().encode(), true);

    await().until(() -> again.acknowledged.contains(id));
    assertThat(readings()).hasSize(1);
  }

  @Test
  void shouldDisconnectWhoeverSendsMoreThanMayBeInFlight() throws Exception {
    Client client = client();
    slow.slow();
    for (int i = 0; i < 5; i++) {
      client.publish(TOPIC, reading().put("id", "m-" + i).encode(), false);
    }

    await().until(() -> !client.mqtt.isConnected());
    assertThat(client.acknowledged).isEmpty();
    slow.release();
    await().until(() -> readings().size() == 4);
  }

  @Test
  void shouldSayThatAnInstrumentIsOfflineByItsLastWill() throws Exception {
    MqttClientOptions options =
        new MqttClientOptions()
            .setWillFlag(true)
            .setWillTopic("athanor/i-1/status")
            .setWillMessageBytes(Buffer.buffer("offline"))
            .setWillQoS(1)
            .setClientId("i-1");
    Client orderly = new Client(options);
    orderly.publish("athanor/i-1/status", "online", false);
    await().until(() -> state().equals("online"));
    orderly.mqtt.disconnect().await(10, TimeUnit.SECONDS);
    await().until(() -> clients() == 0);
    assertThat(state()).isEqualTo("online");

    abruptly("i-2", "athanor/i-1/status", "offline");

    await().until(() -> state().equals("offline"));
    assertThat(door.get("/v1/instruments/i-1").json().getString("stateAt")).isNotNull();
  }

  private double clients() {
    return door.metrics.get("athanor.gateway.mqtt.clients").gauge().value();
  }

  private String state() {
    Door.Answer answer = door.get("/v1/instruments/i-1");
    return answer.status() == 404 ? "unknown" : answer.json().getString("state");
  }

  /** Connects with a last will, and is gone. */
  private void abruptly(String clientId, String topic, String will) throws IOException {
    Buffer variable = Buffer.buffer();
    text(variable, "MQTT").appendByte((byte) 4).appendByte((byte) 0x0E).appendShort((short) 60);
    text(text(text(variable, clientId), topic), will);
    try (Socket socket = new Socket("127.0.0.1", port())) {
      OutputStream out = socket.getOutputStream();
      out.write(new byte[] {0x10, (byte) variable.length()});
      out.write(variable.getBytes());
      out.flush();
      assertThat(socket.getInputStream().readNBytes(4)).containsExactly(0x20, 2, 0, 0);
      socket.setSoLinger(true, 0);
    }
  }

  private static Buffer text(Buffer buffer, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return buffer.appendShort((short) bytes.length).appendBytes(bytes);
  }

  private MqttAsyncClient five() throws MqttException {
    MqttAsyncClient client =
        new MqttAsyncClient("tcp://127.0.0.1:" + port(), "five", new MemoryPersistence());
    MqttConnectionOptions options = new MqttConnectionOptions();
    options.setAutomaticReconnect(false);
    client.connect(options).waitForCompletion(10_000);
    return client;
  }

  private static int reason(IMqttToken token) {
    return token.getReasonCodes()[0];
  }

  @Test
  void shouldGiveReasonsToWhoeverSpeaksFive() throws Exception {
    MqttAsyncClient client = five();
    IMqttToken good = client.publish(TOPIC, message(reading().encode(), 1));
    good.waitForCompletion(10_000);
    IMqttToken twice = client.publish(TOPIC, message(reading().put("id", "two").encode(), 2));
    twice.waitForCompletion(10_000);
    IMqttToken bad = client.publish(TOPIC, message("{}", 1));
    bad.waitForCompletion(10_000);
    IMqttToken elsewhere = client.publish("elsewhere", message("{}", 1));
    elsewhere.waitForCompletion(10_000);

    assertThat(reason(good)).isZero();
    assertThat(reason(bad)).isEqualTo(PAYLOAD_FORMAT_INVALID);
    assertThat(bad.getResponseProperties().getReasonString()).contains("is missing");
    assertThat(reason(elsewhere)).isEqualTo(TOPIC_NAME_INVALID);
    assertThat(readings()).hasSize(2);
    client.disconnect().waitForCompletion(10_000);
    client.close();
  }

  private static MqttMessage message(String payload, int qos) {
    MqttMessage message = new MqttMessage(payload.getBytes(StandardCharsets.UTF_8));
    message.setQos(qos);
    return message;
  }

  /** Bytes that are no MQTT, or nearly some. */
  @Test
  void shouldOutliveBytesThatAreNoMqtt() throws Exception {
    Random random = new Random(29);
    Buffer variable = Buffer.buffer();
    text(variable, "MQTT").appendByte((byte) 5).appendByte((byte) 2).appendShort((short) 60);
    text(variable.appendByte((byte) 0), "x");
    Buffer connect =
        Buffer.buffer(new byte[] {0x10, (byte) variable.length()}).appendBuffer(variable);
    for (int i = 0; i < 500; i++) {
      byte[] noise = new byte[1 + random.nextInt(64)];
      random.nextBytes(noise);
      byte[] hello = connect.getBytes();
      hello[random.nextInt(hello.length)] ^= (byte) (random.nextInt(4) == 0 ? 1 : 0);
      try (Socket socket = new Socket("127.0.0.1", port())) {
        OutputStream out = socket.getOutputStream();
        if (random.nextBoolean()) {
          out.write(hello);
        }
        out.write(noise);
        out.flush();
      } catch (IOException e) {
        assertThat(e).hasMessageContaining("reset").isInstanceOf(java.net.SocketException.class);
      }
    }
    Client client = client();
    int id = client.publish(TOPIC, reading().encode(), false);

    await().until(() -> client.acknowledged.contains(id));
    assertThat(door.app.isAlive()).isTrue();
  }
}
