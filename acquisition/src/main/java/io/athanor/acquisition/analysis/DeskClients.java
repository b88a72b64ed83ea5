package io.athanor.acquisition.analysis;

import io.athanor.acquisition.AcquisitionConfig;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** The Kafka clients of the desk, in one place with their reasons. */
final class DeskClients {
  private DeskClients() {}

  static KafkaConsumer<byte[], byte[]> consumer(AcquisitionConfig config, String group) {
    Map<String, Object> properties = new HashMap<>(config.connection().clientProperties());
    properties.put("group.id", group);
    config.instanceId().ifPresent(id -> properties.put("group.instance.id", id));
    properties.put("session.timeout.ms", (int) config.sessionTimeout().toMillis());
    properties.put("heartbeat.interval.ms", (int) config.sessionTimeout().toMillis() / 3);
    // an inquiry is done when its answer is acknowledged, not when it was fetched
    properties.put("enable.auto.commit", "false");
    properties.put("auto.offset.reset", "earliest");
    properties.put("isolation.level", "read_committed");
    properties.put("allow.auto.create.topics", "false");
    return new KafkaConsumer<>(
        properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  static KafkaProducer<String, byte[]> producer(AcquisitionConfig config) {
    Map<String, Object> properties = new HashMap<>();
    properties.put("compression.type", "lz4");
    // somebody waits for the answer
    properties.put("linger.ms", 0);
    properties.putAll(config.connection().clientProperties());
    properties.put("acks", "all");
    properties.put("enable.idempotence", "true");
    // an outage is waited out
    properties.put("delivery.timeout.ms", Integer.MAX_VALUE);
    return new KafkaProducer<>(properties, new StringSerializer(), new ByteArraySerializer());
  }
}
