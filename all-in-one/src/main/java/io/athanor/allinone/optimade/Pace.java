package io.athanor.allinone.optimade;

import java.time.Duration;
import java.util.function.LongSupplier;

/** Keeps requests apart. The clock and the waiting are given, so that tests need neither. */
final class Pace {
  /** Waits. */
  interface Sleeper {
    void sleep(Duration duration) throws InterruptedException;
  }

  private final long interval;
  private final LongSupplier nanos;
  private final Sleeper sleeper;
  private long earliest = Long.MIN_VALUE;

  /**
   * At most this many requests a second.
   *
   * @param nanos a clock that only goes forward, nanoseconds
   */
  Pace(double perSecond, LongSupplier nanos, Sleeper sleeper) {
    this.interval = (long) (1e9 / perSecond);
    this.nanos = nanos;
    this.sleeper = sleeper;
  }

  /** Waits until the next request may be made. */
  void await() throws InterruptedException {
    long now = nanos.getAsLong();
    if (earliest != Long.MIN_VALUE && earliest > now) {
      sleeper.sleep(Duration.ofNanos(earliest - now));
      now = earliest;
    }
    earliest = now + interval;
  }

  /** Waits longer, after a failure. */
  void pause(Duration duration) throws InterruptedException {
    sleeper.sleep(duration);
  }
}
