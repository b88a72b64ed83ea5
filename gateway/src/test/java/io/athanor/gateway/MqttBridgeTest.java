package io.athanor.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.athanor.gateway.bluesky.BlueskyConfig;
import io.athanor.gateway.folder.FolderConfig;
import io.athanor.gateway.log.MemoryEventLog;
import io.athanor.gateway.mqtt.MqttConfig;
import io.athanor.schemas.topic.Topics;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.mqtt.MqttEndpoint;
import io.vertx.mqtt.MqttServer;
import io.vertx.mqtt.MqttServerOptions;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The gateway as a client of a broker. */
class MqttBridgeTest {
  private static final String TOPIC = "athanor/i-1/readings";

  private final Vertx vertx = Vertx.vertx();
  private final FakeBroker broker = new FakeBroker(vertx);
  private final SlowLog slow = new SlowLog(new MemoryEventLog());
  private final Door door =
      new Door(
          slow.log(),
          log -> slow,
          Door.LIMITS,
          Door.TIMEOUTS,
          new DoorsConfig(FolderConfig.OFF, config(broker.port()), BlueskyConfig.OFF),
          Door.readers());

  private static MqttConfig config(int port) {
    return new MqttConfig(
        Optional.empty(),
        Optional.of(new MqttConfig.Broker("127.0.0.1", port, false, "gateway", "me", "secret")),
        "athanor",
        4);
  }

  @AfterEach
  void close() throws Exception {
    door.close();
    vertx.close().await(10, TimeUnit.SECONDS);
  }

  /** Keeps what was not acknowledged and sends it again on the next connection. */
  private static final class FakeBroker {
    private final MqttServer server;
    private final Vertx vertx;
    private final List<Integer> acknowledged = new CopyOnWriteArrayList<>();
    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final List<MqttEndpoint> connections = new CopyOnWriteArrayList<>();
    private final Set<String> filters = new ConcurrentSkipListSet<>();
    private volatile Context loop;
    private volatile MqttEndpoint client;

    FakeBroker(Vertx vertx) {
      this.vertx = vertx;
      try {
        server =
            MqttServer.create(vertx, new MqttServerOptions().setHost("127.0.0.1").setPort(0))
                .endpointHandler(this::connected)
                .listen()
                .await(10, TimeUnit.SECONDS);
      } catch (java.util.concurrent.TimeoutException e) {
        throw new IllegalStateException(e);
      }
    }

    int port() {
      return server.actualPort();
    }

    void send(int id, String topic, String payload) {
      loop.runOnContext(
          now -> {
            var unused =
                client.publish(
                    topic, Buffer.buffer(payload), MqttQoS.AT_LEAST_ONCE, false, false, id);
          });
    }

    private void connected(MqttEndpoint endpoint) {
      loop = vertx.getOrCreateContext();
      connections.add(endpoint);
      endpoint.publishAcknowledgeHandler(acknowledged::add);
      endpoint.publishHandler(message -> heard.add(message.topicName()));
      endpoint.subscribeHandler(
          message -> {
            message.topicSubscriptions().forEach(each -> filters.add(each.topicName()));
            endpoint.subscribeAcknowledge(
                message.messageId(),
                message.topicSubscriptions().stream()
                    .map(each -> each.qualityOfService())
                    .toList());
            client = endpoint;
          });
      endpoint.accept(!endpoint.isCleanSession());
    }
  }

  private static String reading(String id) {
    JsonObject reading = ReadingErrorsTest.reading().put("id", id);
    return reading.encode();
  }

  @Test
  void shouldTakeWhatTheBrokerHasAndAcknowledgeWhatTheLogHas() {
    await().until(() -> broker.client != null);
    assertThat(broker.filters).containsExactly("athanor/+/readings", "athanor/+/status");
    assertThat(broker.client.isCleanSession()).isFalse();
    assertThat(broker.client.auth().getUsername()).isEqualTo("me");
    slow.slow();
    broker.send(1, TOPIC, reading("a"));
    await().until(() -> slow.waiting() == 1);
    assertThat(broker.acknowledged).isEmpty();
    slow.release();
    await().until(() -> broker.acknowledged.contains(1));

    broker.send(2, TOPIC, "{}");
    broker.send(3, "athanor/i-1/status", "online");

    await().until(() -> broker.acknowledged.size() == 3);
    await().until(() -> broker.heard.contains("athanor/i-1/errors"));
    assertThat(slow.log().events(Topics.READING_REPORTED)).hasSize(1);
    assertThat(door.get("/v1/instruments/i-1").json().getString("state")).isEqualTo("online");
  }

  @Test
  void shouldConnectAgainWhenTheLogDidNotTakeAMessage() {
    await().until(() -> broker.client != null);
    MqttEndpoint first = broker.client;
    slow.down();
    broker.send(1, TOPIC, reading("a"));
    await().until(() -> !first.isConnected());
    slow.up();
    await().until(() -> broker.client != first && broker.client.isConnected());

    broker.send(1, TOPIC, reading("a"));

    await().until(() -> broker.acknowledged.contains(1));
    assertThat(slow.log().events(Topics.READING_REPORTED)).hasSize(1);
  }

  /** It would be sent again and again, and nothing after it would ever be heard. */
  @Test
  void shouldPassOverAMessageThatIsTooLarge() {
    await().until(() -> broker.client != null);
    broker.send(1, TOPIC, "x".repeat(Door.LIMITS.bodyBytes() + 1));
    broker.send(2, TOPIC, reading("a"));

    await().until(() -> broker.acknowledged.size() == 2);
    assertThat(broker.connections).hasSize(1);
    assertThat(slow.log().events(Topics.READING_REPORTED)).hasSize(1);
  }

  @Test
  void shouldConnectAgainWhenTheBrokerWasAway() {
    await().until(() -> broker.client != null);
    MqttEndpoint first = broker.client;
    broker.loop.runOnContext(now -> first.close());

    await().until(() -> broker.connections.size() == 2 && broker.client != first);
    broker.send(7, TOPIC, reading("a"));

    await().until(() -> broker.acknowledged.contains(7));
  }

  @Test
  void shouldTakeManyMoreThanMayBeInFlight() {
    await().until(() -> broker.client != null);
    slow.slow();
    for (int id = 1; id <= 50; id++) {
      broker.send(id, TOPIC, reading("m-" + id));
    }
    await().until(() -> slow.waiting() >= 4);
    slow.release();

    await().until(() -> broker.acknowledged.size() == 50);
    assertThat(broker.acknowledged).isSorted();
    assertThat(slow.log().events(Topics.READING_REPORTED)).hasSize(50);
  }
}
