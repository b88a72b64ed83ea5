package io.athanor.gateway.event;

import io.athanor.event.ObservationDerived;
import io.vertx.core.json.JsonObject;

/** Observations: {@link ObservationDerived} to JSON. */
public final class Observations {
  private Observations() {}

  /** As the door shows it. */
  public static JsonObject json(ObservationDerived observation) {
    JsonObject json = new JsonObject();
    Values.putIfPresent(json, "campaignId", observation.getCampaignId());
    Values.putIfPresent(json, "experimentId", observation.getExperimentId());
    json.put("candidateId", observation.getCandidateId())
        .put("sampleId", observation.getSampleId())
        .put("property", observation.getProperty())
        .mergeIn(Values.json(observation.getQuantity()));
    return json.put("technique", observation.getTechnique())
        .put("method", observation.getMethod())
        .put("fidelity", observation.getFidelity())
        .put("readingId", observation.getReadingId())
        .put("occurredAt", observation.getMeta().getOccurredAt().toString())
        .put("simulated", observation.getSimulated());
  }
}
