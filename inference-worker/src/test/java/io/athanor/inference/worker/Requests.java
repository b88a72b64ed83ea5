package io.athanor.inference.worker;

import io.athanor.event.Candidate;
import io.athanor.event.Meta;
import io.athanor.event.PredictionRequested;
import io.athanor.inference.model.MaterialGraph;
import io.athanor.inference.model.MaterialPrediction;
import io.athanor.inference.model.Property;
import io.athanor.inference.model.PropertyEstimate;
import io.athanor.schemas.serde.SchemaRegistries;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Requests and predictions for tests of the worker. */
final class Requests {
  static final Instant WHEN = Instant.parse("2026-01-02T03:04:05Z");

  static {
    SchemaRegistries.trustOurs();
  }

  private Requests() {}

  static PredictionRequested formula(String id, String formula, String... properties) {
    return request(id, formula, null, properties);
  }

  /** One that wants a version; null for whichever serves. */
  static PredictionRequested request(
      String id, String formula, String digest, String... properties) {
    return PredictionRequested.newBuilder()
        .setMeta(
            Meta.newBuilder()
                .setId(id)
                .setSource("test")
                .setOccurredAt(WHEN)
                .setRecordedAt(WHEN)
                .setCorrelationId("campaign-1")
                .setTraceparent("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")
                .build())
        .setCandidateId("c-" + id)
        .setCandidate(Candidate.newBuilder().setCandidateId("c-" + id).setFormula(formula).build())
        .setCampaignIds(List.of("campaign-1", "campaign-2"))
        .setProperties(List.of(properties))
        .setModelDigest(digest)
        .setLiterature(List.of())
        .build();
  }

  /** A prediction that says how many nodes the graph had. */
  static MaterialPrediction prediction(MaterialGraph graph) {
    PropertyEstimate estimate = new PropertyEstimate(graph.size(), 0.1, 0.2, 0, 9);
    return new MaterialPrediction(
        Map.of(Property.FORMATION_ENERGY_PER_ATOM, estimate, Property.BAND_GAP, estimate),
        new float[] {1, 2},
        0.5);
  }
}
