package io.athanor.allinone.fleet;

import io.athanor.event.ExperimentProgressed;
import io.athanor.event.ExperimentProposed;
import io.athanor.event.ObservationDerived;
import io.athanor.event.ReadingReported;
import io.athanor.schemas.serde.AvroCodec;
import io.athanor.schemas.settings.KafkaConnection;
import io.athanor.schemas.topic.Topic;
import io.athanor.schemas.topic.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads what the log holds of the fleet, committed records only, from its beginning to its end. */
final class LogReader {
  private static final Duration POLL = Duration.ofMillis(200);

  private LogReader() {}

  static LogFold read(KafkaConnection kafka) {
    LogFold fold = new LogFold();
    Map<String, Object> properties = new HashMap<>(kafka.clientProperties());
    properties.put("isolation.level", "read_committed");
    properties.put("enable.auto.commit", "false");
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      Reader reader = new Reader(consumer, kafka);
      reader.all(
          Topics.EXPERIMENT_PROPOSED,
          (ExperimentProposed event, LogFold.Outcome at) -> fold.proposed(event));
      reader.all(
          Topics.EXPERIMENT_PROGRESSED,
          (ExperimentProgressed event, LogFold.Outcome at) -> fold.progressed(event, at));
      reader.all(
          Topics.READING_REPORTED,
          (ReadingReported event, LogFold.Outcome at) -> fold.reading(event.getMeta().getId()));
      reader.all(
          Topics.OBSERVATION_DERIVED,
          (ObservationDerived event, LogFold.Outcome at) -> {
            if (event.getCampaignId() != null && event.getProperty().equals(Reports.PROPERTY)) {
              fold.outcome(
                  event.getCampaignId(),
                  new LogFold.Outcome(
                      at.topic(), at.partition(), at.offset(), event.getMeta().getRecordedAt()));
            }
          });
    }
    return fold;
  }

  private record Reader(KafkaConsumer<byte[], byte[]> consumer, KafkaConnection kafka) {
    <T extends SpecificRecord> void all(Topic<T> topic, BiConsumer<T, LogFold.Outcome> sink) {
      AvroCodec<T> codec = AvroCodec.of(kafka.serdes(), topic.type());
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic.name()).stream()
              .map(each -> new TopicPartition(each.topic(), each.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (partitions.stream().anyMatch(each -> consumer.position(each) < ends.get(each))) {
        for (ConsumerRecord<byte[], byte[]> each : consumer.poll(POLL)) {
          if (each.value() != null) {
            sink.accept(
                codec.decode(each.value()),
                new LogFold.Outcome(
                    each.topic(),
                    each.partition(),
                    each.offset(),
                    Instant.ofEpochMilli(each.timestamp())));
          }
        }
      }
    }
  }
}
