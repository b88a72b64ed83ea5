package io.athanor.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SerdeConfigTest {
  @Test
  void shouldHaveConfluentsDefaults() {
    assertThat(SerdeConfig.of(Map.of("schema.registry.url", "http://r:8081")))
        .isEqualTo(
            new SerdeConfig(
                List.of("http://r:8081"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                true,
                false,
                false,
                Duration.ofMinutes(4)));
  }

  @Test
  void shouldTakeEveryKey() {
    Map<String, Object> values = new HashMap<>();
    values.put("schema.registry.url", " http://a:1 , https://b:2/path,");
    values.put("basic.auth.credentials.source", "USER_INFO");
    values.put("basic.auth.user.info", "me:secret");
    values.put("auto.register.schemas", false);
    values.put("specific.avro.reader", "TRUE");
    values.put("avro.remove.java.properties", true);
    values.put("athanor.registry.retry.timeout.ms", 250);
    values.put(
        "value.subject.name.strategy", "io.confluent.kafka.serializers.subject.TopicNameStrategy");
    values.put("bootstrap.servers", "not ours");
    assertThat(SerdeConfig.of(values))
        .isEqualTo(
            new SerdeConfig(
                List.of("http://a:1", "https://b:2/path"),
                Optional.of("me:secret"),
                Optional.empty(),
                Optional.empty(),
                false,
                true,
                true,
                Duration.ofMillis(250)));
  }

  @Test
  void shouldTakeCredentialsFromTheAddress() {
    assertThat(SerdeConfig.of(Map.of("schema.registry.url", "http://me:s%40crt@r:8081")).userInfo())
        .contains("me:s@crt");
    assertThat(
            SerdeConfig.of(
                    Map.of(
                        "schema.registry.url", "http://me:secret@r:8081",
                        "basic.auth.credentials.source", "USER_INFO"))
                .userInfo())
        .isEmpty();
  }

  @Test
  void shouldKeepSecretsToItself() {
    assertThat(
            SerdeConfig.of(
                Map.of(
                    "schema.registry.url", "http://me:hidden@r:8081,http://you:hidden@s:8081",
                    "basic.auth.user.info", "me:hidden")))
        .asString()
        .doesNotContain("hidden")
        .contains("r:8081", "s:8081", "with credentials");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " , ", "r:8081", "ftp://r:8081", "http://", "http:// r", "127.0.0.1:8081"})
  void shouldNameAnAddressThatIsNone(String url) {
    assertThatThrownBy(() -> SerdeConfig.of(Map.of("schema.registry.url", url)))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("schema.registry.url");
  }

  @ParameterizedTest
  @CsvSource({
    "auto.register.schemas, yes",
    "specific.avro.reader, 1",
    "avro.remove.java.properties, ''",
    "athanor.registry.retry.timeout.ms, 4m",
    "athanor.registry.retry.timeout.ms, -1",
    "basic.auth.credentials.source, SASL_INHERIT",
    "value.subject.name.strategy, io.confluent.kafka.serializers.subject.RecordNameStrategy",
    "value.subject.name.strategy, io.confluent.kafka.serializers.subject.TopicRecordNameStrategy",
  })
  void shouldNameTheKeyWhoseValueCannotBe(String key, String value) {
    assertThatThrownBy(
            () -> SerdeConfig.of(Map.of("schema.registry.url", "http://r:8081", key, value)))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(key);
  }
}
