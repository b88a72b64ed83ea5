package io.athanor.schemas.serde;

import java.util.HashMap;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/** Serdes of generated events. */
public final class AvroSerdes {
  private AvroSerdes() {}

  /** A value serde for one event type, configured by Confluent's keys. */
  public static <T extends SpecificRecord> Serde<T> of(Map<String, ?> config) {
    Map<String, Object> specific = new HashMap<>(config);
    specific.put(SerdeConfig.SPECIFIC_READER, "true");
    AvroSerializer<T> serializer = new AvroSerializer<>();
    serializer.configure(specific, false);
    AvroDeserializer<T> deserializer = new AvroDeserializer<>();
    deserializer.configure(specific, false);
    return Serdes.serdeFrom(serializer, deserializer);
  }
}
