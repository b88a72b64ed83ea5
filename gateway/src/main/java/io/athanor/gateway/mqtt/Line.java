package io.athanor.gateway.mqtt;

import java.util.ArrayDeque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/**
 * Work of one client: begun one after another on shared threads, and told of in the order in which
 * it came, as MQTT wants acknowledgements. Bounded by whoever adds. Thread-safe.
 */
final class Line {
  private final Executor workers;
  private final ArrayDeque<Runnable> waiting = new ArrayDeque<>();
  private boolean running;
  private CompletableFuture<Void> told = CompletableFuture.completedFuture(null);

  Line(Executor workers) {
    this.workers = workers;
  }

  /**
   * Adds work.
   *
   * @param teller hears how it ended, after everything that was added before was told
   * @throws RejectedExecutionException if the threads take no more; nothing was added then
   */
  <T> void add(Supplier<CompletableFuture<T>> work, BiConsumer<T, Throwable> teller) {
    CompletableFuture<T> done = new CompletableFuture<>();
    synchronized (this) {
      waiting.add(() -> begin(work, done));
      if (!running) {
        running = true;
        try {
          workers.execute(this::run);
        } catch (RejectedExecutionException e) {
          running = false;
          waiting.clear(); // nothing else waits where nothing runs
          throw e;
        }
      }
      told =
          told.handle((before, failure) -> Boolean.TRUE)
              .thenCompose(next -> done)
              .handle(
                  (value, failure) -> {
                    teller.accept(value, failure);
                    return null;
                  });
    }
  }

  private static <T> void begin(Supplier<CompletableFuture<T>> work, CompletableFuture<T> done) {
    CompletableFuture<T> begun;
    try {
      begun = work.get();
    } catch (RuntimeException | Error e) {
      begun = CompletableFuture.failedFuture(e);
    }
    var unused =
        begun.whenComplete(
            (value, failure) -> {
              if (failure == null) {
                done.complete(value);
              } else {
                done.completeExceptionally(failure);
              }
            });
  }

  private void run() {
    while (true) {
      Runnable next;
      synchronized (this) {
        next = waiting.poll();
        if (next == null) {
          running = false;
          return;
        }
      }
      next.run();
    }
  }
}
