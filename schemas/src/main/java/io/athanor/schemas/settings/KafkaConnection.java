package io.athanor.schemas.settings;

import io.athanor.schemas.serde.SerdeConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
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

  /** File with the registry credentials. */
  public static final Setting<String> REGISTRY_USER_INFO_FILE =
      Setting.text(
          "basic.auth.user.info.file",
          "",
          "File with user:password for the registry; empty for none.");

  /** File with a token for the registry. */
  public static final Setting<String> REGISTRY_TOKEN_FILE =
      Setting.text(
          "bearer.auth.token.file",
          "",
          "File with a bearer token for the registry; empty for none.");

  /** Trust in the registry. */
  public static final Setting<String> REGISTRY_TRUST =
      Setting.text(
          "schema.registry.ssl.truststore.location",
          "",
          "PEM file of the certificates that a registry over https must have one of; empty for the"
              + " JDK's own.");

  /** User at the brokers. */
  public static final Setting<String> SASL_USERNAME =
      Setting.text(
          "kafka.sasl.username",
          "",
          "User at the brokers, for kafka.sasl.mechanism SCRAM-SHA-512, SCRAM-SHA-256 or PLAIN;"
              + " empty for none.");

  /** Its password. */
  public static final Setting<String> SASL_PASSWORD_FILE =
      Setting.text(
          "kafka.sasl.password.file",
          "",
          "File with that user's password. Any kafka.NAME.file gives kafka.NAME the content of a"
              + " file.");

  /** Whether schemas are registered on first use. */
  public static final Setting<Boolean> AUTO_REGISTER =
      Setting.flag(
          "auto.register.schemas",
          true,
          "Whether applications register their schemas; false where a pipeline does.");

  /** The settings this is made of. */
  public static final Collection<Setting<?>> SETTINGS =
      List.of(
          BOOTSTRAP_SERVERS,
          SASL_USERNAME,
          SASL_PASSWORD_FILE,
          REGISTRY_URL,
          REGISTRY_USER_INFO,
          REGISTRY_USER_INFO_FILE,
          REGISTRY_TOKEN_FILE,
          REGISTRY_TRUST,
          AUTO_REGISTER);

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
    Map<String, String> client =
        new HashMap<>(ClientSecrets.filled(settings.kafka(), KafkaConnection::read));
    client.remove("bootstrap.servers");
    Map<String, String> registry = new HashMap<>();
    registry.put(SerdeConfig.URL, settings.get(REGISTRY_URL));
    registry.put(
        SerdeConfig.USER_INFO,
        secret(settings, REGISTRY_USER_INFO_FILE).orElse(settings.get(REGISTRY_USER_INFO)));
    registry.put(SerdeConfig.TOKEN, secret(settings, REGISTRY_TOKEN_FILE).orElse(""));
    registry.put(SerdeConfig.TRUST, settings.get(REGISTRY_TRUST));
    registry.put(SerdeConfig.CREDENTIALS_SOURCE, "USER_INFO");
    registry.put(SerdeConfig.REMOVE_JAVA_PROPERTIES, "true");
    registry.put(SerdeConfig.AUTO_REGISTER, settings.get(AUTO_REGISTER).toString());
    return new KafkaConnection(settings.get(BOOTSTRAP_SERVERS), client, registry);
  }

  private static Optional<String> secret(Settings settings, Setting<String> setting) {
    String path = settings.get(setting);
    try {
      return path.isBlank() ? Optional.empty() : Optional.of(read(path).strip());
    } catch (UncheckedIOException e) {
      throw new SettingsException(List.of(setting.name() + ": " + path + " cannot be read"));
    }
  }

  private static String read(String path) {
    try {
      return Files.readString(Path.of(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
