package io.athanor.streams;

import io.athanor.streams.topology.RecordTime;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.DefaultProductionExceptionHandler;
import org.apache.kafka.streams.errors.LogAndFailExceptionHandler;
import org.apache.kafka.streams.errors.LogAndFailProcessingExceptionHandler;

/** The client configuration of perception, in one place with its reasons. */
final class StreamsProperties {
  // heartbeats per session timeout, as the consumer's documentation advises
  private static final int HEARTBEATS = 3;
  private static final long LONGEST_POLL_MILLIS = 100;

  private StreamsProperties() {}

  static Properties of(PerceptionConfig config) {
    Properties properties = new Properties();
    properties.put(StreamsConfig.producerPrefix(ProducerConfig.COMPRESSION_TYPE_CONFIG), "lz4");
    // the commit flushes anyway; waiting longer than that only delays
    properties.put(StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG), 5);
    properties.putAll(config.connection().clientProperties());
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, config.applicationId());
    properties.put(StreamsConfig.STATE_DIR_CONFIG, config.stateDirectory().toString());
    properties.put(
        StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, BoundedRocksDb.class.getName());
    properties.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, config.threads());
    properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    long commit = config.commitInterval().toMillis();
    properties.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, commit);
    // a commit that is due waits for the poll to return: a quiet moment must not delay it
    properties.put(StreamsConfig.POLL_MS_CONFIG, Math.min(commit, LONGEST_POLL_MILLIS));
    properties.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
    properties.put(
        StreamsConfig.DEFAULT_TIMESTAMP_EXTRACTOR_CLASS_CONFIG, RecordTime.class.getName());
    // what cannot be taken is a dead letter by our own hand; whatever else fails must be seen
    properties.put(
        StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG,
        LogAndFailExceptionHandler.class.getName());
    properties.put(
        StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG,
        LogAndFailProcessingExceptionHandler.class.getName());
    properties.put(
        StreamsConfig.PRODUCTION_EXCEPTION_HANDLER_CLASS_CONFIG,
        DefaultProductionExceptionHandler.class.getName());
    long session = config.sessionTimeout().toMillis();
    consumer(properties, ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, (int) session);
    consumer(properties, ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, (int) (session / HEARTBEATS));
    consumer(properties, ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    config
        .instanceId()
        .ifPresent(id -> consumer(properties, ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, id));
    properties.put(
        StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG),
        (int) config.transactionTimeout().toMillis());
    return properties;
  }

  private static void consumer(Properties properties, String key, Object value) {
    properties.put(StreamsConfig.mainConsumerPrefix(key), value);
  }
}
