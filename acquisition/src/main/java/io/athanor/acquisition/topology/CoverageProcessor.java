package io.athanor.acquisition.topology;

import io.athanor.acquisition.conformal.IntervalLedger;
import io.athanor.acquisition.journal.IntervalTested;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Counts what a model's own intervals covered, over all campaigns, one ledger per property; says so
 * after each outcome. Owned by one stream thread.
 *
 * <p>A model whose intervals begin to claim another coverage starts a new ledger.
 */
final class CoverageProcessor implements Processor<byte[], byte[], byte[], byte[]> {
  private final EventCodecs codecs;
  private ProcessorContext<byte[], byte[]> context;
  private KeyValueStore<Bytes, byte[]> ledgers;

  CoverageProcessor(EventCodecs codecs) {
    this.codecs = codecs;
  }

  @Override
  public void init(ProcessorContext<byte[], byte[]> context) {
    this.context = context;
    ledgers = context.getStateStore(Nodes.LEDGERS);
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    IntervalTested test = codecs.tested(record.value());
    Bytes key = key(test);
    byte[] known = ledgers.get(key);
    IntervalLedger before =
        known == null
            ? IntervalLedger.begin(test.getClaimed())
            : CoverageMapper.ledger(codecs.ledger(known));
    if (before.repair().claimed() != test.getClaimed()) {
      before = IntervalLedger.begin(test.getClaimed());
    }
    IntervalLedger after = before.after(test.getScore(), before.repair().factor());
    ledgers.put(key, codecs.encode(CoverageMapper.state(after)));
    context.forward(
        record
            .withValue(codecs.encode(CoverageMapper.ofModel(test, after)))
            .withHeaders(new RecordHeaders()),
        Nodes.MODEL_COVERAGE_SINK);
  }

  /** Length of the model's name, its name, the property: no two pairs have one key. */
  private static Bytes key(IntervalTested test) {
    byte[] model = test.getModelName().getBytes(StandardCharsets.UTF_8);
    byte[] property = test.getProperty().getBytes(StandardCharsets.UTF_8);
    return Bytes.wrap(
        ByteBuffer.allocate(Integer.BYTES + model.length + property.length)
            .putInt(model.length)
            .put(model)
            .put(property)
            .array());
  }
}
