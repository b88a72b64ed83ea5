package io.athanor.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.athanor.materials.stability.StabilityTerms;
import io.athanor.materials.unit.Quantity;
import io.athanor.schemas.settings.KafkaConnection;
import io.athanor.schemas.settings.Setting;
import io.athanor.schemas.settings.Settings;
import io.athanor.streams.fuse.FusionSettings;
import io.athanor.streams.fuse.References;
import io.athanor.streams.stability.StabilitySettings;
import io.athanor.streams.topology.Limits;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.Test;

final class PerceptionConfigTest {
  private static final Map<String, String> EXPLICIT =
      Map.ofEntries(
          Map.entry("kafka.bootstrap.servers", "b:1"),
          Map.entry("schema.registry.url", "http://r:2"),
          Map.entry("streams.application-id", "perception-7"),
          Map.entry("streams.instance-id", "pod-0"),
          Map.entry("streams.state-dir", "/var/state"),
          Map.entry("streams.threads", "3"),
          Map.entry("streams.commit-interval", "50ms"),
          Map.entry("streams.session-timeout", "9s"),
          Map.entry("streams.transaction-timeout", "30s"),
          Map.entry("streams.close-timeout", "5s"),
          Map.entry("streams.deduplication-window", "2d"),
          Map.entry("streams.future-tolerance", "1m"),
          Map.entry("streams.dead-letter-bytes", "1000"),
          Map.entry("streams.late-grace", "2h"),
          Map.entry("streams.literature-half-life", "365d"),
          Map.entry("streams.references", "wafer.band_gap=1.12+-0.01 eV"),
          Map.entry("streams.stability", "false"),
          Map.entry("streams.stability-margin", "0.05"),
          Map.entry("streams.stability-draws", "64"),
          Map.entry("streams.stability-own-error", "0.03"),
          Map.entry("streams.stability-shared-error", "0.2"));

  @Test
  void shouldHaveDefaults() {
    PerceptionConfig config = PerceptionConfig.of(settings(Map.of()));

    assertThat(config)
        .isEqualTo(
            new PerceptionConfig(
                KafkaConnection.of(settings(Map.of())),
                "athanor-streams",
                Optional.empty(),
                Path.of("data/streams"),
                1,
                Duration.ofMillis(20),
                Duration.ofSeconds(6),
                Duration.ofSeconds(10),
                Duration.ofSeconds(10),
                new Limits(
                    Duration.ofDays(7),
                    Duration.ofMinutes(5),
                    900_000,
                    new FusionSettings(
                        Duration.ofHours(1), Duration.ofDays(1826), References.NONE)),
                new StabilitySettings(true, new StabilityTerms(0.1, 256), 0.024, 0.1)));
  }

  @Test
  void shouldTakeEverySetting() {
    assertThat(EXPLICIT.keySet())
        .containsAll(PerceptionConfig.SETTINGS.stream().map(Setting::name).toList());

    assertThat(PerceptionConfig.of(settings(EXPLICIT)))
        .isEqualTo(
            new PerceptionConfig(
                KafkaConnection.of(settings(EXPLICIT)),
                "perception-7",
                Optional.of("pod-0"),
                Path.of("/var/state"),
                3,
                Duration.ofMillis(50),
                Duration.ofSeconds(9),
                Duration.ofSeconds(30),
                Duration.ofSeconds(5),
                new Limits(
                    Duration.ofDays(2),
                    Duration.ofMinutes(1),
                    1000,
                    new FusionSettings(
                        Duration.ofHours(2),
                        Duration.ofDays(365),
                        new References(Map.of("wafer.band_gap", Quantity.of(1.12, "eV", 0.01))))),
                new StabilitySettings(false, new StabilityTerms(0.05, 64), 0.03, 0.2)));
  }

  @Test
  void shouldNameTheWrongSetting() {
    assertThatThrownBy(() -> with("streams.application-id", "no spaces"))
        .hasMessageContaining("streams.application-id");
    assertThatThrownBy(() -> with("streams.transaction-timeout", "20ms"))
        .hasMessageContaining("streams.transaction-timeout");
    assertThatThrownBy(() -> with("streams.references", "wafer=3"))
        .hasMessageContaining("streams.references")
        .hasMessageContaining("wafer=3");
    assertThatThrownBy(() -> with("streams.stability-margin", "much"))
        .hasMessage("streams.stability-margin: 'much' is not a number");
    assertThatThrownBy(() -> with("streams.stability-own-error", "-1"))
        .hasMessage("streams.stability-own-error: '-1' is not finite and >= 0");
    assertThatThrownBy(() -> with("streams.threads", "0")).hasMessageContaining("streams.threads");
  }

  @Test
  void shouldReachTheClients() {
    Properties properties = StreamsProperties.of(PerceptionConfig.of(settings(EXPLICIT)));

    assertThat(properties)
        .containsEntry("bootstrap.servers", "b:1")
        .containsEntry("application.id", "perception-7")
        .containsEntry("processing.guarantee", "exactly_once_v2")
        .containsEntry("ensure.explicit.internal.resource.naming", true)
        .containsEntry("state.dir", "/var/state")
        .containsEntry("num.stream.threads", 3)
        .containsEntry("commit.interval.ms", 50L)
        .containsEntry("main.consumer.group.instance.id", "pod-0")
        .containsEntry("main.consumer.session.timeout.ms", 9000)
        .containsEntry("main.consumer.heartbeat.interval.ms", 3000)
        .containsEntry("main.consumer.auto.offset.reset", "earliest")
        .containsEntry("producer.transaction.timeout.ms", 30000);
    assertThat(properties.get("processing.exception.handler").toString()).contains("LogAndFail");
  }

  @Test
  void shouldHandOverWhatKafkaIsToldDirectly() {
    Properties properties =
        StreamsProperties.of(
            PerceptionConfig.of(settings(Map.of("kafka.security.protocol", "SSL"))));

    assertThat(properties).containsEntry("security.protocol", "SSL");
  }

  private static PerceptionConfig with(String name, String value) {
    Map<String, String> values = new HashMap<>(EXPLICIT);
    values.put(name, value);
    return PerceptionConfig.of(settings(values));
  }

  private static Settings settings(Map<String, String> values) {
    List<Setting<?>> known = new ArrayList<>(KafkaConnection.SETTINGS);
    known.addAll(PerceptionConfig.SETTINGS);
    return Settings.of(values, known);
  }
}
