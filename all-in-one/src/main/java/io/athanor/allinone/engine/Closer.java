package io.athanor.allinone.engine;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Closes parts one after another within one common time; a part that hangs is left behind. */
final class Closer {
  private static final Logger LOG = LoggerFactory.getLogger(Closer.class);

  private final EngineListener listener;
  private final long deadline;

  Closer(Duration timeout, EngineListener listener) {
    this.listener = listener;
    this.deadline = System.nanoTime() + timeout.toNanos();
  }

  void close(Running running) {
    long begin = System.nanoTime();
    listener.closing(running.part());
    Thread thread = new Thread(() -> quietly(running), "engine-close-" + running.part().label());
    thread.setDaemon(true);
    thread.start();
    try {
      long left = Duration.ofNanos(deadline - begin).toMillis();
      thread.join(Math.max(1, left));
      if (thread.isAlive()) {
        LOG.atWarn().addKeyValue("part", running.part().label()).log("Part did not close in time");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Duration took = Duration.ofNanos(System.nanoTime() - begin);
    LOG.atInfo()
        .addKeyValue("part", running.part().label())
        .addKeyValue("durationMillis", took.toMillis())
        .log("Part is closed");
    listener.closed(running.part(), took);
  }

  private static void quietly(Running running) {
    try {
      running.handle().close();
    } catch (Exception e) { // AutoCloseable.close declares it
      LOG.atWarn().addKeyValue("part", running.part().label()).setCause(e).log("Closing failed");
    }
  }
}
