package io.athanor.allinone.embedded;

import io.athanor.schemas.serde.SchemaRegistries;
import io.athanor.schemas.serde.SchemaRegistry;
import io.athanor.schemas.settings.KafkaConnection;
import io.athanor.schemas.topic.Topic;
import io.athanor.schemas.topic.Topics;
import org.apache.avro.specific.SpecificData;

/**
 * Registers the schemas of the catalogue, so that an instrument can ask for them before the first
 * event.
 */
public final class SchemaAdmin {
  private SchemaAdmin() {}

  /**
   * Registers each topic's schema under its subject, unless the connection leaves that to others
   * ({@code auto.register.schemas=false}). What is registered already stays.
   */
  public static void register(KafkaConnection kafka) {
    if (!kafka.serdes().autoRegister()) {
      return;
    }
    try (SchemaRegistry registry = SchemaRegistries.open(kafka.serdes())) {
      for (Topic<?> topic : Topics.all()) {
        registry.register(topic.subject(), SpecificData.get().getSchema(topic.type()));
      }
    }
  }
}
