package io.athanor.schemas.settings;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * Properties of Kafka clients with their secrets filled in: {@code NAME.file} stands for {@code
 * NAME} with the content of that file, so that secrets come from files; {@code sasl.username} and
 * {@code sasl.password} stand for the {@code sasl.jaas.config} of SCRAM or PLAIN.
 */
final class ClientSecrets {
  private static final String FILE = ".file";
  private static final String USERNAME = "sasl.username";
  private static final String PASSWORD = "sasl.password";
  private static final String JAAS = "sasl.jaas.config";
  private static final String MECHANISM = "sasl.mechanism";
  private static final String MODULES = "org.apache.kafka.common.security.";

  private ClientSecrets() {}

  /**
   * Fills them in.
   *
   * @param reader content of a file by its path
   * @throws SettingsException naming the property, never a secret
   */
  static Map<String, String> filled(Map<String, String> given, UnaryOperator<String> reader) {
    Map<String, String> client = new TreeMap<>();
    given.forEach(
        (name, value) -> {
          if (!name.endsWith(FILE)) {
            client.merge(name, value, (one, two) -> refuse(name));
          } else {
            String secret = name.substring(0, name.length() - FILE.length());
            if (!value.isBlank()) {
              client.merge(secret, content(name, value, reader), (one, two) -> refuse(secret));
            }
          }
        });
    String user = client.remove(USERNAME);
    String password = client.remove(PASSWORD);
    boolean named = user != null && !user.isBlank();
    if (named != (password != null)) {
      throw problem("sasl.username: and sasl.password.file are given together or not at all");
    }
    if (named) {
      if (client.containsKey(JAAS)) {
        refuse(JAAS);
      }
      client.put(JAAS, jaas(client.getOrDefault(MECHANISM, ""), user, password));
    }
    return client;
  }

  private static String jaas(String mechanism, String user, String password) {
    String module =
        switch (mechanism) {
          case "SCRAM-SHA-256", "SCRAM-SHA-512" -> "scram.ScramLoginModule";
          case "PLAIN" -> "plain.PlainLoginModule";
          default ->
              throw problem(
                  "sasl.username: is for kafka.sasl.mechanism SCRAM-SHA-512, SCRAM-SHA-256 or"
                      + " PLAIN; others have their own kafka.sasl.jaas.config.file");
        };
    return MODULES
        + module
        + " required username="
        + quoted(user)
        + " password="
        + quoted(password)
        + ";";
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  private static String content(String name, String path, UnaryOperator<String> reader) {
    try {
      return reader.apply(path).strip();
    } catch (RuntimeException e) {
      throw problem(name + ": " + path + " cannot be read");
    }
  }

  private static String refuse(String name) {
    throw problem(name + ": is given twice");
  }

  private static SettingsException problem(String text) {
    return new SettingsException(List.of(Settings.KAFKA + text));
  }
}
