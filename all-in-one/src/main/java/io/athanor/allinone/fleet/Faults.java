package io.athanor.allinone.fleet;

import java.util.ArrayDeque;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** The plan of faults as the run goes on: each lease that is given out counts. */
final class Faults {
  private final FaultPlan plan;
  private final Consumer<FaultKind> engine;
  private final ArrayDeque<FaultKind> returned = new ArrayDeque<>();
  private final Map<FaultKind, Integer> struck = new EnumMap<>(FaultKind.class);
  private int leases;

  /**
   * With the plan.
   *
   * @param engine who brings about the faults that hit the engine; it also notes them
   */
  Faults(FaultPlan plan, Consumer<FaultKind> engine) {
    this.plan = plan;
    this.engine = engine;
  }

  /** What is to strike the robot that has this lease, once; empty for most. */
  Optional<FaultKind> next() {
    Optional<FaultKind> kind = plan.at(leases++);
    if (kind.isPresent() && kind.get().where() == FaultKind.Where.ENGINE) {
      engine.accept(kind.get());
      return Optional.ofNullable(returned.poll());
    }
    return kind.or(() -> Optional.ofNullable(returned.poll()));
  }

  /** What could not strike, as its moment never came: it strikes at another lease. */
  void giveBack(FaultKind kind) {
    returned.add(kind);
  }

  /** Notes that a fault happened. */
  void struck(FaultKind kind) {
    struck.merge(kind, 1, Integer::sum);
  }

  /** How often each kind happened so far. */
  Map<FaultKind, Integer> struck() {
    return Map.copyOf(struck);
  }

  int leases() {
    return leases;
  }
}
