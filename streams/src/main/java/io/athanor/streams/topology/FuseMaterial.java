package io.athanor.streams.topology;

import static io.athanor.schemas.topic.Topics.CANDIDATE_PROPOSED;

import io.athanor.event.CandidateProposed;
import io.athanor.event.LiteratureEmbedded;
import io.athanor.event.MaterialChange;
import io.athanor.event.MaterialUpdated;
import io.athanor.event.Meta;
import io.athanor.event.ObservationDerived;
import io.athanor.event.PredictionRequested;
import io.athanor.schemas.identity.Metas;
import io.athanor.streams.fuse.Fusion;
import io.athanor.streams.fuse.FusionSettings;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Applies one kind of fact to the record of its material and forwards the record where it has
 * changed. Owned by one stream thread.
 */
final class FuseMaterial<F> implements Processor<String, F, String, MaterialUpdated> {
  private static final String APPLICATION = "streams";

  /** How a fact changes the record of a material. */
  private interface Step<F> {
    /** The record after {@code fact}; empty where it says nothing new. */
    Optional<MaterialUpdated> after(
        Fusion fusion, String candidateId, Optional<MaterialUpdated> known, F fact);
  }

  private final Step<F> step;
  private final FusionSettings settings;
  private final PerceptionMetrics metrics;
  private final InstantSource clock;
  private ProcessorContext<String, MaterialUpdated> context;
  private KeyValueStore<String, MaterialUpdated> materials;
  private Fusion fusion;

  private FuseMaterial(
      Step<F> step, FusionSettings settings, PerceptionMetrics metrics, InstantSource clock) {
    this.step = step;
    this.settings = settings;
    this.metrics = metrics;
    this.clock = clock;
  }

  /** Applies proposals. */
  static FuseMaterial<CandidateProposed> admitting(Edges edges) {
    PerceptionMetrics metrics = edges.metrics();
    return of(
        edges,
        (fusion, candidateId, known, fact) -> {
          Optional<MaterialUpdated> admitted = fusion.admit(known, fact);
          if (admitted.isPresent()) {
            metrics.accepted(CANDIDATE_PROPOSED.name());
          } else {
            metrics.duplicate(CANDIDATE_PROPOSED.name());
          }
          return admitted;
        });
  }

  /** Applies observations of readings. */
  static FuseMaterial<ObservationDerived> measuring(Edges edges) {
    return of(
        edges, (fusion, candidateId, known, fact) -> Optional.of(fusion.observe(known, fact)));
  }

  /** Applies computations. */
  static FuseMaterial<Computed> computing(Edges edges) {
    return of(
        edges,
        (fusion, candidateId, known, fact) ->
            Optional.of(fusion.compute(known, fact.simulation(), fact.observations())));
  }

  /** Applies documents. */
  static FuseMaterial<LiteratureEmbedded> reading(Edges edges) {
    return of(
        edges,
        (fusion, candidateId, known, fact) -> Optional.of(fusion.read(known, candidateId, fact)));
  }

  private static <F> FuseMaterial<F> of(Edges edges, Step<F> step) {
    return new FuseMaterial<>(step, edges.limits().fusion(), edges.metrics(), edges.clock());
  }

  /** The request for a score that an admission calls for, or none. */
  static List<PredictionRequested> requests(MaterialUpdated material, InstantSource clock) {
    if (material.getChange() != MaterialChange.ADMITTED) {
      return List.of();
    }
    Meta cause = material.getMeta();
    Meta meta =
        Metas.derived(
            APPLICATION,
            clock.instant(),
            Optional.ofNullable(material.getAdmittedTo()).orElse(cause.getCorrelationId()),
            cause,
            "prediction-requested");
    return Fusion.request(material, meta).stream().toList();
  }

  @Override
  public void init(ProcessorContext<String, MaterialUpdated> context) {
    this.context = context;
    this.materials = context.getStateStore(Materials.STORE);
    this.fusion = settings.with(Materials.offsets(context.getStateStore(Materials.CALIBRATIONS)));
  }

  @Override
  public void process(Record<String, F> record) {
    Optional<MaterialUpdated> known = Optional.ofNullable(materials.get(record.key()));
    step.after(fusion, record.key(), known, record.value())
        .ifPresent(
            material -> {
              if (material.getChange() == MaterialChange.CORRECTED) {
                metrics.corrected();
              }
              materials.put(record.key(), material);
              context.forward(record.withValue(material).withTimestamp(clock.millis()));
            });
  }
}
