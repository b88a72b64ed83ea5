package io.athanor.gateway.event;

import io.athanor.event.HaltDeclared;
import io.vertx.core.json.JsonObject;

/** Emergency stops and their ends, as the door shows them. */
public final class Halting {
  private Halting() {}

  /** A stop, or its end. */
  public static JsonObject json(HaltDeclared halt) {
    JsonObject json =
        new JsonObject()
            .put("scope", halt.getScope())
            .put("halted", halt.getHalted())
            .put("epoch", halt.getEpoch())
            .put("by", halt.getBy());
    Values.putIfPresent(json, "reason", halt.getReason());
    return json.put("recordedAt", halt.getMeta().getRecordedAt().toString());
  }
}
