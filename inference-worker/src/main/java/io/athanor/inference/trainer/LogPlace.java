package io.athanor.inference.trainer;

import io.athanor.schemas.topic.Topics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Where the trainer stands in the log. What says how it is now is read from the beginning, alarms
 * and reports from the first start on. The next consumer goes on where the last one stood, so that
 * nothing that comes during an outage is passed over. For one thread.
 */
final class LogPlace {
  private static final List<String> WHOLE =
      List.of(
          Topics.MODEL_RELEASED.name(),
          Topics.CAMPAIGN_DEFINED.name(),
          Topics.MATERIAL_UPDATED.name());
  private static final List<String> NEW =
      List.of(Topics.DRIFT_DETECTED.name(), Topics.COVERAGE_REPORTED.name());

  private final Map<TopicPartition, Long> next = new HashMap<>();
  private Map<TopicPartition, Long> ends = Map.of();

  /** Has a consumer go on from here. */
  void resume(Consumer<byte[], byte[]> reader) {
    List<TopicPartition> whole = partitions(reader, WHOLE);
    List<TopicPartition> news = partitions(reader, NEW);
    List<TopicPartition> all = Stream.concat(whole.stream(), news.stream()).toList();
    reader.assign(all);
    for (TopicPartition partition : all) {
      Long known = next.get(partition);
      if (known != null) {
        reader.seek(partition, known);
      } else if (news.contains(partition)) {
        reader.seekToEnd(List.of(partition));
        next.put(partition, reader.position(partition));
      } else {
        reader.seekToBeginning(List.of(partition));
      }
    }
    ends = reader.endOffsets(whole);
  }

  /** A record was taken in. */
  void passed(ConsumerRecord<byte[], byte[]> record) {
    next.put(new TopicPartition(record.topic(), record.partition()), record.offset() + 1);
  }

  /** Whether all is read that was there when the consumer began. */
  boolean isThrough(Consumer<byte[], byte[]> reader) {
    return ends.entrySet().stream()
        .allMatch(end -> reader.position(end.getKey()) >= end.getValue());
  }

  private static List<TopicPartition> partitions(
      Consumer<byte[], byte[]> reader, List<String> topics) {
    return topics.stream()
        .flatMap(topic -> reader.partitionsFor(topic).stream())
        .map(each -> new TopicPartition(each.topic(), each.partition()))
        .toList();
  }
}
