package io.athanor.inference.worker;

import io.athanor.schemas.serde.UndecodableException;
import io.athanor.schemas.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/** Says once per digest that this model serves: looks whether the log already has it. */
final class Announcer {
  private static final Duration POLL = Duration.ofMillis(100);

  private final Codecs codecs;
  private final EventWriter events;

  Announcer(Codecs codecs, EventWriter events) {
    this.codecs = codecs;
    this.events = events;
  }

  /**
   * The announcement to publish, or nothing if the newest one of that name has that digest.
   *
   * @param reader a consumer outside any group; the caller closes it
   */
  List<ProducerRecord<byte[], byte[]>> due(
      Consumer<byte[], byte[]> reader, String name, String digest) {
    byte[] key = name.getBytes(StandardCharsets.UTF_8);
    if (digest.equals(newest(reader, key))) {
      return List.of();
    }
    String topic = Topics.MODEL_RELEASED.name();
    return List.of(
        new ProducerRecord<>(topic, key, codecs.releases().encode(topic, events.released())));
  }

  private String newest(Consumer<byte[], byte[]> reader, byte[] key) {
    List<TopicPartition> partitions =
        reader.partitionsFor(Topics.MODEL_RELEASED.name()).stream()
            .map(each -> new TopicPartition(each.topic(), each.partition()))
            .toList();
    reader.assign(partitions);
    reader.seekToBeginning(partitions);
    Map<TopicPartition, Long> ends = reader.endOffsets(partitions);
    String newest = null;
    while (ends.entrySet().stream()
        .anyMatch(end -> reader.position(end.getKey()) < end.getValue())) {
      for (ConsumerRecord<byte[], byte[]> record : reader.poll(POLL)) {
        if (Arrays.equals(record.key(), key) && record.value() != null) {
          newest = digest(record.value());
        }
      }
    }
    return newest;
  }

  private String digest(byte[] value) {
    try {
      return codecs.releases().decode(value).getDigest();
    } catch (UndecodableException foreign) {
      return null;
    }
  }
}
