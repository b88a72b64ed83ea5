package io.athanor.allinone.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;

/**
 * Durations of one thing done often, in milliseconds, and the processor time the whole process
 * spent meanwhile, which other work on the machine has no part in.
 */
final class Clocked {
  private static final double NANOS_PER_MILLI = 1e6;
  private static final OperatingSystemMXBean SYSTEM =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  private final List<Double> millis = new ArrayList<>();
  private double processor;

  /** Does it and counts how long it took. */
  double time(Runnable work) {
    long busy = SYSTEM.getProcessCpuTime();
    long start = System.nanoTime();
    work.run();
    double took = (System.nanoTime() - start) / NANOS_PER_MILLI;
    millis.add(took);
    processor += (SYSTEM.getProcessCpuTime() - busy) / NANOS_PER_MILLI;
    return took;
  }

  /** Nearest-rank quantile; not a number before anything was timed. */
  double quantile(double share) {
    if (millis.isEmpty()) {
      return Double.NaN;
    }
    List<Double> sorted = millis.stream().sorted().toList();
    int rank = (int) Math.ceil(share * sorted.size()) - 1;
    return sorted.get(Math.max(0, Math.min(sorted.size() - 1, rank)));
  }

  double median() {
    return quantile(0.5);
  }

  /**
   * Mean of the processor time; not a number before anything was timed. Systems count it in ticks,
   * often of 10 ms, so that one duration says little and a median of short ones nothing.
   */
  double processorMean() {
    return processor / millis.size();
  }
}
