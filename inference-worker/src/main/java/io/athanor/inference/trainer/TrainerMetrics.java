package io.athanor.inference.trainer;

import io.athanor.event.RolloutStage;
import io.athanor.inference.rollout.Gate;
import io.athanor.inference.rollout.Lessons;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/** What the trainer tells operations. */
final class TrainerMetrics {
  private final MeterRegistry registry;
  private final AtomicInteger waiting = new AtomicInteger();
  private final AtomicInteger materials = new AtomicInteger();
  private final AtomicInteger outcomes = new AtomicInteger();

  TrainerMetrics(MeterRegistry registry) {
    this.registry = registry;
    registry.gauge("athanor.trainer.waiting", waiting);
    registry.gauge("athanor.trainer.materials", materials);
    registry.gauge("athanor.trainer.gate.outcomes", outcomes);
  }

  /** How it stands. */
  void state(Lessons lessons, Director director) {
    waiting.set(lessons.waiting());
    materials.set(lessons.materials());
    outcomes.set(director.trial().map(Trial::gate).map(Gate::outcomes).orElse(0));
  }

  void refresh(String outcome) {
    registry.counter("athanor.trainer.refreshes", "outcome", outcome).increment();
  }

  void stage(RolloutStage stage) {
    registry
        .counter("athanor.trainer.stages", "stage", stage.name().toLowerCase(Locale.ROOT))
        .increment();
  }

  void rescored(int requests) {
    registry.counter("athanor.trainer.rescored").increment(requests);
  }

  void retried() {
    registry.counter("athanor.trainer.retries").increment();
  }
}
