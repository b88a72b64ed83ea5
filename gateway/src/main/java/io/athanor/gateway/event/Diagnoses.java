package io.athanor.gateway.event;

import io.athanor.event.CorrectiveAction;
import io.athanor.event.FailureDiagnosed;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.TreeMap;

/** Why experiments probably failed, as the door shows it. */
public final class Diagnoses {
  private Diagnoses() {}

  /** A diagnosis. */
  public static JsonObject json(FailureDiagnosed event) {
    JsonArray causes = new JsonArray();
    event
        .getCauses()
        .forEach(
            each ->
                causes.add(
                    new JsonObject()
                        .put("kind", each.getKind())
                        .put("probability", each.getProbability())
                        .put("evidence", new JsonArray(List.copyOf(each.getEvidence())))));
    JsonObject json =
        new JsonObject()
            .put("experimentId", event.getExperimentId())
            .put("campaignId", event.getCampaignId());
    Values.putIfPresent(json, "instrumentId", event.getInstrumentId());
    json.put("causes", causes);
    CorrectiveAction action = event.getAction();
    if (action != null) {
      json.put(
          "action",
          new JsonObject()
              .put("kind", action.getKind())
              .put("text", action.getText())
              .put("parameters", new JsonObject(new TreeMap<>(action.getParameters()))));
    }
    return json.put("infeasible", event.getInfeasible())
        .put("recordedAt", event.getMeta().getRecordedAt().toString());
  }
}
