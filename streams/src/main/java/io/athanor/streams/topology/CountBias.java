package io.athanor.streams.topology;

import io.athanor.event.DriftDetected;
import io.athanor.event.DriftKind;
import io.athanor.event.Meta;
import io.athanor.materials.fusion.PairedBias;
import io.athanor.materials.unit.Quantity;
import io.athanor.schemas.identity.EventIds;
import io.athanor.streams.fuse.Quantities;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The bias of each kind of computation over all materials: counts their votes and says what they
 * come to where that is significant. The last estimate depends on the votes that hold, and on no
 * order. Owned by one stream thread.
 */
final class CountBias implements Processor<String, byte[], String, DriftDetected> {
  /** Store of the counts, by {@link BiasKey}. */
  static final String BIASES = "biases";

  /** Detector of the alarms. */
  static final String DETECTOR = "simulation-bias/1";

  private static final String APPLICATION = "streams";
  private static final int LEAST = 3;
  private static final double SIGNIFICANT = 3;

  private final InstantSource clock;
  private ProcessorContext<String, DriftDetected> context;
  private KeyValueStore<String, byte[]> biases;

  CountBias(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public void init(ProcessorContext<String, DriftDetected> context) {
    this.context = context;
    this.biases = context.getStateStore(BIASES);
  }

  @Override
  public void process(Record<String, byte[]> record) {
    ByteBuffer vote = ByteBuffer.wrap(record.value());
    boolean added = vote.get() > 0;
    PairedBias before = PairedBias.ofBytes(biases.get(record.key()));
    double difference = vote.getDouble();
    PairedBias after = added ? before.plus(difference) : before.minus(difference);
    biases.put(record.key(), after.toBytes());
    // a vote that is taken back is followed by the one that takes its place
    if (added && after.count() >= LEAST) {
      BiasKey key = BiasKey.of(record.key());
      Quantity mean = after.mean(key.unit());
      double error = mean.sem().orElse(Double.POSITIVE_INFINITY);
      double statistic = error > 0 ? Math.abs(mean.value()) / error : Double.MAX_VALUE;
      if (statistic > SIGNIFICANT) {
        DriftDetected alarm = alarm(record.key(), key, after, mean, statistic);
        context.forward(new Record<>(alarm.getSubject(), alarm, clock.millis(), record.headers()));
      }
    }
  }

  private DriftDetected alarm(
      String id, BiasKey key, PairedBias bias, Quantity mean, double statistic) {
    Instant now = clock.instant();
    String votes = HexFormat.of().formatHex(bias.toBytes());
    return DriftDetected.newBuilder()
        .setMeta(
            Meta.newBuilder()
                .setId(EventIds.derived(now, APPLICATION, DETECTOR, id, votes))
                .setSource("athanor/" + APPLICATION)
                .setOccurredAt(now)
                .setRecordedAt(now)
                .build())
        .setSubject(key.method() + " (" + key.fidelity() + ")")
        .setDetector(DETECTOR)
        .setProperty(key.property())
        .setStatistic(statistic)
        .setThreshold(SIGNIFICANT)
        .setEstimate(Quantities.toEvent(mean))
        .setCount(bias.count())
        .setKind(DriftKind.SIMULATION_BIAS)
        .setMessage(
            String.format(
                Locale.ROOT,
                "%s by %s (%s) lies %.3g %s %s experiment over %d materials",
                key.property(),
                key.method(),
                key.fidelity(),
                Math.abs(mean.value()),
                mean.unit(),
                mean.value() > 0 ? "above" : "below",
                bias.count()))
        .setAnswers(List.of("alert"))
        .build();
  }
}
