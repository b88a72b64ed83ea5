package io.athanor.gateway.webhook;

import io.athanor.event.DeadLetter;
import io.athanor.event.Meta;
import io.athanor.schemas.identity.EventIds;
import java.nio.ByteBuffer;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Dead letters of events that an address did not take. */
final class Undelivered {
  // below the topic's max.message.bytes of one megabyte: a larger value stays where it lies
  private static final int LARGEST_VALUE = 900_000;
  private static final String APPLICATION = "gateway";

  private Undelivered() {}

  /** The same event for the same webhook makes the same letter. */
  static DeadLetter letter(
      String webhookId, ConsumerRecord<byte[], byte[]> record, String cause, Instant now) {
    Instant lay = Instant.ofEpochMilli(record.timestamp());
    boolean fits = record.value() != null && record.value().length <= LARGEST_VALUE;
    return DeadLetter.newBuilder()
        .setMeta(
            Meta.newBuilder()
                .setId(EventIds.derived(lay, APPLICATION, "webhook", webhookId, key(record)))
                .setSource("athanor/" + APPLICATION)
                .setOccurredAt(lay)
                .setRecordedAt(now)
                .build())
        .setApplication(APPLICATION)
        .setTopic(record.topic())
        .setPartition(record.partition())
        .setOffset(record.offset())
        .setTimestamp(lay)
        .setKey(record.key() == null ? null : ByteBuffer.wrap(record.key()))
        .setValue(fits ? ByteBuffer.wrap(record.value()) : null)
        .setCode("undeliverable")
        .setField("webhook/" + webhookId)
        .setReason(cause)
        .build();
  }

  /** Where the record lies. */
  static String key(ConsumerRecord<byte[], byte[]> record) {
    return "%s-%d-%d".formatted(record.topic(), record.partition(), record.offset());
  }
}
