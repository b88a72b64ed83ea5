package io.athanor.schemas.serde;

/** Opens the registry a configuration names. */
public final class SchemaRegistries {
  private SchemaRegistries() {}

  /** Makes sure that our events can be made from their schemas where no registry was opened yet. */
  public static void trustOurs() {
    WireFormat.trustOurs();
  }

  /** A client for {@code config}; {@code mock://scope} is in memory and shared by scope. */
  public static SchemaRegistry open(SerdeConfig config) {
    WireFormat.trustOurs();
    String first = config.urls().get(0);
    return first.startsWith(SerdeConfig.MEMORY)
        ? MemorySchemaRegistry.of(first.substring(SerdeConfig.MEMORY.length()))
        : new HttpSchemaRegistry(config);
  }
}
