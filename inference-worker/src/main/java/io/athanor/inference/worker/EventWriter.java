package io.athanor.inference.worker;

import io.athanor.event.DeadLetter;
import io.athanor.event.Meta;
import io.athanor.event.ModelReleased;
import io.athanor.event.PredictionMade;
import io.athanor.event.PredictionRequested;
import io.athanor.event.PropertyPrediction;
import io.athanor.event.RolloutStage;
import io.athanor.inference.model.MaterialPrediction;
import io.athanor.inference.model.Property;
import io.athanor.inference.model.PropertyEstimate;
import io.athanor.inference.rollout.Releases;
import io.athanor.inference.store.StoredModel;
import io.athanor.schemas.identity.EventIds;
import io.athanor.schemas.identity.Metas;
import io.athanor.schemas.identity.RefusedEvent;
import io.athanor.schemas.rollout.Rollout;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Outcomes as events: the seam between our records and generated Avro. */
final class EventWriter {
  static final String APPLICATION = "inference-worker";

  /** Who says what the worker says. */
  static final String SOURCE = "athanor/" + APPLICATION;

  private final InstantSource clock;
  private final StoredModel model;

  EventWriter(InstantSource clock, StoredModel model) {
    this.clock = clock;
    this.model = model;
  }

  PredictionMade prediction(Outcome.Scored scored) {
    PredictionRequested request = scored.request();
    MaterialPrediction prediction = scored.prediction();
    List<PropertyPrediction> properties = new ArrayList<>();
    for (Map.Entry<Property, PropertyEstimate> entry : prediction.estimates().entrySet()) {
      List<String> wanted = request.getProperties();
      if (wanted.isEmpty() || wanted.contains(entry.getKey().key())) {
        properties.add(property(entry.getKey(), entry.getValue()));
      }
    }
    List<Float> embedding = new ArrayList<>(prediction.embedding().length);
    for (float channel : prediction.embedding()) {
      embedding.add(channel);
    }
    return PredictionMade.newBuilder()
        .setMeta(
            Metas.derived(
                APPLICATION,
                clock.instant(),
                request.getMeta().getCorrelationId(),
                request.getMeta(),
                "prediction-made",
                model.digest()))
        .setCandidateId(request.getCandidateId())
        .setRequestId(request.getMeta().getId())
        .setCampaignIds(List.copyOf(request.getCampaignIds()))
        .setPredictions(properties)
        .setEmbedding(embedding)
        .setModelName(model.manifest().name())
        .setModelDigest(model.digest())
        .setOutOfDomain(prediction.outOfDomain())
        .build();
  }

  DeadLetter deadLetter(ConsumerRecord<byte[], byte[]> record, Outcome.Refused refused) {
    return new RefusedEvent(
            record.topic(),
            record.partition(),
            record.offset(),
            Instant.ofEpochMilli(Math.max(0, record.timestamp())),
            record.key(),
            record.value())
        .letter(APPLICATION, clock.instant())
        .setCode(refused.code())
        .setField(refused.field())
        .setReason(refused.reason())
        .build();
  }

  /**
   * The store releases this version: from now on it serves.
   *
   * @param known what was said before; this counts after it
   */
  ModelReleased released(Rollout known) {
    Instant now = known.after(clock.instant());
    return Releases.of(model)
        .setMeta(meta(EventIds.derived(now, APPLICATION, "model-released", model.digest()), now))
        .setStage(RolloutStage.CHAMPION)
        .setReason("the store releases it")
        .build();
  }

  private Meta meta(String id, Instant occurred) {
    return Meta.newBuilder()
        .setId(id)
        .setSource(SOURCE)
        .setOccurredAt(occurred)
        .setRecordedAt(clock.instant())
        .build();
  }

  private static PropertyPrediction property(Property property, PropertyEstimate estimate) {
    return PropertyPrediction.newBuilder()
        .setProperty(property.key())
        .setUnit(property.unit())
        .setMean(estimate.mean())
        .setEpistemic(estimate.epistemic())
        .setAleatoric(estimate.aleatoric())
        .setLower(estimate.lower())
        .setUpper(estimate.upper())
        .setCoverage(PropertyEstimate.COVERAGE)
        .build();
  }
}
