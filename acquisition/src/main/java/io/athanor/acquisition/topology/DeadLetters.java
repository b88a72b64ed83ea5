package io.athanor.acquisition.topology;

import io.athanor.event.DeadLetter;
import io.athanor.schemas.identity.RefusedEvent;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes the letter for an event that cannot be taken, and says so. */
final class DeadLetters {
  private static final Logger LOG = LoggerFactory.getLogger(DeadLetters.class);
  private static final String APPLICATION = "acquisition";

  private DeadLetters() {}

  static DeadLetter letter(
      Incoming incoming, long timestamp, Instant now, RefusedException refused) {
    Origin origin = incoming.origin();
    LOG.atWarn()
        .addKeyValue("topic", origin.topic())
        .addKeyValue("partition", origin.partition())
        .addKeyValue("offset", origin.offset())
        .addKeyValue("reason", refused.code())
        .log("Refused an event");
    return new RefusedEvent(
            origin.topic(),
            origin.partition(),
            origin.offset(),
            Instant.ofEpochMilli(timestamp),
            incoming.key(),
            incoming.value())
        .letter(APPLICATION, now)
        .setCode(refused.code())
        .setField(refused.field())
        .setReason(refused.getMessage())
        .build();
  }
}
