package io.athanor.gateway;

import io.athanor.gateway.bluesky.BlueskyConfig;
import io.athanor.gateway.folder.FolderConfig;
import io.athanor.gateway.mqtt.MqttConfig;
import io.athanor.gateway.webhook.WebhookConfig;
import io.athanor.schemas.settings.Setting;
import io.athanor.schemas.settings.Settings;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * What the doors besides HTTP are told.
 *
 * @param folder the watched folder
 * @param mqtt server and client
 * @param bluesky documents
 * @param webhooks addresses that are told about events
 */
public record DoorsConfig(
    FolderConfig folder, MqttConfig mqtt, BlueskyConfig bluesky, WebhookConfig webhooks) {
  /** Every setting of these doors. */
  public static final List<Setting<?>> SETTINGS =
      Stream.of(
              FolderConfig.SETTINGS,
              MqttConfig.SETTINGS,
              BlueskyConfig.SETTINGS,
              WebhookConfig.SETTINGS)
          .<Setting<?>>flatMap(List::stream)
          .toList();

  /** All of them shut. */
  public static final DoorsConfig OFF =
      new DoorsConfig(FolderConfig.OFF, MqttConfig.OFF, BlueskyConfig.OFF);

  /** Checks that nothing is missing. */
  public DoorsConfig {
    Objects.requireNonNull(folder, "folder");
    Objects.requireNonNull(mqtt, "mqtt");
    Objects.requireNonNull(bluesky, "bluesky");
    Objects.requireNonNull(webhooks, "webhooks");
  }

  /** Without webhooks. */
  public DoorsConfig(FolderConfig folder, MqttConfig mqtt, BlueskyConfig bluesky) {
    this(folder, mqtt, bluesky, WebhookConfig.OFF);
  }

  /** From settings. */
  public static DoorsConfig of(Settings settings) {
    return new DoorsConfig(
        FolderConfig.of(settings),
        MqttConfig.of(settings),
        BlueskyConfig.of(settings),
        WebhookConfig.of(settings));
  }
}
