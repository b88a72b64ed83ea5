package io.athanor.streams.topology;

import static io.athanor.schemas.topic.Topics.CANDIDATE_PROPOSED;

import io.athanor.event.CandidateProposed;
import io.athanor.event.MaterialUpdated;
import io.athanor.event.Meta;
import io.athanor.event.ObservationDerived;
import io.athanor.event.PredictionRequested;
import io.athanor.schemas.identity.Metas;
import io.athanor.streams.fuse.Fusion;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
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

  /** How a fact changes a record. */
  private interface Step<F> {
    /** The record after {@code fact}; empty where it says nothing new. */
    Optional<MaterialUpdated> after(Optional<MaterialUpdated> known, F fact, Meta meta);
  }

  private final String storeName;
  private final Function<F, Meta> cause;
  private final Step<F> step;
  private final InstantSource clock;
  private ProcessorContext<String, MaterialUpdated> context;
  private KeyValueStore<String, MaterialUpdated> materials;

  private FuseMaterial(
      String storeName, Function<F, Meta> cause, Step<F> step, InstantSource clock) {
    this.storeName = storeName;
    this.cause = cause;
    this.step = step;
    this.clock = clock;
  }

  /** Applies proposals. */
  static FuseMaterial<CandidateProposed> admitting(
      String storeName, InstantSource clock, PerceptionMetrics metrics) {
    return new FuseMaterial<>(
        storeName,
        CandidateProposed::getMeta,
        (known, fact, meta) -> {
          Optional<MaterialUpdated> admitted = Fusion.admit(known, fact, meta);
          if (admitted.isPresent()) {
            metrics.accepted(CANDIDATE_PROPOSED.name());
          } else {
            metrics.duplicate(CANDIDATE_PROPOSED.name());
          }
          return admitted;
        },
        clock);
  }

  /** Applies observations. */
  static FuseMaterial<ObservationDerived> measuring(String storeName, InstantSource clock) {
    return new FuseMaterial<>(
        storeName,
        ObservationDerived::getMeta,
        (known, fact, meta) -> Optional.of(Fusion.measure(known, fact, meta)),
        clock);
  }

  /** The request for a score that an admission calls for, or none. */
  static List<PredictionRequested> requests(MaterialUpdated admitted) {
    Meta cause = admitted.getMeta();
    Meta meta =
        Metas.derived(
            APPLICATION,
            cause.getRecordedAt(),
            cause.getCorrelationId(),
            cause,
            "prediction-requested");
    return Fusion.request(admitted, meta).stream().toList();
  }

  @Override
  public void init(ProcessorContext<String, MaterialUpdated> context) {
    this.context = context;
    this.materials = context.getStateStore(storeName);
  }

  @Override
  public void process(Record<String, F> record) {
    Meta meta = cause.apply(record.value());
    Instant now = clock.instant();
    Meta derived = Metas.derived("streams", now, meta.getCorrelationId(), meta, "material-updated");
    step.after(Optional.ofNullable(materials.get(record.key())), record.value(), derived)
        .ifPresent(
            material -> {
              materials.put(record.key(), material);
              context.forward(record.withValue(material).withTimestamp(now.toEpochMilli()));
            });
  }
}
