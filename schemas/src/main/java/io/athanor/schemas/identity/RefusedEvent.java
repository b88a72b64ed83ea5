package io.athanor.schemas.identity;

import io.athanor.event.DeadLetter;
import io.athanor.event.Meta;
import java.nio.ByteBuffer;
import java.time.Instant;

/**
 * An event that cannot be taken, verbatim, and where it lies.
 *
 * @param topic topic of the catalogue
 * @param partition partition
 * @param offset offset
 * @param since the record's timestamp
 * @param key may be null
 * @param value may be null
 */
@SuppressWarnings("ArrayRecordComponent") // carried, never compared
public record RefusedEvent(
    String topic, int partition, long offset, Instant since, byte[] key, byte[] value) {
  // below the topic's max.message.bytes of one megabyte: a larger value stays where it lies
  private static final int LARGEST_VALUE = 900_000;

  /**
   * The letter but for why. Its id is a function of who refuses and of where the event lies, so who
   * refuses again has the same id; a value too large to be sent twice is left out.
   *
   * @param application who refuses it
   * @param now when
   */
  public DeadLetter.Builder letter(String application, Instant now) {
    return letter(application, LARGEST_VALUE, now);
  }

  /**
   * The same for who says what is too large.
   *
   * @param largestValue bytes of a value that is repeated at most
   */
  public DeadLetter.Builder letter(String application, int largestValue, Instant now) {
    boolean fits = value != null && value.length <= largestValue;
    String id =
        EventIds.derived(
            since,
            application,
            "dead-letter",
            topic,
            Integer.toString(partition),
            Long.toString(offset));
    return DeadLetter.newBuilder()
        .setMeta(
            Meta.newBuilder()
                .setId(id)
                .setSource("athanor/" + application)
                .setOccurredAt(since)
                .setRecordedAt(now)
                .build())
        .setApplication(application)
        .setTopic(topic)
        .setPartition(partition)
        .setOffset(offset)
        .setTimestamp(since)
        .setKey(key == null ? null : ByteBuffer.wrap(key))
        .setValue(fits ? ByteBuffer.wrap(value) : null);
  }
}
