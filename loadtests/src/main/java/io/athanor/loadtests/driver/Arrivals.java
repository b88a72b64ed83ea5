package io.athanor.loadtests.driver;

import java.util.concurrent.atomic.AtomicLongArray;
import org.HdrHistogram.Histogram;

/**
 * When each message was due and when its result came back, by ordinal. The sending thread calls
 * {@link #due}, the receiving thread {@link #arrived}; read it when both are done.
 */
public final class Arrivals {
  private static final long NOT_YET = Long.MIN_VALUE;
  private static final long HIGHEST_MICROS = 600_000_000L;

  private final AtomicLongArray due;
  private final AtomicLongArray back;
  private volatile int distinct;
  private volatile int repeated;

  /** For {@code count} messages. */
  public Arrivals(int count) {
    due = new AtomicLongArray(count);
    back = new AtomicLongArray(count);
    for (int ordinal = 0; ordinal < count; ordinal++) {
      back.set(ordinal, NOT_YET);
    }
  }

  /** Message {@code ordinal} was due at {@code nanos}. */
  public void due(int ordinal, long nanos) {
    due.set(ordinal, nanos);
  }

  /** Its result came at {@code nanos}; a second result counts as repeated. One thread only. */
  @SuppressWarnings("NonAtomicVolatileUpdate") // one writer; readers only watch it grow
  public void arrived(int ordinal, long nanos) {
    if (back.compareAndSet(ordinal, NOT_YET, nanos)) {
      distinct++;
    } else {
      repeated++;
    }
  }

  /** Messages whose result has come. */
  public int distinct() {
    return distinct;
  }

  /** Results beyond the first. */
  public int repeated() {
    return repeated;
  }

  /** Messages whose result has not come. */
  public int missing() {
    return back.length() - distinct;
  }

  /** Due-to-back times in microseconds of the messages from {@code first} to before {@code end}. */
  public Histogram latencyMicros(int first, int end) {
    Histogram histogram = new Histogram(HIGHEST_MICROS, 3);
    for (int ordinal = first; ordinal < end; ordinal++) {
      if (back.get(ordinal) != NOT_YET) {
        long micros = Math.max(0, (back.get(ordinal) - due.get(ordinal)) / 1_000);
        histogram.recordValue(Math.min(micros, HIGHEST_MICROS));
      }
    }
    return histogram;
  }
}
