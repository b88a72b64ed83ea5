package io.athanor.schemas.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

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
