package io.athanor.gateway.file;

import io.athanor.gateway.log.Fact;
import io.athanor.schemas.topic.Topic;
import org.apache.avro.specific.SpecificRecordBase;

/**
 * One event that a file gives.
 *
 * @param topic where it belongs
 * @param key of its record
 * @param value the event
 * @param idempotencyKey under which the REST door derives the same id; 64 hex digits
 * @param timed whether the file states its event time, or it is that of the ingest
 */
public record FileEvent(
    Topic<?> topic, String key, SpecificRecordBase value, String idempotencyKey, boolean timed) {

  /** The same for the log. */
  @SuppressWarnings("unchecked") // a value is made for its topic, by FileEvents alone
  public Fact<?> fact() {
    return new Fact<>((Topic<SpecificRecordBase>) topic, key, value);
  }
}
