package io.athanor.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.athanor.schemas.settings.KafkaConnection;
import io.athanor.schemas.settings.Setting;
import io.athanor.schemas.settings.Settings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class GatewayConfigTest {
  private static final Map<String, String> EVERY =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("gateway.host", "0.0.0.0"),
              Map.entry("gateway.port", "1234"),
              Map.entry("gateway.body.bytes", "5000"),
              Map.entry("gateway.event.bytes", "4000"),
              Map.entry("gateway.pending.bytes", "6000"),
              Map.entry("gateway.pending.requests", "7"),
              Map.entry("gateway.waiting.clients", "8"),
              Map.entry("gateway.threads", "9"),
              Map.entry("gateway.log.timeout", "1s"),
              Map.entry("gateway.heartbeat", "2s"),
              Map.entry("gateway.stall.timeout", "3s"),
              Map.entry("gateway.close.timeout", "4s")));

  @Test
  void shouldHaveDefaults() {
    GatewayConfig config = config(Map.of());

    assertThat(config.host()).isEqualTo("127.0.0.1");
    assertThat(config.port()).isEqualTo(8080);
    assertThat(config.limits().bodyBytes()).isEqualTo(8 * 1024 * 1024);
    assertThat(config.timeouts().log()).isEqualTo(Duration.ofSeconds(10));
  }

  @Test
  void shouldReadEverySetting() {
    GatewayConfig config = config(EVERY);

    assertThat(EVERY.keySet())
        .containsExactlyInAnyOrderElementsOf(
            GatewayConfig.SETTINGS.stream().map(Setting::name).toList());
    assertThat(config.host()).isEqualTo("0.0.0.0");
    assertThat(config.port()).isEqualTo(1234);
    assertThat(config.limits()).isEqualTo(new GatewayConfig.Limits(5000, 4000, 6000, 7, 8, 9));
    assertThat(config.timeouts())
        .isEqualTo(
            new GatewayConfig.Timeouts(
                Duration.ofSeconds(1),
                Duration.ofSeconds(2),
                Duration.ofSeconds(3),
                Duration.ofSeconds(4)));
  }

  @Test
  void shouldRefuseLessRoomThanOneBodyNeeds() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> config(Map.of("gateway.pending.bytes", "1024")))
        .withMessageContaining("gateway.pending.bytes");
  }

  @Test
  void shouldRefuseAHeartbeatThatComesTooLate() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> config(Map.of("gateway.heartbeat", "1m")))
        .withMessage("gateway.heartbeat: 60000 ms is not below gateway.stall.timeout, 60000 ms");
  }

  private static GatewayConfig config(Map<String, String> values) {
    List<Setting<?>> known = new ArrayList<>(GatewayConfig.SETTINGS);
    known.addAll(KafkaConnection.SETTINGS);
    return GatewayConfig.of(Settings.of(values, known));
  }
}
