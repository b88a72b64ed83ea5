package io.athanor.acquisition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.athanor.schemas.settings.KafkaConnection;
import io.athanor.schemas.settings.Setting;
import io.athanor.schemas.settings.Settings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class AcquisitionConfigTest {
  private static AcquisitionConfig config(Map<String, String> values) {
    List<Setting<?>> known = new ArrayList<>(KafkaConnection.SETTINGS);
    known.addAll(AcquisitionConfig.SETTINGS);
    return AcquisitionConfig.of(Settings.of(values, known));
  }

  @Test
  void shouldHaveDefaults() {
    AcquisitionConfig config = config(Map.of());
    assertThat(config.applicationId()).isEqualTo("athanor-acquisition");
    assertThat(config.instanceId()).isEmpty();
    assertThat(config.observationGrace()).isEqualTo(Duration.ofMinutes(2));
  }

  @Test
  void shouldHandOnWhatIsGiven() {
    AcquisitionConfig config =
        config(
            Map.of(
                "acquisition.instance-id", "acquisition-0",
                "acquisition.session-timeout", "9s",
                "acquisition.commit-interval", "30ms",
                "kafka.bootstrap.servers", "127.0.0.1:19092"));
    assertThat(config.instanceId()).isEqualTo(Optional.of("acquisition-0"));
    Properties properties = StreamsProperties.of(config);
    assertThat(properties)
        .containsEntry("bootstrap.servers", "127.0.0.1:19092")
        .containsEntry("processing.guarantee", "exactly_once_v2")
        .containsEntry("commit.interval.ms", 30L)
        .containsEntry("main.consumer.group.instance.id", "acquisition-0")
        .containsEntry("main.consumer.session.timeout.ms", 9_000)
        .containsEntry("main.consumer.heartbeat.interval.ms", 3_000);
  }

  @Test
  void shouldNameTheWrongSetting() {
    assertThatThrownBy(() -> config(Map.of("acquisition.transaction-timeout", "10ms")))
        .hasMessageContaining("acquisition.transaction-timeout");
    assertThatThrownBy(() -> config(Map.of("acquisition.application-id", "two words")))
        .hasMessageContaining("acquisition.application-id");
  }
}
