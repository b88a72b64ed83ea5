package io.athanor.allinone.engine;

import io.athanor.allinone.embedded.StartException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Waits for a part. */
final class Readiness {
  private static final long PAUSE_MILLIS = 10;

  private Readiness() {}

  /**
   * Returns when the part is ready.
   *
   * @param failure of any part: nobody waits for the others then
   * @throws StartException if it is not in time, or dead
   */
  static void await(Running started, CompletableFuture<Throwable> failure, Duration timeout) {
    String name = started.part().label();
    long deadline = System.nanoTime() + timeout.toNanos();
    while (!started.ready().getAsBoolean()) {
      if (failure.isDone()) {
        Throwable cause = failure.join();
        throw new StartException(cause.getMessage(), cause);
      }
      if (!started.alive().getAsBoolean()) {
        throw new StartException(name + " ended while starting");
      }
      if (System.nanoTime() > deadline) {
        throw new StartException(name + " was not ready within " + timeout.toSeconds() + " s");
      }
      try {
        TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new StartException("interrupted while starting " + name, e);
      }
    }
  }
}
