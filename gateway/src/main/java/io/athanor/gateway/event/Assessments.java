package io.athanor.gateway.event;

import io.athanor.event.StabilityAssessed;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** Stability as the door shows it. */
public final class Assessments {
  private Assessments() {}

  /** An assessment; energies in eV/atom. */
  public static JsonObject json(StabilityAssessed assessed) {
    JsonArray decomposition = new JsonArray();
    assessed
        .getDecomposition()
        .forEach(
            each -> {
              JsonObject phase =
                  new JsonObject()
                      .put("formula", each.getFormula())
                      .put("fraction", each.getFraction());
              Values.putIfPresent(phase, "candidateId", each.getCandidateId());
              decomposition.add(phase);
            });
    JsonObject json =
        new JsonObject()
            .put("energyAboveHull", assessed.getEnergyAboveHull())
            .put("standardDeviation", assessed.getStandardDeviation())
            .put("unit", "eV/atom")
            .put("probabilityStable", assessed.getProbabilityStable())
            .put("probabilityMetastable", assessed.getProbabilityMetastable())
            .put("margin", assessed.getMargin())
            .put("basis", assessed.getBasis())
            .put("decomposition", decomposition)
            .put("entries", assessed.getEntries());
    Values.putIfPresent(json, "modelDigest", assessed.getModelDigest());
    return json.put("recordedAt", assessed.getMeta().getRecordedAt().toString());
  }
}
