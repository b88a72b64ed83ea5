package io.athanor.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.athanor.gateway.bluesky.BlueskyConfig;
import io.athanor.gateway.folder.FolderConfig;
import io.athanor.gateway.mqtt.MqttConfig;
import io.athanor.gateway.security.Quota;
import io.athanor.gateway.security.SecurityConfig;
import io.athanor.gateway.security.TokenConfig;
import io.athanor.gateway.webhook.Persistence;
import io.athanor.gateway.webhook.WebhookConfig;
import io.athanor.schemas.settings.KafkaConnection;
import io.athanor.schemas.settings.Setting;
import io.athanor.schemas.settings.Settings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
              Map.entry("gateway.close.timeout", "4s"),
              Map.entry("gateway.folder.path", "/data"),
              Map.entry("gateway.folder.manifest", "/var/manifest"),
              Map.entry("gateway.folder.settle", "5s"),
              Map.entry("gateway.folder.interval", "6s"),
              Map.entry("gateway.folder.bytes", "7000"),
              Map.entry("gateway.mqtt.enabled", "true"),
              Map.entry("gateway.mqtt.host", "::1"),
              Map.entry("gateway.mqtt.port", "1"),
              Map.entry("gateway.mqtt.clients", "2"),
              Map.entry("gateway.mqtt.in-flight", "3"),
              Map.entry("gateway.mqtt.prefix", "lab"),
              Map.entry("gateway.mqtt.broker.uri", "mqtts://broker:4"),
              Map.entry("gateway.mqtt.broker.client-id", "me"),
              Map.entry("gateway.mqtt.broker.username", "user"),
              Map.entry("gateway.mqtt.broker.password", "secret"),
              Map.entry("gateway.bluesky.timeout", "8s"),
              Map.entry("gateway.bluesky.waiting", "9"),
              Map.entry("gateway.bluesky.kafka-topic", "documents"),
              Map.entry("gateway.bluesky.kafka-group", "readers"),
              Map.entry("gateway.webhooks.secrets", "/secrets"),
              Map.entry("gateway.webhooks.private-addresses", "true"),
              Map.entry("gateway.webhooks.attempts", "2"),
              Map.entry("gateway.webhooks.backoff", "3s"),
              Map.entry("gateway.webhooks.backoff.longest", "4s"),
              Map.entry("gateway.webhooks.circuit.failures", "5"),
              Map.entry("gateway.webhooks.circuit.pause", "6s"),
              Map.entry("gateway.webhooks.timeout", "7s"),
              Map.entry("gateway.webhooks.body.bytes", "8000"),
              Map.entry("gateway.webhooks.most", "9"),
              Map.entry("gateway.authentication", "required"),
              Map.entry("gateway.keys.file", "/keys"),
              Map.entry("gateway.keys.refresh", "1s"),
              Map.entry("gateway.jwt.issuer", "https://issuer"),
              Map.entry("gateway.jwt.audience", "lab"),
              Map.entry("gateway.jwt.keys", "https://issuer/jwks"),
              Map.entry("gateway.jwt.algorithms", "ES256, EdDSA"),
              Map.entry("gateway.jwt.leeway", "2s"),
              Map.entry("gateway.jwt.refresh", "3s"),
              Map.entry("gateway.jwt.claim.subject", "name"),
              Map.entry("gateway.jwt.claim.roles", "access.roles"),
              Map.entry("gateway.jwt.claim.tenant", "lab"),
              Map.entry("gateway.quota.per-second", "4"),
              Map.entry("gateway.quota.burst", "5"),
              Map.entry("gateway.local.tenant", "lab-a"),
              Map.entry("gateway.tls.certificate", "/cert"),
              Map.entry("gateway.tls.key", "/key")));

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
  void shouldReadEverySettingOfWebhooks() {
    assertThat(config(EVERY).doors().webhooks())
        .isEqualTo(
            new WebhookConfig(
                Optional.of(Path.of("/secrets")),
                true,
                new Persistence(
                    2, Duration.ofSeconds(3), Duration.ofSeconds(4), 5, Duration.ofSeconds(6)),
                Duration.ofSeconds(7),
                8000,
                9));
  }

  @Test
  void shouldReadEverySettingOfTheOtherDoors() {
    DoorsConfig doors = config(EVERY).doors();

    assertThat(doors.folder())
        .isEqualTo(
            new FolderConfig(
                Optional.of(Path.of("/data")),
                Path.of("/var/manifest"),
                Duration.ofSeconds(5),
                Duration.ofSeconds(6),
                7000));
    assertThat(doors.mqtt())
        .isEqualTo(
            new MqttConfig(
                Optional.of(new MqttConfig.Server("::1", 1, 2)),
                Optional.of(new MqttConfig.Broker("broker", 4, true, "me", "user", "secret")),
                "lab",
                3));
    assertThat(doors.mqtt().toString()).doesNotContain("secret");
    assertThat(doors.bluesky())
        .isEqualTo(
            new BlueskyConfig(Duration.ofSeconds(8), 9, Optional.of("documents"), "readers"));
  }

  @Test
  void shouldReadEverySettingOfSecurity() {
    assertThat(config(EVERY).security())
        .isEqualTo(
            new SecurityConfig(
                SecurityConfig.Mode.REQUIRED,
                Optional.of(Path.of("/keys")),
                Optional.of(
                    new TokenConfig(
                        "https://issuer",
                        "lab",
                        Set.of("ES256", "EdDSA"),
                        Duration.ofSeconds(2),
                        URI.create("https://issuer/jwks"),
                        "name",
                        "access.roles",
                        "lab")),
                Optional.of(new Quota(4, 5)),
                Duration.ofSeconds(1),
                Duration.ofSeconds(3),
                Optional.of("lab-a"),
                Optional.of(new SecurityConfig.Tls(Path.of("/cert"), Path.of("/key")))));
  }

  @ParameterizedTest
  @CsvSource({
    "gateway.host, 0.0.0.0",
    "gateway.host, 192.168.1.7",
    "gateway.host, '::'",
    "gateway.host, lab.example",
    "gateway.host, 127.0.0.1.example",
    "gateway.mqtt.host, 0.0.0.0",
  })
  void shouldListenToNobodyElseUnlessItAsksWhoTheyAre(String setting, String host) {
    Map<String, String> open = Map.of(setting, host, "gateway.mqtt.enabled", "true");
    Map<String, String> asking = new HashMap<>(open);
    asking.put("gateway.authentication", "required");
    asking.put("gateway.keys.file", "/keys");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> config(open))
        .withMessageStartingWith(setting + ": " + host + " can be reached from other machines")
        .withMessageContaining("gateway.authentication=required");
    assertThat(config(asking).security().isRequired()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "gateway.authentication, required, gateway.keys.file",
    "gateway.jwt.keys, http://issuer.example/jwks, https",
    "gateway.jwt.algorithms, HS256, gateway.jwt.algorithms",
    "gateway.jwt.algorithms, none, gateway.jwt.algorithms",
    "gateway.jwt.issuer, '', gateway.jwt.issuer",
    "gateway.tls.key, /key, gateway.tls.certificate",
  })
  void shouldRefuseWhatWouldLeaveTheDoorAjar(String setting, String value, String named) {
    Map<String, String> values = new HashMap<>();
    if (setting.startsWith("gateway.jwt.")) {
      values.put("gateway.jwt.keys", "https://issuer.example/jwks");
      values.put("gateway.jwt.issuer", "https://issuer.example");
    }
    values.put(setting, value);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> config(values))
        .withMessageContaining(named);
  }

  @Test
  void shouldOpenNoOtherDoorUnasked() {
    DoorsConfig doors = config(Map.of()).doors();

    assertThat(doors.folder().path()).isEmpty();
    assertThat(doors.mqtt().server()).isEmpty();
    assertThat(doors.mqtt().broker()).isEmpty();
    assertThat(doors.bluesky().topic()).isEmpty();
  }

  @Test
  void shouldKeepTheManifestInTheFolder() {
    assertThat(config(Map.of("gateway.folder.path", "/data")).doors().folder().manifest())
        .isEqualTo(Path.of("/data/.athanor-manifest.jsonl"));
  }

  @Test
  void shouldRefuseABrokerThatIsNone() {
    for (String uri : List.of("http://broker", "mqtt://user:secret@broker", "mqtt:", "::")) {
      assertThatIllegalArgumentException()
          .as(uri)
          .isThrownBy(() -> config(Map.of("gateway.mqtt.broker.uri", uri)))
          .withMessageContaining("gateway.mqtt.broker.uri")
          .withMessageNotContaining("secret");
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> config(Map.of("gateway.mqtt.prefix", "a/+")))
        .withMessageContaining("gateway.mqtt.prefix");
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
