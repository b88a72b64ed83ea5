package io.athanor.streams.topology;

import io.athanor.schemas.serde.AvroCodec;
import io.athanor.schemas.serde.SchemaRegistries;
import io.athanor.schemas.serde.SchemaRegistry;
import io.athanor.schemas.serde.SerdeConfig;
import io.athanor.schemas.topic.Topic;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/**
 * Codecs and serdes of the catalogue's events, with one registry client for all. Values of internal
 * topics are written under the subject of the event they hold, so that internal topics need no
 * subjects of their own. Thread-safe.
 */
public final class EventCodecs implements AutoCloseable {
  private final SchemaRegistry registry;
  private final boolean autoRegister;

  /** Opens the registry that {@code config} names. */
  public EventCodecs(SerdeConfig config) {
    this(SchemaRegistries.open(config), config.autoRegister());
  }

  EventCodecs(SchemaRegistry registry, boolean autoRegister) {
    this.registry = registry;
    this.autoRegister = autoRegister;
  }

  /** The codec of a topic's event. */
  <T extends SpecificRecord> AvroCodec<T> codec(Topic<T> topic) {
    return new AvroCodec<>(registry, autoRegister, topic.type());
  }

  /** A serde of a topic's event, for any topic that holds it. */
  <T extends SpecificRecord> Serde<T> serde(Topic<T> topic) {
    AvroCodec<T> codec = codec(topic);
    return Serdes.serdeFrom(
        (anywhere, event) -> event == null ? null : codec.encode(topic.name(), event),
        (anywhere, bytes) -> bytes == null ? null : codec.decode(bytes));
  }

  @Override
  public void close() {
    registry.close();
  }
}
