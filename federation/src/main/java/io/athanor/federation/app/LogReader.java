package io.athanor.federation.app;

import io.athanor.schemas.serde.AvroCodec;
import io.athanor.schemas.serde.SchemaRegistry;
import io.athanor.schemas.serde.UndecodableException;
import io.athanor.schemas.settings.KafkaConnection;
import io.athanor.schemas.topic.Topic;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads topics of a log from their beginning to where they end when the reading begins. */
final class LogReader {
  private static final Logger LOG = LoggerFactory.getLogger(LogReader.class);
  private static final Duration POLL = Duration.ofMillis(200);
  private static final long PATIENCE_NANOS = 60_000_000_000L;

  private final KafkaConnection connection;
  private final SchemaRegistry registry;

  LogReader(KafkaConnection connection, SchemaRegistry registry) {
    this.connection = connection;
    this.registry = registry;
  }

  /** A consumer outside every group. */
  static KafkaConsumer<byte[], byte[]> consumer(KafkaConnection connection) {
    Map<String, Object> properties = connection.clientProperties();
    properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    return new KafkaConsumer<>(
        properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  /** Every partition of a topic. */
  static List<TopicPartition> partitions(KafkaConsumer<byte[], byte[]> consumer, String topic) {
    return consumer.partitionsFor(topic).stream()
        .map(each -> new TopicPartition(topic, each.partition()))
        .toList();
  }

  /**
   * Gives every event of a topic; what is no event is passed over and counted in the log.
   *
   * @throws IOException where the log cannot be read
   */
  <T extends SpecificRecord> void all(Topic<T> topic, Consumer<T> events) throws IOException {
    AvroCodec<T> codec = new AvroCodec<>(registry, false, topic.type());
    long undecodable = 0;
    try (KafkaConsumer<byte[], byte[]> consumer = consumer(connection)) {
      List<TopicPartition> partitions = partitions(consumer, topic.name());
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      long moved = System.nanoTime();
      while (partitions.stream().anyMatch(each -> consumer.position(each) < ends.get(each))) {
        for (ConsumerRecord<byte[], byte[]> each : consumer.poll(POLL)) {
          moved = System.nanoTime();
          try {
            if (each.value() != null) {
              events.accept(codec.decode(each.value()));
            }
          } catch (UndecodableException e) {
            undecodable++;
          }
        }
        if (System.nanoTime() - moved > PATIENCE_NANOS) {
          throw new IOException("topic " + topic.name() + " gave nothing for a minute");
        }
      }
    } catch (KafkaException e) {
      throw new IOException("topic " + topic.name() + " cannot be read", e);
    }
    if (undecodable > 0) {
      LOG.atWarn()
          .addKeyValue("topic", topic.name())
          .addKeyValue("count", undecodable)
          .log("Records that are no events were passed over");
    }
  }
}
