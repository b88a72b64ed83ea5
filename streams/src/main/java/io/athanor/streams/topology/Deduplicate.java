package io.athanor.streams.topology;

import io.athanor.event.Meta;
import io.athanor.streams.validate.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.api.FixedKeyProcessor;
import org.apache.kafka.streams.processor.api.FixedKeyProcessorContext;
import org.apache.kafka.streams.processor.api.FixedKeyRecord;
import org.apache.kafka.streams.state.WindowStore;
import org.apache.kafka.streams.state.WindowStoreIterator;

/**
 * Lets each event id through once within a window of stream time. The same id with the same content
 * is dropped and counted; with other content it is refused. Owned by one stream thread.
 */
final class Deduplicate<T extends SpecificRecord>
    implements FixedKeyProcessor<String, Perceived<T>, Perceived<T>> {
  private final String storeName;
  private final Duration window;
  private final Function<T, Meta> meta;
  private final PerceptionMetrics metrics;
  private FixedKeyProcessorContext<String, Perceived<T>> context;
  private WindowStore<String, byte[]> seen;

  Deduplicate(
      String storeName, Duration window, Function<T, Meta> meta, PerceptionMetrics metrics) {
    this.storeName = storeName;
    this.window = window;
    this.meta = meta;
    this.metrics = metrics;
  }

  @Override
  public void init(FixedKeyProcessorContext<String, Perceived<T>> context) {
    this.context = context;
    this.seen = context.getStateStore(storeName);
  }

  @Override
  public void process(FixedKeyRecord<String, Perceived<T>> record) {
    if (!(record.value() instanceof Perceived.Believed<T> believed)) {
      context.forward(record);
      return;
    }
    String id = meta.apply(believed.content()).getId();
    byte[] digest = ContentDigest.of(believed.content());
    byte[] before = seenBefore(id);
    if (before == null) {
      // under stream time, not the record's own: it never lies behind the window
      seen.put(id, digest, context.currentStreamTimeMs());
      metrics.accepted(believed.original().topic());
      context.forward(record);
    } else if (Arrays.equals(before, digest)) {
      metrics.duplicate(believed.original().topic());
    } else {
      Refusal refusal =
          Refusal.of(
              Refusal.Code.ID_REUSED,
              "meta.id",
              "another event with other content had the id " + id);
      context.forward(record.withValue(new Perceived.Refused<>(believed.original(), refusal)));
    }
  }

  private byte[] seenBefore(String id) {
    Instant now = Instant.ofEpochMilli(context.currentStreamTimeMs());
    try (WindowStoreIterator<byte[]> times = seen.fetch(id, now.minus(window), now)) {
      return times.hasNext() ? times.next().value : null;
    }
  }
}
