package io.athanor.loadtests.driver;

import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/**
 * Sends on a fixed schedule whatever the system does. Latency is counted from the moment a message
 * was due, not from the moment it could be sent, so a stalled system cannot hide its stall
 * (coordinated omission; G. Tene, "How NOT to measure latency").
 */
public final class OpenLoop {
  private static final long SPIN_NANOS = 50_000;

  private final LongSupplier nanoClock;

  /** With the clock to schedule by, e.g. {@code System::nanoTime}. */
  public OpenLoop(LongSupplier nanoClock) {
    this.nanoClock = nanoClock;
  }

  /** Sends message {@code ordinal}, which was due at {@code dueNanos}. */
  @FunctionalInterface
  public interface Sender {
    /** Must not wait for an answer. */
    void send(int ordinal, long dueNanos);
  }

  /**
   * Sends {@code count} messages at {@code perSecond}, and gives the nanoseconds from the first due
   * time to the return of the last send.
   */
  public long run(int count, double perSecond, Sender sender) {
    if (count < 1 || !(perSecond > 0)) {
      throw new IllegalArgumentException("count " + count + ", perSecond " + perSecond);
    }
    double gap = 1e9 / perSecond;
    long start = nanoClock.getAsLong();
    for (int ordinal = 0; ordinal < count; ordinal++) {
      long due = start + Math.round(ordinal * gap);
      long wait = due - nanoClock.getAsLong();
      while (wait > 0) {
        if (wait > SPIN_NANOS) {
          LockSupport.parkNanos(wait - SPIN_NANOS);
        } else {
          Thread.onSpinWait();
        }
        wait = due - nanoClock.getAsLong();
      }
      sender.send(ordinal, due);
    }
    return nanoClock.getAsLong() - start;
  }
}
