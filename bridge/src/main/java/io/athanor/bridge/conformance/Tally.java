package io.athanor.bridge.conformance;

import io.athanor.bridge.envelope.Refusal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What a run came to. */
final class Tally {
  private static final int MOST_EXAMPLES = 20;

  private final Map<Kind, long[]> kinds = new EnumMap<>(Kind.class);
  private final Map<Refusal.Code, Long> refusals = new EnumMap<>(Refusal.Code.class);
  private final List<String> examples = new ArrayList<>();
  private long orders;
  private long actuated;
  private long outside;
  private long unrefused;

  void offered(Kind kind) {
    orders++;
    kinds.computeIfAbsent(kind, each -> new long[2])[0]++;
  }

  void actuated(Kind kind) {
    actuated++;
    kinds.get(kind)[1]++;
    if (kind.mustBeRefused()) {
      unrefused++;
    }
  }

  void refused(Refusal.Code code) {
    refusals.merge(code, 1L, Long::sum);
  }

  void wrong(String place, List<String> wrong) {
    outside++;
    if (examples.size() < MOST_EXAMPLES) {
      examples.add(place + ": " + String.join("; ", wrong));
    }
  }

  /** Takes another run's figures in. */
  void add(Tally other) {
    other.kinds.forEach(
        (kind, counts) -> {
          long[] sum = kinds.computeIfAbsent(kind, each -> new long[2]);
          sum[0] += counts[0];
          sum[1] += counts[1];
        });
    other.refusals.forEach((code, count) -> refusals.merge(code, count, Long::sum));
    other.examples.stream().limit(MOST_EXAMPLES - examples.size()).forEach(examples::add);
    orders += other.orders;
    actuated += other.actuated;
    outside += other.outside;
    unrefused += other.unrefused;
  }

  long orders() {
    return orders;
  }

  long actuated() {
    return actuated;
  }

  /** How many the oracle objected to. */
  long outside() {
    return outside;
  }

  /** How many were carried out of a kind that must always be refused. */
  long unrefused() {
    return unrefused;
  }

  boolean isClean() {
    return outside == 0 && unrefused == 0;
  }

  /** Offered and carried out, by kind. */
  Map<Kind, long[]> kinds() {
    return kinds;
  }

  Map<Refusal.Code, Long> refusals() {
    return refusals;
  }

  List<String> examples() {
    return examples;
  }
}
