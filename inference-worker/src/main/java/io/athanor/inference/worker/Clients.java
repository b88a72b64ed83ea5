package io.athanor.inference.worker;

import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Kafka clients as this worker needs them. Bytes only: decoding is the worker's own business. */
final class Clients {
  /** The consumer group. */
  static final String GROUP = "inference-worker";

  private static final int TRANSACTION_MILLIS = 30_000;
  private static final int BLOCK_MILLIS = 15_000;

  private Clients() {}

  static KafkaConsumer<byte[], byte[]> member(InferenceConfig config) {
    Map<String, Object> properties = config.kafka().clientProperties();
    properties.put(ConsumerConfig.GROUP_ID_CONFIG, GROUP);
    properties.put(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, config.instance());
    properties.put(ConsumerConfig.CLIENT_ID_CONFIG, config.instance());
    properties.put(
        ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
        CooperativeStickyAssignor.class.getName());
    properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, config.fetchSize());
    properties.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 100);
    properties.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, BLOCK_MILLIS);
    properties.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, BLOCK_MILLIS - 1_000);
    return consumer(properties);
  }

  /** A reader outside the group, for looking a topic through. */
  static KafkaConsumer<byte[], byte[]> reader(InferenceConfig config, String purpose) {
    Map<String, Object> properties = config.kafka().clientProperties();
    properties.put(ConsumerConfig.CLIENT_ID_CONFIG, config.instance() + "-" + purpose);
    properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    return consumer(properties);
  }

  static KafkaProducer<byte[], byte[]> transactional(InferenceConfig config) {
    Map<String, Object> properties = config.kafka().clientProperties();
    properties.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, GROUP + "-" + config.instance());
    properties.put(ProducerConfig.CLIENT_ID_CONFIG, config.instance());
    properties.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, TRANSACTION_MILLIS);
    properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, BLOCK_MILLIS);
    properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, BLOCK_MILLIS - 1_000);
    properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, TRANSACTION_MILLIS - 5_000);
    properties.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    properties.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
    properties.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
    return new KafkaProducer<>(properties);
  }

  /** For an announcement that answers no request. */
  static KafkaProducer<byte[], byte[]> plain(InferenceConfig config) {
    Map<String, Object> properties = config.kafka().clientProperties();
    properties.put(ProducerConfig.CLIENT_ID_CONFIG, config.instance() + "-announcer");
    properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, BLOCK_MILLIS);
    properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, BLOCK_MILLIS - 1_000);
    properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, TRANSACTION_MILLIS - 5_000);
    properties.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    properties.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
    properties.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
    return new KafkaProducer<>(properties);
  }

  private static KafkaConsumer<byte[], byte[]> consumer(Map<String, Object> properties) {
    properties.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    properties.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    return new KafkaConsumer<>(properties);
  }
}
