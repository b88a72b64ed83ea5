package io.athanor.inference.worker;

import io.athanor.inference.batch.MicroBatcher;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

/** What the worker tells operations. */
final class WorkerMetrics {
  private final MeterRegistry registry;
  private final Counter scored;
  private final Counter retries;
  private final DistributionSummary batch;
  private final Timer scoring;
  private final Timer committing;

  WorkerMetrics(MeterRegistry registry, MicroBatcher<Pending> queue) {
    this.registry = registry;
    this.scored = registry.counter("athanor.inference.scored");
    this.retries = registry.counter("athanor.inference.retries");
    this.batch = registry.summary("athanor.inference.batch.size");
    this.scoring = registry.timer("athanor.inference.scoring");
    this.committing = registry.timer("athanor.inference.committing");
    registry.gauge("athanor.inference.queue", queue, MicroBatcher::size);
    registry.gauge("athanor.inference.paused", queue, each -> each.congested() ? 1 : 0);
  }

  void retried() {
    retries.increment();
  }

  void batch(int size) {
    batch.record(size);
  }

  Timer scoring() {
    return scoring;
  }

  Timer committing() {
    return committing;
  }

  /** A model was exchanged ({@code served}) or refused ({@code refused}). */
  void swap(String outcome) {
    registry.counter("athanor.inference.models", "outcome", outcome).increment();
  }

  void outcome(Outcome outcome) {
    if (outcome instanceof Outcome.Refused refused) {
      registry.counter("athanor.inference.refused", "code", refused.code()).increment();
    } else {
      scored.increment();
    }
  }
}
