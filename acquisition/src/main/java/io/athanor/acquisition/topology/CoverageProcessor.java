package io.athanor.acquisition.topology;

import io.athanor.acquisition.conformal.IntervalLedger;
import io.athanor.acquisition.drift.DriftAlarm;
import io.athanor.acquisition.journal.IntervalTested;
import io.athanor.acquisition.journal.LedgerState;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Counts what a model's own intervals covered, over all campaigns, one ledger per property; says so
 * after each outcome. Beside it, each version's errors and coverage are watched for a change. Owned
 * by one stream thread.
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
    Bytes key = key(test.getModelName(), test.getProperty());
    IntervalLedger before = CoverageMapper.ledger(known(key, test), test.getClaimed());
    IntervalLedger after = before.after(test.getScore(), before.repair().factor());
    ledgers.put(key, codecs.encode(CoverageMapper.state(after)));
    context.forward(
        record
            .withValue(codecs.encode(CoverageMapper.ofModel(test, after)))
            .withHeaders(new RecordHeaders()),
        Nodes.MODEL_COVERAGE_SINK);
    if (!test.getModelDigest().isEmpty()) {
      watch(record, test);
    }
  }

  /** A version is held to its own outcomes: beside a canary two of them serve. */
  private void watch(Record<byte[], byte[]> record, IntervalTested test) {
    String version = test.getModelName() + "@" + test.getModelDigest();
    Bytes key = key(version, test.getProperty());
    ModelWatch after = ModelWatch.after(known(key, test), test, key.hashCode());
    ledgers.put(key, codecs.encode(after.state()));
    for (DriftAlarm alarm : after.alarms()) {
      context.forward(
          record
              .withKey(version.getBytes(StandardCharsets.UTF_8))
              .withValue(
                  codecs.encode(
                      DriftMapper.event(
                          alarm, version, Optional.empty(), CoverageMapper.cause(test))))
              .withHeaders(new RecordHeaders()),
          Nodes.MODEL_DRIFT_SINK);
    }
  }

  /** What is kept of intervals that claim the same. */
  private Optional<LedgerState> known(Bytes key, IntervalTested test) {
    return Optional.ofNullable(ledgers.get(key))
        .map(codecs::ledger)
        .filter(each -> each.getClaimed() == test.getClaimed());
  }

  /** Length of the model's name, its name, the property: no two pairs have one key. */
  private static Bytes key(String modelName, String ofProperty) {
    byte[] model = modelName.getBytes(StandardCharsets.UTF_8);
    byte[] property = ofProperty.getBytes(StandardCharsets.UTF_8);
    return Bytes.wrap(
        ByteBuffer.allocate(Integer.BYTES + model.length + property.length)
            .putInt(model.length)
            .put(model)
            .put(property)
            .array());
  }
}
