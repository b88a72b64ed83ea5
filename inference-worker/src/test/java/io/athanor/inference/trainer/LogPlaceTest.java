package io.athanor.inference.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import io.athanor.schemas.topic.Topic;
import io.athanor.schemas.topic.Topics;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class LogPlaceTest {
  private static final List<Topic<?>> TOPICS =
      List.of(
          Topics.MODEL_RELEASED,
          Topics.CAMPAIGN_DEFINED,
          Topics.MATERIAL_UPDATED,
          Topics.DRIFT_DETECTED,
          Topics.COVERAGE_REPORTED);
  private static final TopicPartition MATERIALS = partition(Topics.MATERIAL_UPDATED);
  private static final TopicPartition ALARMS = partition(Topics.DRIFT_DETECTED);

  private final LogPlace place = new LogPlace();

  private static TopicPartition partition(Topic<?> topic) {
    return new TopicPartition(topic.name(), 0);
  }

  /** A consumer of a log in which every topic holds so many records. */
  private static MockConsumer<byte[], byte[]> consumer(long records) {
    MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
    for (Topic<?> topic : TOPICS) {
      consumer.updatePartitions(
          topic.name(), List.of(new PartitionInfo(topic.name(), 0, null, null, null)));
      consumer.updateBeginningOffsets(Map.of(partition(topic), 0L));
      consumer.updateEndOffsets(Map.of(partition(topic), records));
    }
    return consumer;
  }

  private static ConsumerRecord<byte[], byte[]> record(TopicPartition partition, long offset) {
    return new ConsumerRecord<>(partition.topic(), 0, offset, null, new byte[0]);
  }

  @Test
  void shouldReadWhatIsFromTheBeginningAndAlarmsFromNowOn() {
    try (MockConsumer<byte[], byte[]> consumer = consumer(3)) {
      place.resume(consumer);
      assertThat(consumer.position(MATERIALS)).isZero();
      assertThat(consumer.position(ALARMS)).isEqualTo(3);
      assertThat(place.isThrough(consumer)).isFalse();
      for (TopicPartition each : consumer.assignment()) {
        consumer.seek(each, 3);
      }
      assertThat(place.isThrough(consumer)).isTrue();
    }
  }

  @Test
  void shouldMissNothingThatComesDuringAnOutage() {
    try (MockConsumer<byte[], byte[]> consumer = consumer(3)) {
      place.resume(consumer);
      place.passed(record(MATERIALS, 1));
    }
    try (MockConsumer<byte[], byte[]> later = consumer(7)) {
      place.resume(later);
      assertThat(later.position(MATERIALS)).isEqualTo(2);
      assertThat(later.position(ALARMS))
          .as("none was seen before it, four came in it")
          .isEqualTo(3);
    }
  }
}
