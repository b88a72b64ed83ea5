package io.athanor.allinone.fleet;

import java.time.Duration;
import java.time.Instant;

/** From a moment to another, seconds counted with their fractions. */
record Window(Instant from, Instant to) {
  Window {
    if (to.isBefore(from)) {
      throw new IllegalArgumentException("to " + to + " is before " + from);
    }
  }

  double seconds() {
    return Duration.between(from, to).toNanos() / 1e9;
  }

  /** Seconds that both have in common. */
  double overlap(Window other) {
    Instant begin = from.isAfter(other.from) ? from : other.from;
    Instant end = to.isBefore(other.to) ? to : other.to;
    return end.isAfter(begin) ? new Window(begin, end).seconds() : 0;
  }

  boolean holds(Instant at) {
    return !at.isBefore(from) && at.isBefore(to);
  }
}
