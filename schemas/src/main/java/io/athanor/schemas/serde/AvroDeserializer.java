package io.athanor.schemas.serde;

import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * Confluent's wire format to generated classes ({@code specific.avro.reader=true}) or generic
 * records; configured by Confluent's keys (see {@link SerdeConfig}).
 */
public final class AvroDeserializer<T> implements Deserializer<T> {
  private SerdeConfig config;
  private SchemaRegistry registry;

  @Override
  public void configure(Map<String, ?> values, boolean isKey) {
    config = SerdeConfig.of(values);
    registry = SchemaRegistries.open(config);
  }

  @Override
  @SuppressWarnings(
      "unchecked") // the caller names T as it configures the reader, as with Confluent's
  public T deserialize(String topic, byte[] bytes) {
    if (bytes == null) {
      return null;
    }
    if (registry == null) {
      throw new SerializationException("deserializer is not configured");
    }
    Schema writer = registry.byId(WireFormat.schemaId(bytes));
    if (config.specificReader()) {
      Class<?> type = SpecificData.get().getClass(writer);
      if (type != null && SpecificRecord.class.isAssignableFrom(type)) {
        return (T) WireFormat.read(bytes, writer, type.asSubclass(SpecificRecord.class));
      }
      throw new UndecodableException(
          "wrong-schema", "no generated class for schema " + writer.getFullName(), null);
    }
    return (T) WireFormat.readGeneric(bytes, writer);
  }

  @Override
  public void close() {
    if (registry != null) {
      registry.close();
    }
  }
}
