package io.athanor.inference.batch;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;

/**
 * A bounded queue that is emptied in batches: waits for a first item, then for more until the batch
 * is full or the first has waited long enough. A batch is full by weight or by count, whichever
 * comes first; an item that alone is heavier than a batch is one by itself. Items leave in the
 * order they came.
 *
 * <p>The producer asks {@link #congested()} before it fetches more. The answer has hysteresis, so
 * that a consumer is not paused and resumed for every record.
 *
 * @param <T> item
 */
public final class MicroBatcher<T> {
  private final int capacity;
  private final int reserve;
  private final int batchSize;
  private final long batchWeight;
  private final ToLongFunction<T> weigher;
  private final long delayNanos;
  private final Deque<T> queue = new ArrayDeque<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition arrived = lock.newCondition();
  private long weight;
  private boolean congested;
  private boolean closed;

  /** As the other constructor, where items weigh nothing: batches are full by count only. */
  public MicroBatcher(int capacity, int reserve, int batchSize, Duration delay) {
    this(capacity, reserve, batchSize, Long.MAX_VALUE, item -> 0, delay);
  }

  /**
   * An empty batcher.
   *
   * @param capacity most items held
   * @param reserve room that must stay free, the producer's largest single fetch; at most half the
   *     capacity
   * @param batchSize most items in a batch
   * @param batchWeight most weight in a batch of more than one item
   * @param weigher an item's weight: not negative, always the same, and cheap, as it is asked under
   *     the queue's lock
   * @param delay longest wait for more after a batch's first item
   */
  public MicroBatcher(
      int capacity,
      int reserve,
      int batchSize,
      long batchWeight,
      ToLongFunction<T> weigher,
      Duration delay) {
    if (batchSize < 1 || batchWeight < 1) {
      throw new IllegalArgumentException(
          "batchSize and batchWeight must be at least 1, got " + batchSize + " and " + batchWeight);
    }
    if (reserve < 1 || reserve > capacity / 2) {
      throw new IllegalArgumentException(
          "reserve must be at least 1 and at most half the capacity, got " + reserve);
    }
    if (delay.isNegative()) {
      throw new IllegalArgumentException("delay must not be negative, got " + delay);
    }
    this.capacity = capacity;
    this.reserve = reserve;
    this.batchSize = batchSize;
    this.batchWeight = batchWeight;
    this.weigher = weigher;
    this.delayNanos = delay.toNanos();
  }

  /** Adds an item unless the queue is full or closed; says whether it did. */
  public boolean offer(T item) {
    lock.lock();
    try {
      if (closed || queue.size() == capacity) {
        return false;
      }
      queue.add(item);
      weight += weigher.applyAsLong(item);
      if (capacity - queue.size() < reserve) {
        congested = true;
      }
      arrived.signalAll();
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Whether to stop fetching: true from less than the reserve free until half the queue is. */
  public boolean congested() {
    lock.lock();
    try {
      return congested;
    } finally {
      lock.unlock();
    }
  }

  /** Items waiting. */
  public int size() {
    lock.lock();
    try {
      return queue.size();
    } finally {
      lock.unlock();
    }
  }

  /**
   * The next batch, waiting as long as it takes; empty only once the batcher is closed and drained.
   *
   * @throws InterruptedException if interrupted while waiting; nothing is lost
   */
  public List<T> take() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (queue.isEmpty() && !closed) {
        arrived.await();
      }
      long left = delayNanos;
      while (!queue.isEmpty() && !full() && !closed && left > 0) {
        left = arrived.awaitNanos(left);
      }
      List<T> batch = cut();
      relieve();
      return batch.isEmpty() && !closed ? take() : batch;
    } finally {
      lock.unlock();
    }
  }

  /** Waits until the batcher closes or the time is over; says whether it closed. */
  public boolean awaitClosed(Duration time) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = TimeUnit.NANOSECONDS.convert(time);
      while (!closed && left > 0) {
        left = arrived.awaitNanos(left);
      }
      return closed;
    } finally {
      lock.unlock();
    }
  }

  /** Drops waiting items. */
  public void removeIf(Predicate<T> unwanted) {
    lock.lock();
    try {
      queue.removeIf(unwanted);
      weight = queue.stream().mapToLong(weigher).sum();
      relieve();
    } finally {
      lock.unlock();
    }
  }

  /** Takes nothing more; waiting takers get what is left, then empty batches. */
  public void close() {
    lock.lock();
    try {
      closed = true;
      arrived.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private boolean full() {
    return queue.size() >= batchSize || weight >= batchWeight;
  }

  private List<T> cut() {
    List<T> batch = new ArrayList<>(Math.min(batchSize, queue.size()));
    long taken = 0;
    while (batch.size() < batchSize && !queue.isEmpty()) {
      long next = weigher.applyAsLong(queue.peek());
      if (!batch.isEmpty() && taken + next > batchWeight) {
        break;
      }
      batch.add(queue.remove());
      taken += next;
    }
    weight -= taken;
    return batch;
  }

  private void relieve() {
    if (queue.size() <= capacity / 2) {
      congested = false;
    }
  }
}
