package io.athanor.inference.serving;

import io.athanor.inference.model.MaterialGraph;
import io.athanor.inference.model.MaterialPrediction;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.stream.DoubleStream;

/**
 * Callers that ask, as fast as they get answers, whatever serves and a version beside it in turn,
 * and hold each answer against what the model that signed it said when it was alone.
 */
final class SwapLoad implements AutoCloseable {
  private static final double TOLERANCE = 1e-4;

  private final Versions<OpenModel> versions;
  private final List<MaterialGraph> graphs;
  private final Map<String, double[]> truth;
  private final List<Thread> callers = new ArrayList<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition answered = lock.newCondition();
  private final Map<String, Long> answersOf = new TreeMap<>();
  private long batches;
  private long byName;
  private long failed;
  private long mixed;
  private volatile boolean stopped;
  private volatile String beside;

  /**
   * Starts asking.
   *
   * @param beside digest of the version that is asked by name
   * @param graphs the batch, always the same
   * @param truth what each model answers to it, by digest
   */
  SwapLoad(
      Versions<OpenModel> versions,
      String beside,
      List<MaterialGraph> graphs,
      Map<String, double[]> truth,
      int callers) {
    this.versions = versions;
    this.beside = beside;
    this.graphs = graphs;
    this.truth = truth;
    for (int caller = 0; caller < callers; caller++) {
      Thread thread = new Thread(this::ask, "swap-load-" + caller);
      thread.setDaemon(true);
      this.callers.add(thread);
      thread.start();
    }
  }

  /** Means of all properties of all rows; NaN where a row was refused. */
  static double[] means(List<Verdict> verdicts) {
    return verdicts.stream()
        .flatMapToDouble(
            verdict -> {
              if (verdict instanceof Verdict.Scored scored) {
                MaterialPrediction prediction = scored.prediction();
                return prediction.estimates().values().stream().mapToDouble(each -> each.mean());
              }
              return DoubleStream.of(Double.NaN);
            })
        .toArray();
  }

  long batches() {
    return guarded(() -> batches);
  }

  /** Batches that were asked for by digest. */
  long byName() {
    return guarded(() -> byName);
  }

  /** Asks another version by name from now on. */
  void askBeside(String digest) {
    beside = digest;
  }

  long failed() {
    return guarded(() -> failed);
  }

  long mixed() {
    return guarded(() -> mixed);
  }

  /** Waits until a model has answered as often, or anything has failed. */
  void awaitAnswers(String digest, long count) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (answersOf.getOrDefault(digest, 0L) < count && failed == 0) {
        answered.await();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Answers of a model so far. */
  long answersOf(String digest) {
    return guarded(() -> answersOf.getOrDefault(digest, 0L));
  }

  @Override
  public void close() {
    stop();
  }

  /** Ends asking; every answer under way is counted. */
  void stop() {
    stopped = true;
    for (Thread caller : callers) {
      try {
        caller.join();
      } catch (InterruptedException cause) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private void ask() {
    for (boolean isNamed = false; !stopped; isNamed = !isNamed) {
      String wanted = beside;
      try (HotSlot.Lease<OpenModel> lease =
          isNamed ? versions.acquire(wanted) : versions.acquire()) {
        String digest = lease.value().stored().digest();
        double[] means = means(lease.value().scorer().score(graphs));
        boolean isWanted = !isNamed || digest.equals(wanted);
        note(digest, isWanted && agree(means, truth.get(digest)), false, isNamed);
      } catch (RuntimeException cause) {
        note("", true, true, isNamed);
      }
    }
  }

  private void note(String digest, boolean right, boolean failure, boolean isNamed) {
    lock.lock();
    try {
      batches++;
      byName += isNamed ? 1 : 0;
      failed += failure ? 1 : 0;
      mixed += right ? 0 : 1;
      answersOf.merge(digest, 1L, Long::sum);
      answered.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Whether two answers to one batch are the same but for rounding. */
  static boolean agree(double[] means, double[] expected) {
    if (expected == null || means.length != expected.length) {
      return false;
    }
    for (int index = 0; index < means.length; index++) {
      if (!(Math.abs(means[index] - expected[index]) <= TOLERANCE)) {
        return false;
      }
    }
    return true;
  }

  private long guarded(LongSupplier value) {
    lock.lock();
    try {
      return value.getAsLong();
    } finally {
      lock.unlock();
    }
  }
}
