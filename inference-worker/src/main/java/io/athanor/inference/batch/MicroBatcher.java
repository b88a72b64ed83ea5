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

/**
 * A bounded queue that is emptied in batches: waits for a first item, then for more until the batch
 * is full or the first has waited long enough. Items leave in the order they came.
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
  private final long delayNanos;
  private final Deque<T> queue = new ArrayDeque<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition arrived = lock.newCondition();
  private boolean congested;
  private boolean closed;

  /**
   * An empty batcher.
   *
   * @param capacity most items held
   * @param reserve room that must stay free, the producer's largest single fetch; at most half the
   *     capacity
   * @param batchSize most items in a batch
   * @param delay longest wait for more after a batch's first item
   */
  public MicroBatcher(int capacity, int reserve, int batchSize, Duration delay) {
    if (batchSize < 1) {
      throw new IllegalArgumentException("batchSize must be at least 1, got " + batchSize);
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
      while (!queue.isEmpty() && queue.size() < batchSize && !closed && left > 0) {
        left = arrived.awaitNanos(left);
      }
      List<T> batch = new ArrayList<>(Math.min(batchSize, queue.size()));
      while (batch.size() < batchSize && !queue.isEmpty()) {
        batch.add(queue.remove());
      }
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

  private void relieve() {
    if (queue.size() <= capacity / 2) {
      congested = false;
    }
  }
}
