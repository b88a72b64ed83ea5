package io.athanor.allinone.invention;

import io.athanor.event.DeadLetter;
import io.athanor.event.Meta;
import io.athanor.schemas.identity.EventIds;
import io.athanor.schemas.serde.UndecodableException;
import java.nio.ByteBuffer;
import java.time.Instant;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/** The letter for a request that cannot be read; its id is a function of where it lay. */
final class Letters {
  private static final String APPLICATION = "generator";
  // below the topic's max.message.bytes of one megabyte: a larger value stays where it lies
  private static final int LARGEST_VALUE = 900_000;

  private Letters() {}

  static DeadLetter of(
      Record<byte[], byte[]> record,
      RecordMetadata origin,
      UndecodableException cause,
      Instant now) {
    Instant lay = Instant.ofEpochMilli(record.timestamp());
    boolean fits = record.value() != null && record.value().length <= LARGEST_VALUE;
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
        .setKey(record.key() == null ? null : ByteBuffer.wrap(record.key()))
        .setValue(fits ? ByteBuffer.wrap(record.value()) : null)
        .setCode(cause.code())
        .setReason(cause.getMessage())
        .build();
  }
}
