package io.athanor.inference.worker;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.apache.kafka.common.TopicPartition;

/**
 * Which partitions this worker holds, and since which epoch. A record counts only while its
 * partition is still held in the epoch it was fetched in: what was revoked, or is to be fetched
 * again after a failed transaction, can never be committed by a batch that was under way.
 */
final class Assignment {
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<TopicPartition, Long> epochs = new HashMap<>();
  private long next;
  private boolean seekPending;

  /** Partitions came; call from the rebalance callback. */
  void assigned(Collection<TopicPartition> partitions) {
    guarded(
        () -> {
          partitions.forEach(partition -> epochs.put(partition, next++));
          return true;
        });
  }

  /** Partitions went; waits for a commit under way. */
  void revoked(Collection<TopicPartition> partitions) {
    guarded(() -> epochs.keySet().removeAll(partitions));
  }

  /** A transaction failed: everything fetched so far is void until the poller has sought back. */
  void invalidate() {
    guarded(
        () -> {
          epochs.replaceAll((partition, epoch) -> next++);
          seekPending = true;
          return true;
        });
  }

  /** Whether the poller must seek to the committed offsets before it hands over records. */
  boolean seekPending() {
    return guarded(() -> seekPending);
  }

  /** The poller sought back. */
  void sought() {
    guarded(
        () -> {
          seekPending = false;
          return true;
        });
  }

  /** The partition's epoch, or -1 while it is not held or must be sought first. */
  long epoch(TopicPartition partition) {
    lock.lock();
    try {
      return seekPending ? -1 : epochs.getOrDefault(partition, -1L);
    } finally {
      lock.unlock();
    }
  }

  /** Whether a record of that epoch still counts. */
  boolean isCurrent(TopicPartition partition, long epoch) {
    return epoch >= 0 && epoch(partition) == epoch;
  }

  /** Runs with the assignment held still: a revocation waits until it is over. */
  void whileHeld(Runnable commit) {
    lock.lock();
    try {
      commit.run();
    } finally {
      lock.unlock();
    }
  }

  private boolean guarded(BooleanSupplier action) {
    lock.lock();
    try {
      return action.getAsBoolean();
    } finally {
      lock.unlock();
    }
  }
}
