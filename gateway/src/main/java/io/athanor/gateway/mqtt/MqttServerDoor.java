package io.athanor.gateway.mqtt;

import io.athanor.gateway.event.Origin;
import io.athanor.gateway.http.Admission;
import io.athanor.gateway.problem.Problem;
import io.athanor.gateway.security.DoorTls;
import io.athanor.gateway.security.Identity;
import io.netty.handler.codec.mqtt.MqttConnectReturnCode;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.mqtt.MqttEndpoint;
import io.vertx.mqtt.MqttServer;
import io.vertx.mqtt.MqttServerOptions;
import io.vertx.mqtt.messages.codes.MqttDisconnectReasonCode;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * An MQTT server for instruments that know no other broker: MQTT 3.1.1 and 5. It takes readings and
 * states, and delivers to subscribers what it says itself, refusals and states, at most once. It
 * relays nothing else, keeps no session and no retained message for a client that is away, and
 * tells a last will at once, whatever delay was asked for.
 */
public final class MqttServerDoor implements AutoCloseable {
  private static final int FIVE = 5;
  private static final int LONGEST_CLIENT_ID = 256;

  private final MqttParts parts;
  private final MqttConfig.Server address;
  private final MqttIntake intake;
  private final Refusals refusals;
  private final Admission bodies;
  private final Map<String, MqttSession> sessions = new ConcurrentHashMap<>();
  private final MqttGate gate;
  private final int mostBytes;
  private MqttServer server;
  private volatile boolean closing;

  /**
   * A door that is not open yet.
   *
   * @param bodies bounds what is in work over all clients
   * @param mostBytes largest message
   */
  public MqttServerDoor(MqttParts parts, Admission bodies, int mostBytes) {
    this.parts = parts;
    this.address = parts.config().server().orElseThrow();
    this.intake = parts.messages();
    this.refusals = new Refusals(parts.metrics(), "server");
    this.bodies = bodies;
    this.mostBytes = mostBytes;
    this.gate = new MqttGate(parts);
    parts.metrics().gauge("athanor.gateway.mqtt.clients", sessions, Map::size);
  }

  /**
   * Listens.
   *
   * @throws IllegalStateException if it cannot
   */
  public void listen(long millis) {
    Vertx vertx = parts.vertx();
    MqttServerOptions options =
        new MqttServerOptions()
            .setHost(address.host())
            .setPort(address.port())
            .setMaxMessageSize(mostBytes)
            .setMaxClientIdLength(LONGEST_CLIENT_ID);
    DoorTls.apply(parts.security().tls(), options);
    try {
      server =
          MqttServer.create(vertx, options)
              .endpointHandler(this::connected)
              .exceptionHandler(failure -> refusals.broken(failure))
              .listen()
              .await(millis, TimeUnit.MILLISECONDS);
    } catch (TimeoutException | RuntimeException e) {
      throw new IllegalStateException(
          "cannot listen on " + address.host() + ":" + address.port() + ": " + e.getMessage(), e);
    }
  }

  /** The port it listens on. */
  public int port() {
    return server.actualPort();
  }

  /** Ends the connections, without their last wills: it is not the instruments that leave. */
  @Override
  public void close() throws TimeoutException {
    closing = true;
    sessions
        .values()
        .forEach(each -> each.end(MqttDisconnectReasonCode.SERVER_SHUTTING_DOWN, false));
    if (server != null) {
      server.close().await(2, TimeUnit.SECONDS);
    }
  }

  MqttConfig config() {
    return parts.config();
  }

  int mostBytes() {
    return mostBytes;
  }

  Runnable admit(int bytes) {
    return bodies.enter(bytes);
  }

  CompletableFuture<JsonObject> take(String topic, Buffer payload, Identity caller) {
    Origin origin = parts.origins().get().by(caller);
    return gate.guarded(topic, caller, origin.now(), () -> intake.take(topic, payload, origin))
        .thenApply(
            answer -> {
              refusals.accepted();
              if (topic.endsWith("/" + MqttIntake.STATUS)) {
                deliver(topic, payload, caller);
              }
              return answer;
            });
  }

  /** Tells of a message that was not taken, and gives the reason. */
  Problem refused(String topic, Throwable failure, Identity caller) {
    Problem problem = refusals.problem(failure);
    intake
        .errors(topic)
        .ifPresent(errors -> deliver(errors, refusals.text(topic, problem).toBuffer(), caller));
    return problem;
  }

  void left(MqttSession session) {
    sessions.remove(session.name(), session);
  }

  private void connected(MqttEndpoint endpoint) {
    boolean five = endpoint.protocolVersion() == FIVE;
    if (closing || !parts.ready().getAsBoolean() || sessions.size() >= address.clients()) {
      endpoint.reject(
          five
              ? MqttConnectReturnCode.CONNECTION_REFUSED_SERVER_UNAVAILABLE_5
              : MqttConnectReturnCode.CONNECTION_REFUSED_SERVER_UNAVAILABLE);
      return;
    }
    Context loop = parts.vertx().getOrCreateContext();
    gate.known(endpoint)
        .onComplete(
            known ->
                loop.runOnContext(
                    now -> {
                      if (known.succeeded()) {
                        accept(endpoint, loop, known.result());
                      } else {
                        endpoint.reject(
                            five
                                ? MqttConnectReturnCode.CONNECTION_REFUSED_NOT_AUTHORIZED_5
                                : MqttConnectReturnCode.CONNECTION_REFUSED_NOT_AUTHORIZED);
                      }
                    }));
  }

  private void accept(MqttEndpoint endpoint, Context loop, Identity caller) {
    MqttSession session = new MqttSession(endpoint, loop, this, new Line(parts.workers()), caller);
    MqttSession before = sessions.put(session.name(), session);
    if (before != null) {
      before.end(MqttDisconnectReasonCode.SESSION_TAKEN_OVER, true);
    }
    session.start();
  }

  /** To those of the same tenant; an instrument hears of itself only. */
  private void deliver(String topic, Buffer payload, Identity sender) {
    String instrument = topic.split("/", -1)[1];
    sessions.values().stream()
        .filter(each -> each.caller().sees(sender.tenant().orElse(null)))
        .filter(each -> each.caller().speaksFor(instrument))
        .forEach(each -> each.deliver(topic, payload));
  }
}
