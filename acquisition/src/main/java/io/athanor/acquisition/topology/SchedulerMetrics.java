package io.athanor.acquisition.topology;

import io.athanor.acquisition.scheduling.Laboratory;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;

/** What the scheduler counts. Thread-safe. */
public final class SchedulerMetrics {
  private final MeterRegistry registry;
  private final AtomicReference<Laboratory.Floor> floor =
      new AtomicReference<>(new Laboratory.Floor(0, 0, 0));
  private final Counter offers;
  private final Counter reoffers;
  private final Counter grants;
  private final Timer deciding;

  /** Registers the meters. */
  public SchedulerMetrics(MeterRegistry registry) {
    this.registry = registry;
    Gauge.builder(
            "athanor.scheduler.utilisation",
            floor,
            at -> at.get().capacity() == 0 ? 0 : at.get().taken() / (double) at.get().capacity())
        .description("Taken part of the places of all instruments that serve (0..1)")
        .register(registry);
    Gauge.builder("athanor.scheduler.queue", floor, at -> at.get().queue())
        .description("Steps of scheduled experiments that wait for a place")
        .register(registry);
    offers =
        Counter.builder("athanor.scheduler.offers")
            .description("Steps offered to an instrument for the first time")
            .register(registry);
    reoffers =
        Counter.builder("athanor.scheduler.reoffers")
            .description("Steps offered elsewhere because nobody took them")
            .register(registry);
    grants =
        Counter.builder("athanor.scheduler.grants")
            .description("Changes of what a campaign may have open")
            .register(registry);
    deciding =
        Timer.builder("athanor.scheduler.decide")
            .description("Time to share out and place anew")
            .publishPercentiles(0.5, 0.99)
            .register(registry);
  }

  void offered(boolean again) {
    (again ? reoffers : offers).increment();
  }

  void granted() {
    grants.increment();
  }

  void decided(Duration took, Laboratory.Floor now) {
    deciding.record(took);
    floor.set(now);
  }

  void deadLetter(String code) {
    registry.counter("athanor.scheduler.dead.letters", "code", code).increment();
  }
}
