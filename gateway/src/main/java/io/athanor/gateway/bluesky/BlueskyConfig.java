package io.athanor.gateway.bluesky;

import io.athanor.schemas.settings.Setting;
import io.athanor.schemas.settings.Settings;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What the bluesky doors are told.
 *
 * @param timeout silence after which a run is closed as incomplete
 * @param mostWaiting runs and events that may wait; beyond it 503
 * @param topic topic of documents; empty for none
 * @param group consumer group on it
 */
public record BlueskyConfig(
    Duration timeout, int mostWaiting, Optional<String> topic, String group) {
  /** Timeout. */
  public static final Setting<Duration> TIMEOUT =
      Setting.duration(
          "gateway.bluesky.timeout",
          "1h",
          "A bluesky run without its stop document is closed as incomplete after this silence.");

  /** Bound. */
  public static final Setting<Integer> WAITING =
      Setting.integer(
          "gateway.bluesky.waiting",
          100_000,
          1,
          1_000_000,
          "Bluesky runs and events that may wait for the end of their run; beyond it a new run is"
              + " refused with 503.");

  /** Topic. */
  public static final Setting<String> TOPIC =
      Setting.text(
          "gateway.bluesky.kafka-topic",
          "",
          "Topic of bluesky documents, each record a pair [name, document] in JSON or MessagePack;"
              + " empty for none.");

  /** Group. */
  public static final Setting<String> GROUP =
      Setting.text(
          "gateway.bluesky.kafka-group",
          "athanor-gateway-bluesky",
          "Consumer group that reads the topic of bluesky documents; one for all gateways.");

  /** Every setting of bluesky. */
  public static final List<Setting<?>> SETTINGS = List.of(TIMEOUT, WAITING, TOPIC, GROUP);

  /** No topic. */
  public static final BlueskyConfig OFF =
      new BlueskyConfig(Duration.ofHours(1), 100_000, Optional.empty(), "athanor-gateway-bluesky");

  /** From settings. */
  public static BlueskyConfig of(Settings settings) {
    return new BlueskyConfig(
        settings.get(TIMEOUT),
        settings.get(WAITING),
        Optional.of(settings.get(TOPIC)).filter(each -> !each.isBlank()),
        settings.get(GROUP));
  }
}
