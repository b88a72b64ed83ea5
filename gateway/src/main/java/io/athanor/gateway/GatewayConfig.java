package io.athanor.gateway;

import io.athanor.gateway.mqtt.MqttConfig;
import io.athanor.gateway.security.SecurityConfig;
import io.athanor.gateway.security.SecuritySettings;
import io.athanor.schemas.settings.KafkaConnection;
import io.athanor.schemas.settings.Setting;
import io.athanor.schemas.settings.Settings;
import java.time.Duration;
import java.util.Collection;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * What the gateway is told.
 *
 * @param kafka log and registry
 * @param host address to listen on
 * @param port port to listen on, 0 for any that is free
 * @param limits how much it takes on
 * @param timeouts how long it waits
 * @param doors the doors besides HTTP
 * @param security who may come in
 */
public record GatewayConfig(
    KafkaConnection kafka,
    String host,
    int port,
    Limits limits,
    Timeouts timeouts,
    DoorsConfig doors,
    SecurityConfig security) {
  private static final int MEBIBYTE = 1024 * 1024;

  /** Address. */
  public static final Setting<String> HOST =
      Setting.text("gateway.host", "127.0.0.1", "Address the gateway listens on.");

  /** Port. */
  public static final Setting<Integer> PORT =
      Setting.integer("gateway.port", 8080, 0, 65535, "Port of the gateway; 0 for any free one.");

  /** Body limit. */
  public static final Setting<Integer> BODY_BYTES =
      Setting.integer(
          "gateway.body.bytes",
          8 * MEBIBYTE,
          1024,
          256 * MEBIBYTE,
          "Largest request body; beyond it 413.");

  /** Event limit. */
  public static final Setting<Integer> EVENT_BYTES =
      Setting.integer(
          "gateway.event.bytes",
          1_000_000,
          1024,
          256 * MEBIBYTE,
          "Largest encoded event, below the broker's message.max.bytes; beyond it 413.");

  /** Admission by bytes. */
  public static final Setting<Integer> PENDING_BYTES =
      Setting.integer(
          "gateway.pending.bytes",
          64 * MEBIBYTE,
          1024,
          Integer.MAX_VALUE,
          "Request bodies held at once, in bytes; beyond it 503.");

  /** Admission by count. */
  public static final Setting<Integer> PENDING_REQUESTS =
      Setting.integer(
          "gateway.pending.requests",
          512,
          1,
          100_000,
          "Requests with a body in work at once; beyond it 503.");

  /** Open streams and long polls. */
  public static final Setting<Integer> WAITING_CLIENTS =
      Setting.integer(
          "gateway.waiting.clients",
          1024,
          1,
          100_000,
          "Event streams and waiting lease requests at once; beyond it 503.");

  /** Worker threads. */
  public static final Setting<Integer> THREADS =
      Setting.integer(
          "gateway.threads", 4, 1, 256, "Threads that parse, check, encode and send requests.");

  /** How long the log may take. */
  public static final Setting<Duration> LOG_TIMEOUT =
      Setting.duration(
          "gateway.log.timeout",
          "10s",
          "How long a request waits for broker, registry and the own view; then 503.");

  /** Heartbeat of event streams. */
  public static final Setting<Duration> HEARTBEAT =
      Setting.duration(
          "gateway.heartbeat", "15s", "Time between heartbeat comments on a quiet event stream.");

  /** How long a client may not read. */
  public static final Setting<Duration> STALL_TIMEOUT =
      Setting.duration(
          "gateway.stall.timeout",
          "1m",
          "A connection that could not be written to for this long is closed; an event stream can"
              + " resume. Half of it bounds the wait for a lease.");

  /** How long closing may take. */
  public static final Setting<Duration> CLOSE_TIMEOUT =
      Setting.duration("gateway.close.timeout", "10s", "How long closing may take in all.");

  /** Every setting of the gateway. */
  public static final Collection<Setting<?>> SETTINGS =
      Stream.concat(
              Stream.of(
                  HOST,
                  PORT,
                  BODY_BYTES,
                  EVENT_BYTES,
                  PENDING_BYTES,
                  PENDING_REQUESTS,
                  WAITING_CLIENTS,
                  THREADS,
                  LOG_TIMEOUT,
                  HEARTBEAT,
                  STALL_TIMEOUT,
                  CLOSE_TIMEOUT),
              Stream.concat(DoorsConfig.SETTINGS.stream(), SecuritySettings.SETTINGS.stream()))
          .toList();

  /**
   * How much the gateway takes on.
   *
   * @param bodyBytes largest body
   * @param eventBytes largest encoded event
   * @param pendingBytes bodies held at once, in bytes
   * @param pendingRequests requests with a body in work at once
   * @param waitingClients event streams and long polls at once
   * @param threads worker threads
   */
  public record Limits(
      int bodyBytes,
      int eventBytes,
      int pendingBytes,
      int pendingRequests,
      int waitingClients,
      int threads) {}

  /**
   * How long the gateway waits.
   *
   * @param log for broker, registry and the own view
   * @param heartbeat between comments on a quiet event stream
   * @param stall until a connection is closed whose client reads nothing
   * @param close for closing, in all
   */
  public record Timeouts(Duration log, Duration heartbeat, Duration stall, Duration close) {}

  /** Checks what settings cannot. */
  public GatewayConfig {
    Objects.requireNonNull(kafka, "kafka");
    Objects.requireNonNull(timeouts, "timeouts");
    Objects.requireNonNull(doors, "doors");
    Objects.requireNonNull(security, "security");
    if (host.isBlank()) {
      throw new IllegalArgumentException("gateway.host: is blank");
    }
    security.requireReachable(HOST.name(), host);
    doors
        .mqtt()
        .server()
        .ifPresent(each -> security.requireReachable(MqttConfig.HOST.name(), each.host()));
    if (limits.pendingBytes() < limits.bodyBytes()) {
      throw new IllegalArgumentException(
          "gateway.pending.bytes: "
              + limits.pendingBytes()
              + " is less than one body of gateway.body.bytes "
              + limits.bodyBytes());
    }
    requireBelowStall("gateway.heartbeat", timeouts.heartbeat(), timeouts.stall());
    requireBelowStall("gateway.log.timeout", timeouts.log(), timeouts.stall());
  }

  private static void requireBelowStall(String name, Duration value, Duration stall) {
    if (value.compareTo(stall) >= 0) {
      throw new IllegalArgumentException(
          "%s: %d ms is not below gateway.stall.timeout, %d ms"
              .formatted(name, value.toMillis(), stall.toMillis()));
    }
  }

  /** From settings. */
  public static GatewayConfig of(Settings settings) {
    return new GatewayConfig(
        KafkaConnection.of(settings),
        settings.get(HOST),
        settings.get(PORT),
        new Limits(
            settings.get(BODY_BYTES),
            settings.get(EVENT_BYTES),
            settings.get(PENDING_BYTES),
            settings.get(PENDING_REQUESTS),
            settings.get(WAITING_CLIENTS),
            settings.get(THREADS)),
        new Timeouts(
            settings.get(LOG_TIMEOUT),
            settings.get(HEARTBEAT),
            settings.get(STALL_TIMEOUT),
            settings.get(CLOSE_TIMEOUT)),
        DoorsConfig.of(settings),
        SecuritySettings.read(settings));
  }
}
