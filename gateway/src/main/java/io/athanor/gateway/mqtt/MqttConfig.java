package io.athanor.gateway.mqtt;

import io.athanor.schemas.settings.Setting;
import io.athanor.schemas.settings.Settings;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * What the MQTT doors are told.
 *
 * @param server the own server; empty for none
 * @param broker the broker to be a client of; empty for none
 * @param prefix first level of every topic
 * @param inFlight messages of one client in work at once
 */
public record MqttConfig(
    Optional<Server> server, Optional<Broker> broker, String prefix, int inFlight) {
  /** Server. */
  public static final Setting<Boolean> ENABLED =
      Setting.flag(
          "gateway.mqtt.enabled",
          false,
          "Whether the gateway is an MQTT server itself, for instruments that know no other"
              + " broker.");

  /** Address. */
  public static final Setting<String> HOST =
      Setting.text(
          "gateway.mqtt.host",
          "127.0.0.1",
          "Address of the MQTT server; other than loopback only with"
              + " gateway.authentication=required: user and password are an API key then.");

  /** Port. */
  public static final Setting<Integer> PORT =
      Setting.integer(
          "gateway.mqtt.port", 1883, 0, 65_535, "Port of the MQTT server; 0 for any free one.");

  /** Clients. */
  public static final Setting<Integer> CLIENTS =
      Setting.integer(
          "gateway.mqtt.clients", 1000, 1, 100_000, "MQTT clients at once; others are refused.");

  /** In flight. */
  public static final Setting<Integer> IN_FLIGHT =
      Setting.integer(
          "gateway.mqtt.in-flight",
          64,
          1,
          10_000,
          "Messages of one MQTT client in work at once; a client that sends more is disconnected, a"
              + " broker is not read from until there is room.");

  /** Prefix. */
  public static final Setting<String> PREFIX =
      Setting.text(
          "gateway.mqtt.prefix",
          "athanor",
          "First level of the topics PREFIX/INSTRUMENT/readings, …/status and …/errors.");

  /** Broker. */
  public static final Setting<String> BROKER =
      Setting.text(
          "gateway.mqtt.broker.uri",
          "",
          "Broker to take messages from, like mqtt://broker:1883 or mqtts://broker:8883; empty for"
              + " none.");

  /** Client id. */
  public static final Setting<String> CLIENT_ID =
      Setting.text(
          "gateway.mqtt.broker.client-id",
          "athanor-gateway",
          "Name at the broker, which keeps messages for it while it is away; one for each"
              + " gateway.");

  /** User. */
  public static final Setting<String> USERNAME =
      Setting.text("gateway.mqtt.broker.username", "", "User at the broker; empty for none.");

  /** Password. */
  public static final Setting<String> PASSWORD =
      Setting.text("gateway.mqtt.broker.password", "", "Password at the broker; empty for none.");

  /** Every setting of MQTT. */
  public static final List<Setting<?>> SETTINGS =
      List.of(
          ENABLED, HOST, PORT, CLIENTS, IN_FLIGHT, PREFIX, BROKER, CLIENT_ID, USERNAME, PASSWORD);

  /** No MQTT. */
  public static final MqttConfig OFF =
      new MqttConfig(Optional.empty(), Optional.empty(), "athanor", 64);

  /** Where the own server listens, and for how many clients. */
  public record Server(String host, int port, int clients) {}

  /**
   * The broker to be a client of.
   *
   * @param username empty for none
   */
  public record Broker(
      String host, int port, boolean tls, String clientId, String username, String password) {
    @Override
    public String toString() {
      return (tls ? "mqtts://" : "mqtt://") + host + ":" + port; // a password stays out of logs
    }
  }

  /** Checks what settings cannot. */
  public MqttConfig {
    if (!prefix.matches("[^+#/\\x00]+")) {
      throw new IllegalArgumentException(
          "gateway.mqtt.prefix: '" + prefix + "' is not one topic level without wildcards");
    }
  }

  /** From settings. */
  public static MqttConfig of(Settings settings) {
    Optional<Server> server =
        settings.get(ENABLED)
            ? Optional.of(new Server(settings.get(HOST), settings.get(PORT), settings.get(CLIENTS)))
            : Optional.empty();
    Optional<Broker> broker =
        Optional.of(settings.get(BROKER))
            .filter(each -> !each.isBlank())
            .map(each -> broker(each, settings));
    return new MqttConfig(server, broker, settings.get(PREFIX), settings.get(IN_FLIGHT));
  }

  private static Broker broker(String text, Settings settings) {
    URI uri;
    try {
      uri = URI.create(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("gateway.mqtt.broker.uri: is no URI", e);
    }
    boolean tls = "mqtts".equals(uri.getScheme());
    if ((!tls && !"mqtt".equals(uri.getScheme()))
        || uri.getHost() == null
        || uri.getUserInfo() != null) {
      throw new IllegalArgumentException(
          "gateway.mqtt.broker.uri: must be mqtt://HOST:PORT or mqtts://HOST:PORT, without a"
              + " password");
    }
    int port = uri.getPort() < 0 ? (tls ? 8883 : 1883) : uri.getPort();
    return new Broker(
        uri.getHost(),
        port,
        tls,
        settings.get(CLIENT_ID),
        settings.get(USERNAME),
        settings.get(PASSWORD));
  }
}
