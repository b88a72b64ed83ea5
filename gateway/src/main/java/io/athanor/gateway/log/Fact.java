package io.athanor.gateway.log;

import io.athanor.schemas.topic.Topic;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.apache.avro.specific.SpecificRecord;

/**
 * An event and where it belongs.
 *
 * @param topic the topic
 * @param key the record's key
 * @param event the event
 */
public record Fact<T extends SpecificRecord>(Topic<T> topic, String key, T event) {
  /** Checks that nothing is missing. */
  public Fact {
    Objects.requireNonNull(topic, "topic");
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(event, "event");
  }

  /** Appends it, see {@link EventLog#append}. */
  public CompletableFuture<Position> appendTo(EventLog log) {
    return log.append(topic, key, event);
  }
}
