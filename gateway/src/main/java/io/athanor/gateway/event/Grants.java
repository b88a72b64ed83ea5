package io.athanor.gateway.event;

import io.athanor.event.CapacityGranted;
import io.vertx.core.json.JsonObject;

/** How many experiments a campaign may have open, as the door shows it. */
public final class Grants {
  private Grants() {}

  /** A grant. */
  public static JsonObject json(CapacityGranted event) {
    JsonObject json =
        new JsonObject()
            .put("campaignId", event.getCampaignId())
            .put("slots", event.getSlots())
            .put("demand", event.getDemand())
            .put("capacity", event.getCapacity())
            .put("share", event.getShare());
    Values.putIfPresent(json, "value", event.getValue());
    return json.put("reason", event.getReason())
        .put("recordedAt", event.getMeta().getRecordedAt().toString());
  }
}
