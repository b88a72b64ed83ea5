package io.athanor.acquisition.topology;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;

/** What acquisition counts. Thread-safe. */
public final class AcquisitionMetrics {
  private final MeterRegistry registry;
  private final Timer deciding;
  private final Timer readingToProposal;
  private final DistributionSummary stale;

  /** Registers the meters. */
  public AcquisitionMetrics(MeterRegistry registry) {
    this.registry = registry;
    this.deciding =
        Timer.builder("athanor.acquisition.decide")
            .description("Time from a folded event to its decisions")
            .publishPercentiles(0.5, 0.99)
            .register(registry);
    this.readingToProposal =
        Timer.builder("athanor.acquisition.reading.to.proposal")
            .description("Time from the acceptance of a reading to the proposal it triggered")
            .publishPercentiles(0.5, 0.99)
            .register(registry);
    this.stale =
        DistributionSummary.builder("athanor.acquisition.staleness.at.dispatch")
            .description("Outcomes not known when an experiment was chosen, at its lease")
            .publishPercentiles(0.5, 0.95)
            .register(registry);
  }

  void deadLetter(String code) {
    registry.counter("athanor.acquisition.dead.letters", "code", code).increment();
  }

  void duplicate(String topic) {
    registry.counter("athanor.acquisition.duplicates", "topic", topic).increment();
  }

  void ignored(String topic) {
    registry.counter("athanor.acquisition.ignored", "topic", topic).increment();
  }

  void proposed() {
    registry.counter("athanor.acquisition.proposals").increment();
  }

  void tested() {
    registry.counter("athanor.acquisition.intervals.tested").increment();
  }

  void expired() {
    registry.counter("athanor.acquisition.expiries").increment();
  }

  /** An experiment was leased; so many outcomes had come since it was chosen. */
  void dispatched(int staleness) {
    stale.record(staleness);
  }

  void settled(String state) {
    registry.counter("athanor.acquisition.settled", "state", state).increment();
  }

  void decided(Duration took) {
    deciding.record(took);
  }

  void answered(Duration sinceReading) {
    readingToProposal.record(sinceReading);
  }
}
