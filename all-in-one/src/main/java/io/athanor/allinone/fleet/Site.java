package io.athanor.allinone.fleet;

import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.Map;
import java.util.TreeMap;

/** What all robots of a fleet share. Owned by the event loop. */
final class Site {
  final Vertx vertx;
  final InstantSource clock;
  final FleetPlan plan;
  final AsyncDoor door;
  final WorkDoor work;
  final Faults faults;
  final Ledger ledger;
  private final Map<String, Integer> refusals = new TreeMap<>();
  private long lastWord;

  Site(
      Vertx vertx,
      InstantSource clock,
      FleetPlan plan,
      AsyncDoor door,
      WorkDoor work,
      Faults faults,
      Ledger ledger) {
    this.vertx = vertx;
    this.clock = clock;
    this.plan = plan;
    this.door = door;
    this.work = work;
    this.faults = faults;
    this.ledger = ledger;
    this.lastWord = clock.millis();
  }

  /** Something went forward. */
  void moved() {
    lastWord = clock.millis();
  }

  /** Milliseconds since something went forward. */
  long stillFor() {
    return clock.millis() - lastWord;
  }

  /** The door refused what a robot said. */
  void refused(String what, AsyncDoor.Answer answer) {
    String code = answer.json().getString("code", Integer.toString(answer.status()));
    refusals.merge(what + ": " + code, 1, Integer::sum);
  }

  /** Refusals so far, by what was said and the door's code. */
  Map<String, Integer> refusals() {
    return new TreeMap<>(refusals);
  }
}
