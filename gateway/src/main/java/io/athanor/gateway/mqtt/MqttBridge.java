package io.athanor.gateway.mqtt;

import io.athanor.gateway.problem.Problem;
import io.athanor.gateway.problem.ProblemCode;
import io.athanor.gateway.problem.ProblemException;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.vertx.core.Context;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.mqtt.MqttClient;
import io.vertx.mqtt.MqttClientOptions;
import io.vertx.mqtt.messages.MqttPublishMessage;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A client of a broker, MQTT 3.1.1, QoS 1, with a session that the broker keeps: what comes while
 * the gateway is away is delivered later. A message is acknowledged when the log has it or it can
 * never be taken; when the log does not answer, the connection is given up and made again, so that
 * the broker sends again. All of it happens on one event loop but the work on messages.
 */
public final class MqttBridge implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(MqttBridge.class);
  private static final long SHORTEST_PAUSE = 500;
  private static final long LONGEST_PAUSE = 30_000;
  private static final int FIRST_SERVER_ERROR = 500;

  /** A larger message would close the connection, and be sent again and again by the broker. */
  private static final int MOST_OF_MQTT = 268_435_455;

  private final MqttParts parts;
  private final MqttConfig.Broker broker;
  private final MqttIntake intake;
  private final Refusals refusals;
  private final Context loop;
  private final int mostBytes;
  private MqttClient client;
  private Line line;
  private int inFlight;
  private boolean paused;
  private long pause = SHORTEST_PAUSE;
  private boolean closed;

  /** A client that is not connected yet; {@code mostBytes} bounds a message. */
  public MqttBridge(MqttParts parts, int mostBytes) {
    this.parts = parts;
    this.broker = parts.config().broker().orElseThrow();
    this.intake = parts.messages();
    this.refusals = new Refusals(parts.metrics(), "client");
    this.loop = parts.vertx().getOrCreateContext();
    this.mostBytes = mostBytes;
  }

  /** Connects, and again whenever the connection is lost. */
  public void start() {
    loop.runOnContext(now -> connect());
  }

  @Override
  public void close() throws TimeoutException {
    Promise<Void> done = Promise.promise();
    loop.runOnContext(
        now -> {
          closed = true;
          if (client == null || !client.isConnected()) {
            done.complete();
          } else {
            client.disconnect().onComplete(each -> done.complete());
          }
        });
    done.future().await(2, TimeUnit.SECONDS);
  }

  private void connect() {
    if (closed) {
      return;
    }
    if (!parts.ready().getAsBoolean()) {
      later();
      return;
    }
    MqttClientOptions options =
        new MqttClientOptions()
            .setClientId(broker.clientId())
            .setCleanSession(false)
            .setAutoAck(false)
            .setSsl(broker.tls())
            .setMaxMessageSize(MOST_OF_MQTT);
    if (broker.tls()) {
      options.setHostnameVerificationAlgorithm("HTTPS");
    }
    if (!broker.username().isEmpty()) {
      options.setUsername(broker.username()).setPassword(broker.password());
    }
    MqttClient mine = MqttClient.create(parts.vertx(), options);
    client = mine;
    line = new Line(parts.workers());
    inFlight = 0;
    paused = false;
    Line ours = line;
    mine.publishHandler(message -> published(mine, ours, message));
    mine.exceptionHandler(refusals::broken);
    mine.closeHandler(nothing -> lost(mine, "the connection was closed"));
    String prefix = parts.config().prefix();
    Map<String, Integer> filters =
        Map.of(prefix + "/+/" + MqttIntake.READINGS, 1, prefix + "/+/" + MqttIntake.STATUS, 1);
    var unused =
        mine.connect(broker.port(), broker.host())
            .compose(accepted -> mine.subscribe(filters))
            .onSuccess(
                granted -> {
                  pause = SHORTEST_PAUSE;
                  LOG.atInfo().addKeyValue("broker", broker).log("Connected to the broker");
                })
            .onFailure(failure -> lost(mine, failure.toString()));
  }

  /** Once for each connection. */
  private void lost(MqttClient mine, String reason) {
    if (client != mine || closed) {
      return;
    }
    client = null;
    LOG.atWarn()
        .addKeyValue("broker", broker)
        .addKeyValue("reason", reason)
        .log("Not connected to the broker, trying again");
    if (mine.isConnected()) {
      var unused = mine.disconnect();
    }
    later();
  }

  private void later() {
    parts.vertx().setTimer(pause, id -> loop.runOnContext(now -> connect()));
    pause = Math.min(2 * pause, LONGEST_PAUSE);
  }

  private void published(MqttClient mine, Line ours, MqttPublishMessage message) {
    if (client != mine) {
      return;
    }
    inFlight++;
    if (inFlight >= parts.config().inFlight() && !paused) {
      paused = true;
      mine.pause();
    }
    String topic = message.topicName();
    Buffer payload = message.payload();
    try {
      ours.add(
          () -> take(topic, payload),
          (answer, failure) -> loop.runOnContext(now -> answer(mine, message, topic, failure)));
    } catch (RejectedExecutionException e) {
      lost(mine, "too much is in work");
    }
  }

  private CompletableFuture<JsonObject> take(String topic, Buffer payload) {
    if (payload.length() > mostBytes) {
      throw ProblemException.of(
          ProblemCode.TOO_LARGE, "has " + payload.length() + " bytes, the most is " + mostBytes);
    }
    return intake.take(topic, payload, parts.origins().get());
  }

  private void answer(
      MqttClient mine, MqttPublishMessage message, String topic, Throwable failure) {
    if (client != mine) {
      return; // the broker sends it again on the next connection
    }
    inFlight--;
    if (paused && inFlight <= parts.config().inFlight() / 2) {
      paused = false;
      mine.resume();
    }
    if (failure == null) {
      refusals.accepted();
      message.ack();
      return;
    }
    Problem problem = refusals.problem(failure);
    if (problem.code().status() >= FIRST_SERVER_ERROR && problem.code() != ProblemCode.INTERNAL) {
      lost(mine, problem.detail());
      return;
    }
    message.ack();
    intake
        .errors(topic)
        .ifPresent(
            errors -> {
              Buffer text = refusals.text(topic, problem).toBuffer();
              var unused = mine.publish(errors, text, MqttQoS.AT_MOST_ONCE, false, false);
            });
  }
}
