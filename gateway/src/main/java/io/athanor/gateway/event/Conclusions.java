package io.athanor.gateway.event;

import io.athanor.event.CampaignConcluded;
import io.vertx.core.json.JsonObject;

/** Why a campaign proposes nothing more, as the door shows it. */
public final class Conclusions {
  private Conclusions() {}

  /** A campaign's conclusion. */
  public static JsonObject json(CampaignConcluded event) {
    JsonObject json =
        new JsonObject().put("rule", event.getRule()).put("reason", event.getReason());
    Values.putIfPresent(json, "figure", event.getFigure());
    Values.putIfPresent(json, "limit", event.getLimit());
    Values.putIfPresent(json, "at", event.getMeta().getRecordedAt());
    return json;
  }
}
