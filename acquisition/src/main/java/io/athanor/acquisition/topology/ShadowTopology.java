package io.athanor.acquisition.topology;

import io.athanor.acquisition.journal.JournalEntry;
import io.athanor.acquisition.shadow.ShadowConfig;
import io.athanor.schemas.topic.Topic;
import io.athanor.schemas.topic.Topics;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyConfig;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * Shadow policies, top to bottom: what acquisition has journalled, in its order, and who is to look
 * on go into one processor, which says what they would have chosen. It reads what acquisition has
 * committed and nothing of it waits for this.
 */
public final class ShadowTopology {
  static final String STORE = "shadow-journal";
  static final String WATCH = "shadow-watch";
  static final String CHOICE_SINK = "shadow-choice-sink";
  static final String REPORT_SINK = "shadow-report-sink";
  static final String DEAD_LETTER_SINK = "shadow-dead-letter-sink";

  private ShadowTopology() {}

  /** What acquisition has journalled before. */
  public interface Past {
    /**
     * The journal of a campaign as far as it is committed, oldest first.
     *
     * @param partition where it lies
     */
    List<JournalEntry> entries(String campaignId, int partition);

    /** How long the result of a succeeded experiment is awaited, as acquisition was told. */
    Duration grace();
  }

  /**
   * The topology; the same function for the application and for its tests.
   *
   * @param journal topic of acquisition's journals
   */
  public static Topology build(
      StreamsConfig streams,
      ShadowConfig config,
      String journal,
      Past past,
      ShadowCodecs codecs,
      InstantSource clock) {
    StreamsBuilder builder = new StreamsBuilder(new TopologyConfig(streams));
    source(builder, Topics.POLICY_SHADOWED.name(), "shadow-source")
        .merge(source(builder, journal, "journal-source"), Named.as("shadow-merge-journal"))
        .process(new Watching(config, past, codecs, clock), Named.as(WATCH));
    Topology topology = builder.build();
    sink(topology, CHOICE_SINK, Topics.SHADOW_CHOSEN);
    sink(topology, REPORT_SINK, Topics.SHADOW_REPORTED);
    sink(topology, DEAD_LETTER_SINK, Topics.DEAD_LETTER_ACQUISITION);
    return topology;
  }

  private static KStream<byte[], byte[]> source(StreamsBuilder builder, String topic, String name) {
    return builder.stream(
        topic, Consumed.with(Serdes.ByteArray(), Serdes.ByteArray()).withName(name));
  }

  private static void sink(Topology topology, String name, Topic<?> topic) {
    topology.addSink(
        name, topic.name(), new ByteArraySerializer(), new ByteArraySerializer(), WATCH);
  }

  /** Makes the processor and the store it owns. */
  private record Watching(ShadowConfig config, Past past, ShadowCodecs codecs, InstantSource clock)
      implements ProcessorSupplier<byte[], byte[], byte[], byte[]> {
    @Override
    public Processor<byte[], byte[], byte[], byte[]> get() {
      return new ShadowProcessor(codecs, past, clock, config.mostLag(), config.reportInterval());
    }

    @Override
    public Set<StoreBuilder<?>> stores() {
      return Set.of(
          Stores.keyValueStoreBuilder(
                  Stores.inMemoryKeyValueStore(STORE), Serdes.Bytes(), Serdes.ByteArray())
              .withLoggingEnabled(Map.of())
              .withCachingDisabled());
    }
  }
}
