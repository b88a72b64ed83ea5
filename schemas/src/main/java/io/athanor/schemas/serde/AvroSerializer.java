package io.athanor.schemas.serde;

import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericContainer;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Any Avro record to Confluent's wire format; configured by Confluent's keys (see {@link
 * SerdeConfig}).
 */
public final class AvroSerializer<T extends GenericContainer> implements Serializer<T> {
  private SerdeConfig config;
  private SchemaRegistry registry;
  private String suffix = "-value";

  @Override
  public void configure(Map<String, ?> values, boolean isKey) {
    config = SerdeConfig.of(values);
    registry = SchemaRegistries.open(config);
    suffix = isKey ? "-key" : "-value";
  }

  @Override
  public byte[] serialize(String topic, T data) {
    if (data == null) {
      return null;
    }
    if (registry == null) {
      throw new SerializationException("serializer is not configured");
    }
    Schema schema = data.getSchema();
    String subject = topic + suffix;
    int id =
        config.autoRegister() ? registry.register(subject, schema) : registry.idOf(subject, schema);
    return WireFormat.write(id, data, schema);
  }

  @Override
  public void close() {
    if (registry != null) {
      registry.close();
    }
  }
}
