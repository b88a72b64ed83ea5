package io.athanor.gateway.command;

import io.athanor.gateway.problem.Problem;
import io.athanor.gateway.problem.ProblemCode;
import io.athanor.gateway.problem.ProblemException;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * A caller who waits for a lease, without a thread: every wake-up makes one attempt, never two at
 * once, until one brings something, the time is over, or the caller has left.
 */
final class LongPoll {
  private final Supplier<CompletableFuture<List<JsonObject>>> attempt;
  private final BooleanSupplier gone;
  private final Executor workers;
  private final AtomicInteger wakeUps = new AtomicInteger();
  private final CompletableFuture<List<JsonObject>> result = new CompletableFuture<>();
  private volatile boolean over;

  LongPoll(
      Supplier<CompletableFuture<List<JsonObject>>> attempt,
      BooleanSupplier gone,
      Executor workers) {
    this.attempt = attempt;
    this.gone = gone;
    this.workers = workers;
  }

  /** Makes the first attempt now and waits this long at most. */
  CompletableFuture<List<JsonObject>> start(Duration wait) {
    if (wait.isZero()) {
      over = true;
      wake();
    } else {
      wake();
      var unused =
          new CompletableFuture<Void>()
              .completeOnTimeout(null, wait.toMillis(), TimeUnit.MILLISECONDS)
              .thenRun(this::finish);
    }
    return result;
  }

  /** Something has changed. */
  void wake() {
    if (!result.isDone() && wakeUps.getAndIncrement() == 0) {
      schedule();
    }
  }

  /** The last attempt: what is there now or nothing. */
  void finish() {
    over = true;
    wake();
  }

  private void schedule() {
    try {
      workers.execute(this::run);
    } catch (RejectedExecutionException e) {
      result.completeExceptionally(
          new ProblemException(
              Problem.of(ProblemCode.OVERLOADED, "too many requests are in work"), e));
    }
  }

  private void run() {
    int seen = wakeUps.get();
    boolean last = over;
    if (gone.getAsBoolean()) {
      result.complete(List.of());
      return;
    }
    CompletableFuture<List<JsonObject>> attempted;
    try {
      attempted = attempt.get();
    } catch (RuntimeException e) {
      attempted = CompletableFuture.failedFuture(e);
    }
    var unused = attempted.whenComplete((leases, failure) -> settle(leases, failure, last, seen));
  }

  private void settle(List<JsonObject> leases, Throwable failure, boolean last, int seen) {
    if (failure != null) {
      result.completeExceptionally(failure);
    } else if (last || !leases.isEmpty()) {
      result.complete(leases);
    } else if (wakeUps.addAndGet(-seen) > 0) {
      schedule();
    }
  }
}
