package io.athanor.streams.topology;

import io.athanor.event.Meta;
import java.util.function.Function;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Gives a derived event the key its topic is keyed by, and its ingest time as record timestamp.
 * Owned by one stream thread.
 */
final class Emit<T> implements Processor<String, T, String, T> {
  private final Function<T, String> key;
  private final Function<T, Meta> meta;
  private ProcessorContext<String, T> context;

  Emit(Function<T, String> key, Function<T, Meta> meta) {
    this.key = key;
    this.meta = meta;
  }

  @Override
  public void init(ProcessorContext<String, T> context) {
    this.context = context;
  }

  @Override
  public void process(Record<String, T> record) {
    long recordedAt = meta.apply(record.value()).getRecordedAt().toEpochMilli();
    context.forward(record.withKey(key.apply(record.value())).withTimestamp(recordedAt));
  }
}
