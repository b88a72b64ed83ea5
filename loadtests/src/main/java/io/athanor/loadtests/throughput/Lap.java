package io.athanor.loadtests.throughput;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/** A stop-watch on the current thread, started when made. */
final class Lap {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final double NANOS_PER_MILLI = 1e6;

  private final long wall = System.nanoTime();
  private final long cpu = THREADS.getCurrentThreadCpuTime();

  /** CPU time of this thread since, native code included. */
  double cpuMillis() {
    return (THREADS.getCurrentThreadCpuTime() - cpu) / NANOS_PER_MILLI;
  }

  double wallMillis() {
    return (System.nanoTime() - wall) / NANOS_PER_MILLI;
  }
}
