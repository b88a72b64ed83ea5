package io.athanor.federation.app;

import io.athanor.event.ModelReleased;
import io.athanor.schemas.topic.Topic;
import java.io.IOException;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;

/** A site's own log, as those see it who learn from it. */
public interface SiteLog {
  /**
   * Gives every event of a topic, from its beginning to where it ends when the reading begins.
   *
   * @throws IOException where the log cannot be read
   */
  <T extends SpecificRecord> void all(Topic<T> topic, Consumer<T> events) throws IOException;

  /**
   * Says something of a version of a model; returns when the log has it.
   *
   * @throws org.apache.kafka.common.KafkaException where the log does not take it
   */
  void release(ModelReleased word);
}
