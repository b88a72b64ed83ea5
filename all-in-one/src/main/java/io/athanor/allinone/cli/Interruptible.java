package io.athanor.allinone.cli;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Work that SIGINT or SIGTERM asks to end: the signal completes a future, the work closes what it
 * has and returns its exit code, and the process ends with that code instead of the virtual
 * machine's 130 or 143.
 */
public final class Interruptible {
  private Interruptible() {}

  /** Work with a bell. */
  @FunctionalInterface
  public interface Work {
    /**
     * Does it.
     *
     * @param stop completes when the process is asked to end
     * @return the exit code
     */
    int run(CompletableFuture<Void> stop);
  }

  /**
   * Runs {@code work} on this thread.
   *
   * @param grace how long the work may take to end once asked; the process is halted then
   */
  public static int run(Duration grace, Work work) {
    CompletableFuture<Void> stop = new CompletableFuture<>();
    CompletableFuture<Integer> outcome = new CompletableFuture<>();
    AtomicReference<Thread> hook = new AtomicReference<>();
    hook.set(
        new Thread(
            () -> {
              stop.complete(null);
              Runtime.getRuntime().halt(awaited(outcome, grace));
            },
            "interrupt"));
    Runtime.getRuntime().addShutdownHook(hook.get());
    try {
      int code = work.run(stop);
      outcome.complete(code);
      return code;
    } finally {
      outcome.complete(Main.FAILURE);
      disarm(hook.get());
    }
  }

  private static int awaited(CompletableFuture<Integer> outcome, Duration grace) {
    try {
      return outcome.get(grace.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException | java.util.concurrent.ExecutionException e) {
      return Main.FAILURE;
    } catch (java.util.concurrent.TimeoutException e) {
      System.err.println("athanor: did not close within " + grace.toSeconds() + " s, giving up");
      return Main.FAILURE;
    }
  }

  private static void disarm(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // the process ends already, and the hook sees to it
    }
  }
}
