package io.athanor.gateway.event;

import io.athanor.event.WebhookRegistered;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/** Webhooks: JSON to {@link WebhookRegistered}, and back. */
public final class WebhookEvents {
  private static final String SOURCE = "athanor/gateway";

  private WebhookEvents() {}

  /** The event of a registration that fits the contract. */
  public static WebhookRegistered read(String webhookId, JsonObject json, Origin origin) {
    List<String> events = new ArrayList<>();
    json.getJsonArray("events").forEach(each -> events.add((String) each));
    return WebhookRegistered.newBuilder()
        .setMeta(origin.meta(origin.fresh(), SOURCE, origin.now(), json.getString("campaignId")))
        .setWebhookId(webhookId)
        .setUrl(json.getString("url"))
        .setEvents(events)
        .setCampaignId(json.getString("campaignId"))
        .setSecretId(json.getString("secretId"))
        .build();
  }

  /** The event that ends one. */
  public static WebhookRegistered ended(WebhookRegistered known, Origin origin) {
    return WebhookRegistered.newBuilder()
        .setMeta(origin.meta(origin.fresh(), SOURCE, origin.now(), known.getCampaignId()))
        .setWebhookId(known.getWebhookId())
        .setUrl(known.getUrl())
        .setEvents(known.getEvents())
        .setCampaignId(known.getCampaignId())
        .setSecretId(known.getSecretId())
        .setActive(false)
        .build();
  }

  /** Whether both say the same, whoever says it when. */
  public static boolean saySame(WebhookRegistered one, WebhookRegistered other) {
    JsonObject without = json(other).put("recordedAt", one.getMeta().getRecordedAt().toString());
    return json(one).equals(without);
  }

  /** As the door shows it. */
  public static JsonObject json(WebhookRegistered webhook) {
    JsonObject json =
        new JsonObject()
            .put("webhookId", webhook.getWebhookId())
            .put("url", webhook.getUrl())
            .put("events", new JsonArray(List.copyOf(webhook.getEvents())));
    Values.putIfPresent(json, "campaignId", webhook.getCampaignId());
    return json.put("secretId", webhook.getSecretId())
        .put("active", webhook.getActive())
        .put("recordedAt", webhook.getMeta().getRecordedAt().toString());
  }
}
