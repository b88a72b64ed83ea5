package io.athanor.streams.topology;

import io.athanor.event.Curve;
import io.athanor.event.ObservationDerived;
import io.athanor.event.ReadingReported;
import io.athanor.event.Scalars;
import io.athanor.materials.unit.Quantity;
import io.athanor.schemas.identity.Metas;
import io.athanor.streams.derive.Derivation;
import io.athanor.streams.derive.Property;
import io.athanor.streams.derive.Reported;
import io.athanor.streams.derive.Techniques;
import io.athanor.streams.fuse.Quantities;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Readings to observations: the mapper between events and the rules that derive properties. */
final class Observe {
  private static final String APPLICATION = "streams";

  private final InstantSource clock;
  private final PerceptionMetrics metrics;

  Observe(InstantSource clock, PerceptionMetrics metrics) {
    this.clock = clock;
    this.metrics = metrics;
  }

  /** The observations in a reading; none where it is kept raw; refused where it should give one. */
  Perceived<List<ObservationDerived>> observe(Perceived<ReadingReported> perceived) {
    Original original = perceived.original();
    if (perceived instanceof Perceived.Refused<ReadingReported> refused) {
      return new Perceived.Refused<>(original, refused.refusal());
    }
    ReadingReported reading = perceived.asBelieved().orElseThrow();
    Derivation derivation = derive(reading);
    if (derivation instanceof Derivation.Underivable underivable) {
      return new Perceived.Refused<>(original, underivable.refusal());
    }
    if (derivation instanceof Derivation.Derived derived) {
      return new Perceived.Believed<>(
          original,
          derived.properties().stream().map(property -> observation(reading, property)).toList());
    }
    metrics.keptRaw();
    return new Perceived.Believed<>(original, List.of());
  }

  private static Derivation derive(ReadingReported reading) {
    if (reading.getPayload() instanceof Scalars scalars) {
      return Reported.derive(quantities(scalars.getValues()));
    }
    if (reading.getPayload() instanceof Curve curve) {
      return Techniques.derive(reading.getTechnique(), curve(curve));
    }
    return new Derivation.KeptRaw();
  }

  private static io.athanor.streams.derive.Curve curve(Curve event) {
    return new io.athanor.streams.derive.Curve(
        event.getXName(),
        event.getXUnit(),
        numbers(event.getX()),
        event.getYName(),
        event.getYUnit(),
        numbers(event.getY()),
        quantities(event.getConditions()));
  }

  private static double[] numbers(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private static Map<String, Quantity> quantities(Map<String, io.athanor.event.Quantity> events) {
    Map<String, Quantity> quantities = new TreeMap<>();
    events.forEach((name, event) -> quantities.put(name, Quantities.fromEvent(event)));
    return quantities;
  }

  private ObservationDerived observation(ReadingReported reading, Property property) {
    return ObservationDerived.newBuilder()
        .setMeta(
            Metas.derived(
                APPLICATION,
                clock.instant(),
                Optional.ofNullable(reading.getCampaignId())
                    .orElse(reading.getMeta().getCorrelationId()),
                reading.getMeta(),
                "observation-derived",
                property.name()))
        .setCampaignId(reading.getCampaignId())
        .setExperimentId(reading.getExperimentId())
        .setCandidateId(candidateId(reading))
        .setSampleId(reading.getSampleId())
        .setProperty(property.name())
        .setQuantity(Quantities.toEvent(property.quantity()))
        .setTechnique(reading.getTechnique())
        .setMethod(property.method())
        .setFidelity("experiment")
        .setReadingId(reading.getMeta().getId())
        .setReadingRecordedAt(reading.getMeta().getRecordedAt())
        .setSimulated(reading.getSimulated())
        .setInstrumentId(reading.getInstrumentId())
        .build();
  }

  /** A sample of which nobody knows what it was meant to be is a material of its own. */
  private static String candidateId(ReadingReported reading) {
    return Optional.ofNullable(reading.getCandidateId()).orElse(reading.getSampleId());
  }

  /** The key of an observation: its campaign, or its candidate where there is none. */
  static String key(ObservationDerived observation) {
    return Optional.ofNullable(observation.getCampaignId()).orElse(observation.getCandidateId());
  }
}
