package io.athanor.schemas.serde;

import org.apache.avro.Schema;

/** What serdes need of a schema registry. Thread-safe; answers are cached for ever. */
public interface SchemaRegistry extends AutoCloseable {
  /**
   * Registers {@code schema} under {@code subject} unless it is there, and gives its id.
   *
   * @throws RegistryUnavailableException if no registry answered in time
   * @throws RegistryRefusedException if it said no, e.g. the schema is incompatible
   */
  int register(String subject, Schema schema);

  /** Id of a schema that must already be registered; errors as {@link #register}. */
  int idOf(String subject, Schema schema);

  /** The schema of an id; errors as {@link #register}, with code 40403 for an unknown id. */
  Schema byId(int id);

  @Override
  void close();
}
