package io.athanor.schemas.settings;

import io.athanor.schemas.serde.SerdeConfig;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;

/**
 * Where the log and the registry are; what every application is given.
 *
 * @param bootstrapServers Kafka's {@code bootstrap.servers}
 * @param client further client properties (security, …), as Kafka spells them
 * @param registry serde configuration under Confluent's keys
 */
public record KafkaConnection(
    String bootstrapServers, Map<String, String> client, Map<String, String> registry) {
  /** Brokers. */
  public static final Setting<String> BOOTSTRAP_SERVERS =
      Setting.text(
          "kafka.bootstrap.servers", "127.0.0.1:9092", "Kafka brokers, comma-separated host:port.");

  /** Registry. */
  public static final Setting<String> REGISTRY_URL =
      Setting.text(
          "schema.registry.url",
          "http://127.0.0.1:8081",
          "Schema registries that speak Confluent's REST interface, comma-separated; tried in"
              + " order.");

  /** Registry credentials. */
  public static final Setting<String> REGISTRY_USER_INFO =
      Setting.text("basic.auth.user.info", "", "user:password for the registry; empty for none.");

  /** Whether schemas are registered on first use. */
  public static final Setting<Boolean> AUTO_REGISTER =
      Setting.flag(
          "auto.register.schemas",
          true,
          "Whether applications register their schemas; false where a pipeline does.");

  /** The settings this is made of. */
  public static final Collection<Setting<?>> SETTINGS =
      List.of(BOOTSTRAP_SERVERS, REGISTRY_URL, REGISTRY_USER_INFO, AUTO_REGISTER);

  /** Checks that there is a broker and a registry. */
  public KafkaConnection {
    Objects.requireNonNull(bootstrapServers, "bootstrapServers");
    client = Map.copyOf(client);
    registry = Map.copyOf(registry);
    SerdeConfig.of(registry);
    if (bootstrapServers.isBlank()) {
      throw new SettingsException(List.of("kafka.bootstrap.servers: is blank"));
    }
  }

  /** From settings. */
  public static KafkaConnection of(Settings settings) {
    Map<String, String> client = new HashMap<>(settings.kafka());
    client.remove("bootstrap.servers");
    Map<String, String> registry = new HashMap<>();
    registry.put(SerdeConfig.URL, settings.get(REGISTRY_URL));
    registry.put(SerdeConfig.USER_INFO, settings.get(REGISTRY_USER_INFO));
    registry.put(SerdeConfig.CREDENTIALS_SOURCE, "USER_INFO");
    registry.put(SerdeConfig.REMOVE_JAVA_PROPERTIES, "true");
    registry.put(SerdeConfig.AUTO_REGISTER, settings.get(AUTO_REGISTER).toString());
    return new KafkaConnection(settings.get(BOOTSTRAP_SERVERS), client, registry);
  }

  /** Properties every Kafka client starts from: brokers and pass-through. */
  public Map<String, Object> clientProperties() {
    Map<String, Object> properties = new HashMap<>(client);
    properties.put("bootstrap.servers", bootstrapServers);
    return properties;
  }

  /** Without what may be secret. */
  @Override
  public String toString() {
    return "KafkaConnection["
        + bootstrapServers
        + ", client "
        + new TreeSet<>(client.keySet())
        + ", registry "
        + serdes()
        + "]";
  }

  /** The serdes' configuration. */
  public SerdeConfig serdes() {
    return SerdeConfig.of(registry);
  }
}
