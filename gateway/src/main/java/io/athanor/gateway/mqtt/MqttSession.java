package io.athanor.gateway.mqtt;

import io.athanor.gateway.problem.Problem;
import io.athanor.gateway.problem.ProblemCode;
import io.athanor.gateway.problem.ProblemException;
import io.athanor.gateway.security.Identity;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.mqtt.MqttEndpoint;
import io.vertx.mqtt.MqttTopicSubscription;
import io.vertx.mqtt.messages.MqttPublishMessage;
import io.vertx.mqtt.messages.MqttSubscribeMessage;
import io.vertx.mqtt.messages.codes.MqttDisconnectReasonCode;
import io.vertx.mqtt.messages.codes.MqttPubAckReasonCode;
import io.vertx.mqtt.messages.codes.MqttPubRecReasonCode;
import io.vertx.mqtt.messages.codes.MqttSubAckReasonCode;
import io.vertx.mqtt.messages.codes.MqttUnsubAckReasonCode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;

/**
 * One connected client; all of it happens on its event loop but the work on messages.
 *
 * <p>A message is acknowledged when the log has it, or when it can never be taken. When the log
 * does not answer, or too much is in work, the client is disconnected instead: it sends again what
 * was not acknowledged. QoS 2 is answered with its whole handshake; that its event counts once is
 * due to the event's id, as with QoS 1.
 */
final class MqttSession {
  private static final int FIVE = 5;
  private static final int FIRST_SERVER_ERROR = 500;
  private static final int MOST_FILTERS = 64;
  private static final int LONGEST_REASON = 512;

  private final MqttEndpoint endpoint;
  private final Context loop;
  private final MqttServerDoor door;
  private final Line line;
  private final Identity caller;
  private final Set<String> filters = new LinkedHashSet<>();
  private int inFlight;
  private boolean withoutWill;

  MqttSession(
      MqttEndpoint endpoint, Context loop, MqttServerDoor door, Line line, Identity caller) {
    this.endpoint = endpoint;
    this.loop = loop;
    this.door = door;
    this.line = line;
    this.caller = caller;
  }

  /** Who is connected. */
  Identity caller() {
    return caller;
  }

  /** What it is known by: another tenant's client of the same id is another one. */
  String name() {
    return caller.tenant().orElse("") + '\u0000' + endpoint.clientIdentifier();
  }

  /** Accepts the client. */
  void start() {
    endpoint.publishHandler(this::published);
    endpoint.publishReleaseHandler(endpoint::publishComplete);
    endpoint.subscribeHandler(this::subscribed);
    endpoint.unsubscribeHandler(
        message -> {
          message.topics().forEach(filters::remove);
          if (endpoint.protocolVersion() == FIVE) {
            List<MqttUnsubAckReasonCode> codes =
                message.topics().stream().map(each -> MqttUnsubAckReasonCode.SUCCESS).toList();
            endpoint.unsubscribeAcknowledge(
                message.messageId(), codes, MqttProperties.NO_PROPERTIES);
          } else {
            endpoint.unsubscribeAcknowledge(message.messageId());
          }
        });
    endpoint.disconnectMessageHandler(
        message -> withoutWill = message.code() != MqttDisconnectReasonCode.WITH_WILL_MESSAGE);
    endpoint.disconnectHandler(nothing -> withoutWill |= endpoint.protocolVersion() != FIVE);
    endpoint.exceptionHandler(failure -> endpoint.close());
    endpoint.closeHandler(nothing -> closed());
    if (endpoint.protocolVersion() == FIVE) {
      MqttProperties properties = new MqttProperties();
      properties.add(
          new MqttProperties.IntegerProperty(
              MqttProperties.RECEIVE_MAXIMUM, door.config().inFlight()));
      properties.add(
          new MqttProperties.IntegerProperty(MqttProperties.MAXIMUM_PACKET_SIZE, door.mostBytes()));
      properties.add(new MqttProperties.IntegerProperty(MqttProperties.RETAIN_AVAILABLE, 0));
      properties.add(
          new MqttProperties.IntegerProperty(MqttProperties.SHARED_SUBSCRIPTION_AVAILABLE, 0));
      properties.add(new MqttProperties.IntegerProperty(MqttProperties.SESSION_EXPIRY_INTERVAL, 0));
      endpoint.accept(false, properties);
    } else {
      endpoint.accept(false);
    }
  }

  /** Ends the connection. */
  void end(MqttDisconnectReasonCode reason, boolean tellWill) {
    loop.runOnContext(
        now -> {
          withoutWill |= !tellWill;
          disconnect(reason);
        });
  }

  /** Delivers a message if the client has subscribed to its topic, at most once. */
  void deliver(String topic, Buffer payload) {
    loop.runOnContext(
        now -> {
          if (endpoint.isConnected()
              && filters.stream().anyMatch(filter -> Filters.matches(filter, topic))) {
            var unused = endpoint.publish(topic, payload, MqttQoS.AT_MOST_ONCE, false, false);
          }
        });
  }

  private void published(MqttPublishMessage message) {
    if (inFlight >= door.config().inFlight()) {
      disconnect(MqttDisconnectReasonCode.RECEIVE_MAXIMUM_EXCEEDED);
      return;
    }
    Runnable leave;
    try {
      leave = door.admit(message.payload().length());
    } catch (ProblemException e) {
      disconnect(MqttDisconnectReasonCode.SERVER_BUSY);
      return;
    }
    inFlight++;
    int id = message.messageId();
    MqttQoS qos = message.qosLevel();
    String topic = message.topicName();
    Buffer payload = message.payload();
    try {
      line.add(
          () -> door.take(topic, payload, caller),
          (answer, failure) ->
              loop.runOnContext(
                  now -> {
                    inFlight--;
                    leave.run();
                    answer(id, qos, topic, failure);
                  }));
    } catch (RejectedExecutionException e) {
      inFlight--;
      leave.run();
      disconnect(MqttDisconnectReasonCode.SERVER_BUSY);
    }
  }

  private void answer(int id, MqttQoS qos, String topic, Throwable failure) {
    if (failure == null) {
      acknowledge(id, qos, MqttPubAckReasonCode.SUCCESS, "");
      return;
    }
    Problem problem = door.refused(topic, failure, caller);
    boolean later =
        problem.code() == ProblemCode.TOO_MANY_REQUESTS
            || (problem.code().status() >= FIRST_SERVER_ERROR
                && problem.code() != ProblemCode.INTERNAL);
    if (later) {
      disconnect(MqttDisconnectReasonCode.SERVER_BUSY);
      return;
    }
    MqttPubAckReasonCode reason =
        switch (problem.code()) {
          case NOT_FOUND -> MqttPubAckReasonCode.TOPIC_NAME_INVALID;
          case FORBIDDEN -> MqttPubAckReasonCode.NOT_AUTHORIZED;
          case INTERNAL -> MqttPubAckReasonCode.UNSPECIFIED_ERROR;
          default -> MqttPubAckReasonCode.PAYLOAD_FORMAT_INVALID;
        };
    String text = (problem.field().orElse("") + " " + problem.detail()).strip();
    acknowledge(id, qos, reason, text);
  }

  private void acknowledge(int id, MqttQoS qos, MqttPubAckReasonCode reason, String text) {
    if (qos == MqttQoS.AT_MOST_ONCE || !endpoint.isConnected()) {
      return;
    }
    boolean five = endpoint.protocolVersion() == FIVE;
    if (qos == MqttQoS.EXACTLY_ONCE) {
      if (five) {
        endpoint.publishReceived(id, MqttPubRecReasonCode.valueOf(reason.name()), properties(text));
      } else {
        endpoint.publishReceived(id);
      }
    } else if (five) {
      endpoint.publishAcknowledge(id, reason, properties(text));
    } else {
      endpoint.publishAcknowledge(id);
    }
  }

  private static MqttProperties properties(String reason) {
    MqttProperties properties = new MqttProperties();
    if (!reason.isEmpty()) {
      String text = reason.substring(0, Math.min(reason.length(), LONGEST_REASON));
      properties.add(new MqttProperties.StringProperty(MqttProperties.REASON_STRING, text));
    }
    return properties;
  }

  private void subscribed(MqttSubscribeMessage message) {
    List<MqttSubAckReasonCode> codes = new ArrayList<>();
    List<MqttQoS> levels = new ArrayList<>();
    for (MqttTopicSubscription each : message.topicSubscriptions()) {
      boolean taken = Filters.isValid(each.topicName()) && filters.size() < MOST_FILTERS;
      if (taken) {
        filters.add(each.topicName());
      }
      levels.add(taken ? MqttQoS.AT_MOST_ONCE : MqttQoS.FAILURE);
      codes.add(
          taken
              ? MqttSubAckReasonCode.GRANTED_QOS0
              : Filters.isValid(each.topicName())
                  ? MqttSubAckReasonCode.QUOTA_EXCEEDED
                  : MqttSubAckReasonCode.TOPIC_FILTER_INVALID);
    }
    if (endpoint.protocolVersion() == FIVE) {
      endpoint.subscribeAcknowledge(message.messageId(), codes, MqttProperties.NO_PROPERTIES);
    } else {
      endpoint.subscribeAcknowledge(message.messageId(), levels);
    }
  }

  private void disconnect(MqttDisconnectReasonCode reason) {
    if (!endpoint.isConnected()) {
      return;
    }
    if (endpoint.protocolVersion() == FIVE) {
      endpoint.disconnect(reason, MqttProperties.NO_PROPERTIES);
    }
    endpoint.close();
  }

  private void closed() {
    door.left(this);
    if (!withoutWill && endpoint.will().isWillFlag()) {
      byte[] will = endpoint.will().getWillMessageBytes();
      String topic = endpoint.will().getWillTopic();
      Buffer payload = will == null ? Buffer.buffer() : Buffer.buffer(will);
      try {
        line.add(
            () -> door.take(topic, payload, caller),
            (answer, failure) -> {
              if (failure != null) {
                door.refused(topic, failure, caller);
              }
            });
      } catch (RejectedExecutionException e) {
        door.refused(topic, e, caller);
      }
    }
  }
}
