package io.athanor.gateway.room;

import java.time.Duration;
import java.time.Instant;

/** A sum for each minute of the last day. Later minutes push older ones out. Not thread-safe. */
final class Minutes {
  private static final int DAY = 1_440;
  private static final double SECONDS = 60;

  private final double[] sums = new double[DAY];
  private final long[] minutes = new long[DAY];

  /** Adds to the minute of an instant. */
  void add(Instant at, double amount) {
    add(minute(at), amount);
  }

  /** Adds the seconds between two instants, each to its minute. */
  void spread(Instant from, Instant to) {
    long last = minute(to);
    for (long each = Math.max(minute(from), last - DAY + 1); each <= last; each++) {
      double begin = Math.max(0, seconds(from) - each * SECONDS);
      double end = Math.min(SECONDS, seconds(to) - each * SECONDS);
      if (end > begin) {
        add(each, end - begin);
      }
    }
  }

  /** The sum over a window before an instant; the minute in which it begins counts in part. */
  double sum(Duration window, Instant now) {
    double from = seconds(now) - window.toNanos() / 1e9;
    double sum = 0;
    for (int i = 0; i < DAY; i++) {
      double begin = minutes[i] * SECONDS;
      if (sums[i] != 0 && begin + SECONDS > from && begin <= seconds(now)) {
        sum += sums[i] * Math.min(1, (begin + SECONDS - from) / SECONDS);
      }
    }
    return sum;
  }

  private void add(long minute, double amount) {
    int slot = (int) Math.floorMod(minute, (long) DAY);
    if (minutes[slot] > minute) {
      return; // a day or more before what is kept there
    }
    if (minutes[slot] != minute) {
      minutes[slot] = minute;
      sums[slot] = 0;
    }
    sums[slot] += amount;
  }

  private static long minute(Instant at) {
    return Math.floorDiv(at.getEpochSecond(), 60L);
  }

  private static double seconds(Instant at) {
    return at.getEpochSecond() + at.getNano() / 1e9;
  }
}
