package io.athanor.inference.trainer;

import io.athanor.inference.continual.Refreshed;
import io.athanor.inference.continual.Refresher;
import io.athanor.inference.rollout.Lessons;
import io.athanor.inference.store.StoredModel;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Function;
import java.util.function.Supplier;

/** One refresh at a time, on a thread that lives as long as the refresh. */
final class BackgroundRefresh implements AutoCloseable {
  private final Supplier<Refresher> refreshers;
  private final Function<String, StoredModel> store;
  private FutureTask<Refreshed> task;
  private Thread thread;
  private Lessons.Lesson lesson;

  /** How a refresh ended. */
  sealed interface Result {
    /** There is a challenger. */
    record Made(Refreshed refreshed, Lessons.Lesson lesson) implements Result {}

    /** There is none. */
    record Failed(String reason) implements Result {}
  }

  BackgroundRefresh(Supplier<Refresher> refreshers, Function<String, StoredModel> store) {
    this.refreshers = refreshers;
    this.store = store;
  }

  boolean isBusy() {
    return task != null;
  }

  void begin(String champion, Lessons.Lesson next, long seed) {
    lesson = next;
    task =
        new FutureTask<>(
            () -> {
              // what it keeps between refreshes is not worth the memory between two of them
              try (Refresher refresher = refreshers.get()) {
                return refresher.refresh(store.apply(champion), next.fresh(), next.replay(), seed);
              }
            });
    thread = new Thread(task, "trainer-refresh");
    thread.setDaemon(true);
    thread.start();
  }

  /** The result, once. */
  Optional<Result> poll() throws InterruptedException {
    if (task == null || !task.isDone()) {
      return Optional.empty();
    }
    FutureTask<Refreshed> done = task;
    task = null;
    try {
      return Optional.of(new Result.Made(done.get(), lesson));
    } catch (ExecutionException cause) {
      if (cause.getCause() instanceof Error error) {
        throw error;
      }
      return Optional.of(new Result.Failed(String.valueOf(cause.getCause().getMessage())));
    }
  }

  /** Waits a while for a refresh under way: it computes outside of Java and cannot be stopped. */
  void close(Duration patience) throws InterruptedException {
    if (thread != null) {
      thread.join(patience.toMillis());
    }
  }

  @Override
  public void close() {
    if (thread != null) {
      thread.interrupt();
    }
  }
}
