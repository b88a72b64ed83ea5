package io.athanor.schemas.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaConnectionTest {
  @Test
  void shouldBeLocalByDefault() {
    KafkaConnection connection = of(Map.of());
    assertThat(connection.clientProperties())
        .isEqualTo(Map.of("bootstrap.servers", "127.0.0.1:9092"));
    assertThat(connection.serdes().urls()).isEqualTo(List.of("http://127.0.0.1:8081"));
    assertThat(connection.serdes().userInfo()).isEmpty();
    assertThat(connection.serdes().autoRegister()).isTrue();
    assertThat(connection.serdes().removeJavaProperties()).isTrue();
  }

  @Test
  void shouldTakeEverySetting() {
    KafkaConnection connection =
        of(
            Map.of(
                "kafka.bootstrap.servers", "a:1,b:2",
                "kafka.security.protocol", "SASL_SSL",
                "schema.registry.url", "http://r:1,http://s:2",
                "basic.auth.user.info", "me:hidden",
                "auto.register.schemas", "false"));
    assertThat(connection.clientProperties())
        .isEqualTo(Map.of("bootstrap.servers", "a:1,b:2", "security.protocol", "SASL_SSL"));
    assertThat(connection.serdes().urls()).containsExactly("http://r:1", "http://s:2");
    assertThat(connection.serdes().userInfo()).contains("me:hidden");
    assertThat(connection.serdes().autoRegister()).isFalse();
  }

  @Test
  void shouldKeepSecretsToItself() {
    assertThat(
            of(
                Map.of(
                    "kafka.sasl.jaas.config", "password=hidden",
                    "schema.registry.url", "http://me:hidden@r:1",
                    "basic.auth.user.info", "me:hidden")))
        .asString()
        .doesNotContain("hidden")
        .contains("sasl.jaas.config", "r:1");
  }

  @Test
  void shouldTakeSecretsFromFiles(@TempDir Path directory) throws IOException {
    KafkaConnection connection =
        of(
            Map.of(
                "kafka.security.protocol",
                "SASL_SSL",
                "kafka.sasl.mechanism",
                "SCRAM-SHA-512",
                "kafka.sasl.username",
                "streams",
                "kafka.sasl.password.file",
                file(directory, "a\"b\\hidden\n"),
                "kafka.ssl.keystore.key.file",
                file(directory, "PEM hidden"),
                "basic.auth.user.info.file",
                file(directory, "me:hidden\n")));

    assertThat(connection.clientProperties())
        .containsEntry("ssl.keystore.key", "PEM hidden")
        .containsEntry(
            "sasl.jaas.config",
            "org.apache.kafka.common.security.scram.ScramLoginModule required"
                + " username=\"streams\" password=\"a\\\"b\\\\hidden\";")
        .doesNotContainKeys("sasl.username", "sasl.password", "sasl.password.file");
    assertThat(connection.serdes().userInfo()).contains("me:hidden");
    assertThat(connection).asString().doesNotContain("hidden");
    assertThat(
            of(Map.of("bearer.auth.token.file", file(directory, "hidden"))).serdes().bearerToken())
        .contains("hidden");
  }

  @Test
  void shouldSayWhichSecretCannotBeHad(@TempDir Path directory) throws IOException {
    String password = file(directory, "hidden");
    assertThatThrownBy(() -> of(Map.of("kafka.sasl.jaas.config.file", "/no/such")))
        .hasMessage("kafka.sasl.jaas.config.file: /no/such cannot be read");
    assertThatThrownBy(() -> of(Map.of("bearer.auth.token.file", "/no/such")))
        .hasMessage("bearer.auth.token.file: /no/such cannot be read");
    assertThatThrownBy(() -> of(Map.of("kafka.sasl.username", "me")))
        .hasMessageContaining("kafka.sasl.username");
    assertThatThrownBy(
            () ->
                of(
                    Map.of(
                        "kafka.sasl.username", "me",
                        "kafka.sasl.password.file", password,
                        "kafka.sasl.mechanism", "OAUTHBEARER")))
        .hasMessageContaining("kafka.sasl.username")
        .hasMessageNotContaining("hidden");
    assertThatThrownBy(
            () ->
                of(
                    Map.of(
                        "kafka.sasl.jaas.config",
                        "hidden",
                        "kafka.sasl.jaas.config.file",
                        password)))
        .hasMessage("kafka.sasl.jaas.config: is given twice");
    assertThatThrownBy(
            () ->
                of(Map.of("basic.auth.user.info", "me:hidden", "bearer.auth.token.file", password)))
        .hasMessageContaining("bearer.auth.token")
        .hasMessageNotContaining("hidden");
  }

  private static String file(Path directory, String content) throws IOException {
    Path file = Files.createTempFile(directory, "secret", "");
    return Files.writeString(file, content).toString();
  }

  @Test
  void shouldNameTheBlank() {
    assertThatThrownBy(() -> of(Map.of("kafka.bootstrap.servers", " ")))
        .hasMessage("kafka.bootstrap.servers: is blank");
    assertThatThrownBy(() -> of(Map.of("schema.registry.url", "")))
        .hasMessageContaining("schema.registry.url");
  }

  private static KafkaConnection of(Map<String, String> values) {
    return KafkaConnection.of(Settings.of(new HashMap<>(values), KafkaConnection.SETTINGS));
  }
}
