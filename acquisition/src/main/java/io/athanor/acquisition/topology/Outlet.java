package io.athanor.acquisition.topology;

import io.athanor.event.DeadLetter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.function.Function;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Where a processor sends what it says, without the headers of what it heard. Owned by one stream
 * thread.
 */
final class Outlet {
  private final ProcessorContext<byte[], byte[]> context;
  private final Function<DeadLetter, byte[]> encode;
  private final String deadLetterSink;

  Outlet(
      ProcessorContext<byte[], byte[]> context,
      Function<DeadLetter, byte[]> encode,
      String deadLetterSink) {
    this.context = context;
    this.encode = encode;
    this.deadLetterSink = deadLetterSink;
  }

  void forward(String key, byte[] value, Instant when, String sink) {
    context.forward(
        new Record<>(
            key.getBytes(StandardCharsets.UTF_8), value, when.toEpochMilli(), new RecordHeaders()),
        sink);
  }

  /** Sends the letter for what cannot be taken. */
  void refuse(Record<byte[], byte[]> record, Origin origin, RefusedException refused, Instant now) {
    byte[] letter =
        encode.apply(
            DeadLetters.letter(
                new Incoming(origin, record.key(), record.value()),
                record.timestamp(),
                now,
                refused));
    context.forward(
        record.withValue(letter).withTimestamp(now.toEpochMilli()).withHeaders(new RecordHeaders()),
        deadLetterSink);
  }
}
