package io.athanor.streams.topology;

import io.athanor.event.ObservationDerived;
import io.athanor.event.SimulationCompleted;
import io.athanor.materials.unit.Quantity;
import io.athanor.schemas.identity.Metas;
import io.athanor.streams.derive.Derivation;
import io.athanor.streams.derive.Property;
import io.athanor.streams.derive.Reported;
import io.athanor.streams.fuse.Quantities;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Computations to observations, one for each property. */
final class ObserveComputed {
  /** Technique of the observations. */
  static final String TECHNIQUE = "simulation";

  private static final String APPLICATION = "streams";

  private final InstantSource clock;

  ObserveComputed(InstantSource clock) {
    this.clock = clock;
  }

  /** The observations in a computation; refused where a property's unit cannot be. */
  Perceived<Computed> observe(Perceived<SimulationCompleted> perceived) {
    Original original = perceived.original();
    if (perceived instanceof Perceived.Refused<SimulationCompleted> refused) {
      return new Perceived.Refused<>(original, refused.refusal());
    }
    SimulationCompleted simulation = perceived.asBelieved().orElseThrow();
    Map<String, Quantity> quantities = new TreeMap<>();
    simulation
        .getProperties()
        .forEach((name, event) -> quantities.put(name, Quantities.fromEvent(event)));
    Derivation derivation = Reported.derive("properties", quantities);
    if (derivation instanceof Derivation.Underivable underivable) {
      return new Perceived.Refused<>(original, underivable.refusal());
    }
    return new Perceived.Believed<>(
        original,
        new Computed(
            simulation,
            ((Derivation.Derived) derivation)
                .properties().stream().map(each -> observation(simulation, each)).toList()));
  }

  private ObservationDerived observation(SimulationCompleted simulation, Property property) {
    return ObservationDerived.newBuilder()
        .setMeta(
            Metas.derived(
                APPLICATION,
                clock.instant(),
                Optional.ofNullable(simulation.getCampaignId())
                    .orElse(simulation.getMeta().getCorrelationId()),
                simulation.getMeta(),
                "observation-derived",
                property.name()))
        .setCampaignId(simulation.getCampaignId())
        .setExperimentId(simulation.getExperimentId())
        .setCandidateId(simulation.getCandidateId())
        // of a computation there is no other sample than the candidate itself
        .setSampleId(simulation.getCandidateId())
        .setProperty(property.name())
        .setQuantity(Quantities.toEvent(property.quantity()))
        .setTechnique(TECHNIQUE)
        .setMethod(simulation.getMethod())
        .setFidelity(simulation.getFidelity())
        .setReadingId(simulation.getMeta().getId())
        .setReadingRecordedAt(simulation.getMeta().getRecordedAt())
        .setSimulated(true)
        .setConverged(simulation.getConverged())
        .build();
  }
}
