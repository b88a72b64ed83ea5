package io.athanor.acquisition.analysis;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Records that were taken and are not done yet, in whatever order they are done: what may be
 * committed is everything before the first one open. Thread-safe.
 */
final class OpenWork {
  private final Map<TopicPartition, TreeMap<Long, Boolean>> taken = new HashMap<>();

  synchronized void taken(TopicPartition partition, long offset) {
    taken.computeIfAbsent(partition, each -> new TreeMap<>()).put(offset, false);
  }

  synchronized void done(TopicPartition partition, long offset) {
    TreeMap<Long, Boolean> offsets = taken.get(partition);
    if (offsets != null) {
      offsets.replace(offset, true);
    }
  }

  /** Records open. */
  synchronized int size() {
    return taken.values().stream()
        .mapToInt(each -> (int) each.values().stream().filter(done -> !done).count())
        .sum();
  }

  /** Forgets a partition that somebody else has now. */
  synchronized void lost(TopicPartition partition) {
    taken.remove(partition);
  }

  /** What may be committed and was not yet. */
  synchronized Map<TopicPartition, OffsetAndMetadata> committable() {
    Map<TopicPartition, OffsetAndMetadata> next = new HashMap<>();
    taken.forEach(
        (partition, offsets) -> {
          while (!offsets.isEmpty() && offsets.firstEntry().getValue()) {
            next.put(partition, new OffsetAndMetadata(offsets.pollFirstEntry().getKey() + 1));
          }
        });
    return next;
  }
}
