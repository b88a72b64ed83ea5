package io.athanor.streams.topology;

import io.athanor.schemas.serde.AvroCodec;
import io.athanor.schemas.serde.UndecodableException;
import io.athanor.streams.validate.Refusal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/**
 * Bytes to events. Bytes that are no event are refused; a registry that does not answer is no
 * verdict on the bytes, so its exception goes through and the record is read again. Owned by one
 * stream thread.
 */
final class Decode<T extends SpecificRecord>
    implements Processor<byte[], byte[], String, Perceived<T>> {
  private final AvroCodec<T> codec;
  private ProcessorContext<String, Perceived<T>> context;

  Decode(AvroCodec<T> codec) {
    this.codec = codec;
  }

  @Override
  public void init(ProcessorContext<String, Perceived<T>> context) {
    this.context = context;
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    RecordMetadata lay = context.recordMetadata().orElseThrow();
    Original original =
        new Original(
            lay.topic(),
            lay.partition(),
            lay.offset(),
            Instant.ofEpochMilli(record.timestamp()),
            record.key(),
            record.value());
    String key = record.key() == null ? null : new String(record.key(), StandardCharsets.UTF_8);
    context.forward(record.withKey(key).withValue(decode(original)));
  }

  private Perceived<T> decode(Original original) {
    try {
      return new Perceived.Believed<>(original, codec.decode(original.value()));
    } catch (UndecodableException e) {
      Refusal.Code code = Refusal.Code.of(e.code());
      return new Perceived.Refused<>(original, new Refusal(code, Optional.empty(), e.getMessage()));
    }
  }
}
