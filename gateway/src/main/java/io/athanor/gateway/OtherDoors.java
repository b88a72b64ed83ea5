package io.athanor.gateway;

import io.athanor.gateway.bluesky.BlueskyDoor;
import io.athanor.gateway.bluesky.BlueskyRuns;
import io.athanor.gateway.bluesky.BlueskyTopic;
import io.athanor.gateway.folder.FileReader;
import io.athanor.gateway.folder.WatchedFolder;
import io.athanor.gateway.http.Admission;
import io.athanor.gateway.log.EventLog;
import io.athanor.gateway.mqtt.MqttBridge;
import io.athanor.gateway.mqtt.MqttParts;
import io.athanor.gateway.mqtt.MqttServerDoor;
import io.athanor.gateway.view.View;
import io.athanor.gateway.webhook.Webhooks;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** The doors besides HTTP that are switched on, opened together and closed in reverse. */
final class OtherDoors {
  private static final Duration LISTEN = Duration.ofSeconds(30);
  private static final long TICK_MILLIS = 1_000;

  private final Vertx vertx;
  private final GatewayConfig config;
  private final Deque<AutoCloseable> open = new ArrayDeque<>();
  private Optional<MqttServerDoor> mqtt = Optional.empty();

  OtherDoors(Vertx vertx, GatewayConfig config) {
    this.vertx = vertx;
    this.config = config;
  }

  /**
   * Opens them.
   *
   * @throws IllegalStateException if one cannot be opened
   */
  void open(
      MqttParts parts,
      EventLog log,
      View view,
      FileReader files,
      BlueskyDoor bluesky,
      BlueskyRuns runs) {
    DoorsConfig doors = config.doors();
    GatewayConfig.Limits limits = config.limits();
    long timer = vertx.setPeriodic(TICK_MILLIS, id -> tick(runs));
    open.push(() -> vertx.cancelTimer(timer));
    if (doors.webhooks().secrets().isPresent()) {
      open.push(
          Webhooks.start(
              vertx,
              config.kafka(),
              view,
              log,
              parts.origins(),
              doors.webhooks(),
              parts.metrics()));
    }
    if (doors.mqtt().server().isPresent()) {
      MqttServerDoor door =
          new MqttServerDoor(
              parts,
              new Admission(limits.pendingRequests(), limits.pendingBytes()),
              limits.bodyBytes());
      open.push(door);
      door.listen(LISTEN.toMillis());
      mqtt = Optional.of(door);
    }
    if (doors.mqtt().broker().isPresent()) {
      MqttBridge bridge = new MqttBridge(parts, limits.bodyBytes());
      open.push(bridge);
      bridge.start();
    }
    if (doors.bluesky().topic().isPresent()) {
      open.push(
          BlueskyTopic.start(
              config.kafka(),
              doors.bluesky(),
              bluesky,
              parts.ready(),
              parts.origins(),
              parts.metrics()));
    }
    if (doors.folder().path().isPresent()) {
      open.push(
          new WatchedFolder(
              vertx,
              doors.folder(),
              files,
              log,
              parts.ready(),
              () -> parts.origins().get().now(),
              now -> parts.origins().get(),
              parts.metrics()));
    }
  }

  /** The MQTT server's port, where there is one. */
  Optional<Integer> mqttPort() {
    return mqtt.map(MqttServerDoor::port);
  }

  /** Those to close, the last opened first. */
  Iterable<AutoCloseable> opened() {
    return open;
  }

  private void tick(BlueskyRuns runs) {
    var unused =
        vertx.executeBlocking(
            () -> {
              runs.tick();
              return null;
            });
  }
}
