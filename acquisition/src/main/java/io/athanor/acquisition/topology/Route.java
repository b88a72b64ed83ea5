package io.athanor.acquisition.topology;

import io.athanor.schemas.serde.UndecodableException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Function;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Sends an event keyed by candidate to every campaign it concerns, bytes untouched. Owned by one
 * stream thread.
 *
 * <p>A registry that does not answer is no verdict on the bytes: that exception goes through and
 * the record is read again.
 */
final class Route implements Processor<byte[], byte[], byte[], byte[]> {
  private final Function<byte[], List<String>> campaigns;
  private final String entrance;
  private final String deadLetterSink;
  private final EventCodecs codecs;
  private final AcquisitionMetrics metrics;
  private final InstantSource clock;
  private ProcessorContext<byte[], byte[]> context;

  Route(
      Function<byte[], List<String>> campaigns,
      String entrance,
      String deadLetterSink,
      EventCodecs codecs,
      AcquisitionMetrics metrics,
      InstantSource clock) {
    this.campaigns = campaigns;
    this.entrance = entrance;
    this.deadLetterSink = deadLetterSink;
    this.codecs = codecs;
    this.metrics = metrics;
    this.clock = clock;
  }

  @Override
  public void init(ProcessorContext<byte[], byte[]> context) {
    this.context = context;
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    if (record.value() == null) {
      // a tombstone in a compacted topic: nothing is said
      return;
    }
    Origin origin = Origin.of(context.recordMetadata().orElseThrow(), record.headers());
    List<String> concerned;
    try {
      concerned = campaigns.apply(record.value());
    } catch (UndecodableException e) {
      RefusedException refused = new RefusedException(e.code(), null, e.getMessage());
      metrics.deadLetter(refused.code());
      byte[] letter =
          codecs.encode(
              DeadLetters.letter(
                  new Incoming(origin, record.key(), record.value()),
                  record.timestamp(),
                  clock.instant(),
                  refused));
      context.forward(record.withValue(letter), deadLetterSink);
      return;
    }
    for (String campaign : concerned) {
      RecordHeaders headers = new RecordHeaders();
      origin.writeTo(headers);
      context.forward(
          new Record<>(
              campaign.getBytes(StandardCharsets.UTF_8),
              record.value(),
              record.timestamp(),
              headers),
          entrance);
    }
  }
}
