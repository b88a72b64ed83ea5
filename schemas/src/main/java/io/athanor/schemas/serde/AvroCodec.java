package io.athanor.schemas.serde;

import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/**
 * Bytes to one event type and back, for topologies that take bytes and decide themselves what to do
 * with those that are no event. Thread-safe as its registry is.
 */
public final class AvroCodec<T extends SpecificRecord> {
  private final SchemaRegistry registry;
  private final boolean autoRegister;
  private final Class<T> type;
  private final Schema schema;

  /** For {@code type}, with the registry's client. */
  public AvroCodec(SchemaRegistry registry, boolean autoRegister, Class<T> type) {
    this.registry = registry;
    this.autoRegister = autoRegister;
    this.type = type;
    this.schema = SpecificData.get().getSchema(type);
  }

  /** For {@code type}, opening the registry that {@code config} names. */
  public static <T extends SpecificRecord> AvroCodec<T> of(SerdeConfig config, Class<T> type) {
    return new AvroCodec<>(SchemaRegistries.open(config), config.autoRegister(), type);
  }

  /** The wire bytes of {@code event} as a value of {@code topic}. */
  public byte[] encode(String topic, T event) {
    String subject = topic + "-value";
    int id = autoRegister ? registry.register(subject, schema) : registry.idOf(subject, schema);
    return WireFormat.write(id, event, schema);
  }

  /**
   * The event in {@code bytes}.
   *
   * @throws UndecodableException if the bytes are no such event, with the dead-letter code
   * @throws RegistryUnavailableException if no registry answered in time
   * @throws RegistryRefusedException if the registry would not say, e.g. for missing credentials: a
   *     fault of the deployment, not of the record
   */
  public T decode(byte[] bytes) {
    if (bytes == null) {
      throw new UndecodableException("undecodable", "the record has no value", null);
    }
    int id = WireFormat.schemaId(bytes);
    Schema writer;
    try {
      writer = registry.byId(id);
    } catch (RegistryRefusedException e) {
      if (!e.isNotFound()) {
        throw e;
      }
      throw new UndecodableException(
          "unknown-schema", "schema id " + id + ": " + e.getMessage(), e);
    }
    if (!writer.getFullName().equals(schema.getFullName())) {
      throw new UndecodableException(
          "wrong-schema",
          "schema " + writer.getFullName() + " where " + schema.getFullName() + " is expected",
          null);
    }
    return WireFormat.read(bytes, writer, type);
  }
}
