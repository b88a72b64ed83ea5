package io.athanor.acquisition.topology;

import io.athanor.event.DeadLetter;
import io.athanor.event.Meta;
import io.athanor.schemas.identity.EventIds;
import java.nio.ByteBuffer;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the letter for an event that cannot be taken; its id is a function of where the event lay.
 */
final class DeadLetters {
  private static final Logger LOG = LoggerFactory.getLogger(DeadLetters.class);
  private static final String APPLICATION = "acquisition";
  // below the topic's max.message.bytes of one megabyte: a larger value stays where it lies
  private static final int LARGEST_VALUE = 900_000;

  private DeadLetters() {}

  static DeadLetter letter(
      Incoming incoming, long timestamp, Instant now, RefusedException refused) {
    Origin origin = incoming.origin();
    Instant lay = Instant.ofEpochMilli(timestamp);
    LOG.atWarn()
        .addKeyValue("topic", origin.topic())
        .addKeyValue("partition", origin.partition())
        .addKeyValue("offset", origin.offset())
        .addKeyValue("reason", refused.code())
        .log("Refused an event");
    boolean fits = incoming.value() == null || incoming.value().length <= LARGEST_VALUE;
    return DeadLetter.newBuilder()
        .setMeta(
            Meta.newBuilder()
                .setId(
                    EventIds.derived(
                        lay,
                        APPLICATION,
                        "dead-letter",
                        origin.topic(),
                        Integer.toString(origin.partition()),
                        Long.toString(origin.offset())))
                .setSource("athanor/" + APPLICATION)
                .setOccurredAt(lay)
                .setRecordedAt(now)
                .build())
        .setApplication(APPLICATION)
        .setTopic(origin.topic())
        .setPartition(origin.partition())
        .setOffset(origin.offset())
        .setTimestamp(lay)
        .setKey(incoming.key() == null ? null : ByteBuffer.wrap(incoming.key()))
        .setValue(incoming.value() == null || !fits ? null : ByteBuffer.wrap(incoming.value()))
        .setCode(refused.code())
        .setField(refused.field())
        .setReason(refused.getMessage())
        .build();
  }
}
