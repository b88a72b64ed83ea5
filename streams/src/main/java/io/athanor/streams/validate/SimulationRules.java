package io.athanor.streams.validate;

import io.athanor.event.SimulationCompleted;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/**
 * What a computation must satisfy: identifiers, times, a candidate that is what its id says, finite
 * numbers with known units.
 *
 * @param clock wall clock
 * @param tolerance how far ahead of it and of its ingest time it may say it happened
 */
public record SimulationRules(InstantSource clock, Duration tolerance) {
  private static final String EXPERIMENT = "experiment";

  /** The first rule that the computation with this record key breaks, or empty. */
  public Optional<Refusal> check(String key, SimulationCompleted simulation) {
    try {
      Rules.requireMeta(simulation.getMeta(), clock.instant(), tolerance);
      Rules.requireName("candidateId", simulation.getCandidateId());
      Rules.requireKey(key, "candidateId", simulation.getCandidateId());
      Rules.requireName("method", simulation.getMethod());
      Rules.requireName("fidelity", simulation.getFidelity());
      if (simulation.getFidelity().equals(EXPERIMENT)) {
        throw Rules.invalid("fidelity", "is 'experiment', which no computation is");
      }
      if (simulation.getProperties().isEmpty()) {
        throw Rules.invalid("properties", "must hold at least one property");
      }
      Rules.requireQuantities("properties", simulation.getProperties());
      CandidateRules.requireIdentity(simulation.getCandidateId(), simulation.getCandidate());
      return Optional.empty();
    } catch (RefusedException e) {
      return Optional.of(e.refusal());
    }
  }
}
