package io.athanor.acquisition.analysis;

import io.athanor.schemas.settings.KafkaConnection;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads a topic from its beginning to where it ends now, committed records only. */
public final class LogScan {
  private static final Duration POLL = Duration.ofMillis(200);

  private final KafkaConnection kafka;

  /** Of the log that the connection leads to. */
  public LogScan(KafkaConnection kafka) {
    this.kafka = kafka;
  }

  /** Whether the topic exists; if so each of its records is handed over. */
  public boolean read(String topic, Consumer<ConsumerRecord<byte[], byte[]>> reader) {
    return read(topic, OptionalInt.empty(), reader);
  }

  /** The same of one partition only, where one is named. */
  public boolean read(
      String topic, OptionalInt partition, Consumer<ConsumerRecord<byte[], byte[]>> reader) {
    Map<String, Object> properties = new HashMap<>(kafka.clientProperties());
    properties.put("isolation.level", "read_committed");
    properties.put("enable.auto.commit", "false");
    properties.put("allow.auto.create.topics", "false");
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<PartitionInfo> infos = consumer.partitionsFor(topic);
      if (infos == null || infos.isEmpty()) {
        return false;
      }
      List<TopicPartition> partitions =
          infos.stream()
              .filter(each -> partition.isEmpty() || each.partition() == partition.getAsInt())
              .map(each -> new TopicPartition(each.topic(), each.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (partitions.stream().anyMatch(each -> consumer.position(each) < ends.get(each))) {
        consumer.poll(POLL).forEach(reader);
      }
    }
    return true;
  }
}
