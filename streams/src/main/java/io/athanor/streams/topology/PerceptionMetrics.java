package io.athanor.streams.topology;

import io.athanor.streams.validate.Refusal;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What perception counts. All counters exist from the start, so that a rate is zero and not absent.
 * A transaction that is repeated after a failure is counted again: the log is exact, these are for
 * watching. Thread-safe.
 */
public final class PerceptionMetrics {
  private final Map<String, Counter> accepted = new TreeMap<>();
  private final Map<String, Counter> duplicates = new TreeMap<>();
  private final Map<Refusal.Code, Counter> deadLetters = new EnumMap<>(Refusal.Code.class);
  private final Counter raw;
  private final Counter corrections;

  /** Registers the counters. */
  public PerceptionMetrics(MeterRegistry registry, List<String> topics) {
    for (String topic : topics) {
      accepted.put(
          topic,
          Counter.builder("athanor.streams.events.accepted")
              .description("Valid events that said something new")
              .tag("topic", topic)
              .register(registry));
      duplicates.put(
          topic,
          Counter.builder("athanor.streams.events.duplicate")
              .description("Valid events dropped because the same had been said before")
              .tag("topic", topic)
              .register(registry));
    }
    for (Refusal.Code code : Refusal.Code.values()) {
      deadLetters.put(
          code,
          Counter.builder("athanor.streams.dead.letters")
              .description("Events that were refused")
              .tag("code", code.text())
              .register(registry));
    }
    raw =
        Counter.builder("athanor.streams.readings.raw")
            .description("Readings that are kept raw: nothing is derived from their technique")
            .register(registry);
    corrections =
        Counter.builder("athanor.streams.corrections")
            .description("Updates of materials by events that came later than the grace allows")
            .register(registry);
  }

  void corrected() {
    corrections.increment();
  }

  void accepted(String topic) {
    accepted.get(topic).increment();
  }

  void duplicate(String topic) {
    duplicates.get(topic).increment();
  }

  void deadLetter(Refusal.Code code) {
    deadLetters.get(code).increment();
  }

  void keptRaw() {
    raw.increment();
  }
}
