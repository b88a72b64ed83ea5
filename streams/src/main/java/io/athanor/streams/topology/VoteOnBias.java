package io.athanor.streams.topology;

import io.athanor.event.MaterialUpdated;
import io.athanor.event.PropertySummary;
import io.athanor.event.Quantity;
import io.athanor.event.SimulationBias;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * What a material says of the bias of computations: its difference to experiment, told to where all
 * materials' differences are counted, and taken back when it changes. Keys are {@link BiasKey}s.
 * Owned by one stream thread.
 */
final class VoteOnBias implements Processor<String, MaterialUpdated, String, byte[]> {
  /** Store of the votes that hold, by candidate and key. */
  static final String VOTES = "bias-votes";

  private ProcessorContext<String, byte[]> context;
  private KeyValueStore<String, byte[]> votes;

  @Override
  public void init(ProcessorContext<String, byte[]> context) {
    this.context = context;
    this.votes = context.getStateStore(VOTES);
  }

  @Override
  public void process(Record<String, MaterialUpdated> record) {
    Map<String, Double> now = new TreeMap<>();
    for (PropertySummary property : record.value().getProperties().values()) {
      for (SimulationBias bias : property.getBiases()) {
        Quantity difference = bias.getDifference();
        BiasKey key =
            new BiasKey(
                property.getProperty(), bias.getFidelity(), bias.getMethod(), difference.getUnit());
        now.put(key.text(), difference.getValue());
      }
    }
    if (now.isEmpty()) {
      return;
    }
    byte[] before = votes.get(record.key());
    Map<String, Double> told = before == null ? Map.of() : Votes.ofBytes(before);
    if (now.equals(told)) {
      return;
    }
    votes.put(record.key(), Votes.toBytes(now));
    told.forEach(
        (key, value) -> {
          if (!value.equals(now.get(key))) {
            context.forward(record.withKey(key).withValue(vote(-1, value)));
          }
        });
    now.forEach(
        (key, value) -> {
          if (!value.equals(told.get(key))) {
            context.forward(record.withKey(key).withValue(vote(1, value)));
          }
        });
  }

  private static byte[] vote(int sign, double difference) {
    return ByteBuffer.allocate(1 + Double.BYTES).put((byte) sign).putDouble(difference).array();
  }
}
