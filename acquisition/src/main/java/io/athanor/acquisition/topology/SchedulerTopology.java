package io.athanor.acquisition.topology;

import io.athanor.acquisition.portfolio.Forecaster;
import io.athanor.acquisition.scheduling.Laboratory;
import io.athanor.acquisition.scheduling.PortfolioShare;
import io.athanor.acquisition.scheduling.SchedulerConfig;
import io.athanor.schemas.topic.Topic;
import io.athanor.schemas.topic.Topics;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyConfig;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * The scheduler, top to bottom: everything about instruments, campaigns and experiments goes into
 * one inbox of one partition, so that one task sees the laboratory as a whole; any instance takes
 * it over from its changelog.
 */
public final class SchedulerTopology {
  static final String STORE = "laboratory";
  static final String INBOX = "laboratory-inbox";
  static final String COLLECT = "laboratory-collect";
  static final String SCHEDULE = "laboratory-schedule";
  static final String GRANT_SINK = "grant-sink";
  static final String OFFER_SINK = "offer-sink";
  static final String DEAD_LETTER_SINK = "scheduler-dead-letter-sink";

  private static final List<Topic<?>> READ =
      List.of(
          Topics.CAMPAIGN_DEFINED,
          Topics.EXPERIMENT_PROPOSED,
          Topics.EXPERIMENT_DECIDED,
          Topics.EXPERIMENT_PROGRESSED,
          Topics.CAMPAIGN_CONCLUDED,
          Topics.HALT_DECLARED);

  private SchedulerTopology() {}

  /** The topology; the same function for the application and for its tests. */
  public static Topology build(
      StreamsConfig streams,
      SchedulerConfig config,
      SchedulerCodecs codecs,
      SchedulerMetrics metrics,
      InstantSource clock) {
    StreamsBuilder builder = new StreamsBuilder(new TopologyConfig(streams));
    KStream<byte[], byte[]> all = source(builder, Topics.INSTRUMENT_REGISTERED);
    for (Topic<?> topic : READ) {
      all = all.merge(source(builder, topic), Named.as("laboratory-merge-" + topic.name()));
    }
    all.process(Collector::new, Named.as(COLLECT))
        .repartition(
            Repartitioned.<byte[], byte[]>as(INBOX)
                .withKeySerde(Serdes.ByteArray())
                .withValueSerde(Serdes.ByteArray())
                .withNumberOfPartitions(1))
        .process(
            new Scheduler(
                () ->
                    new Laboratory(
                        config.house(), new PortfolioShare(config.house()), Forecaster.standard()),
                codecs,
                metrics,
                clock,
                config),
            Named.as(SCHEDULE));
    Topology topology = builder.build();
    sink(topology, GRANT_SINK, Topics.CAPACITY_GRANTED);
    sink(topology, OFFER_SINK, Topics.EXPERIMENT_PROGRESSED);
    sink(topology, DEAD_LETTER_SINK, Topics.DEAD_LETTER_ACQUISITION);
    return topology;
  }

  private static KStream<byte[], byte[]> source(StreamsBuilder builder, Topic<?> topic) {
    return builder.stream(
        topic.name(),
        Consumed.with(Serdes.ByteArray(), Serdes.ByteArray()).withName(topic.name() + "-source"));
  }

  private static void sink(Topology topology, String name, Topic<?> topic) {
    topology.addSink(
        name, topic.name(), new ByteArraySerializer(), new ByteArraySerializer(), SCHEDULE);
  }

  /** Sends a record on as it is, with where it lay. */
  private static final class Collector extends ContextualProcessor<byte[], byte[], byte[], byte[]> {
    @Override
    public void process(Record<byte[], byte[]> record) {
      RecordHeaders headers = new RecordHeaders();
      Origin.of(context().recordMetadata().orElseThrow(), record.headers()).writeTo(headers);
      context().forward(record.withHeaders(headers));
    }
  }

  /** Makes the processor and the store it owns. */
  private record Scheduler(
      Supplier<Laboratory> empty,
      SchedulerCodecs codecs,
      SchedulerMetrics metrics,
      InstantSource clock,
      SchedulerConfig config)
      implements ProcessorSupplier<byte[], byte[], byte[], byte[]> {
    @Override
    public Processor<byte[], byte[], byte[], byte[]> get() {
      return new SchedulerProcessor(
          empty, codecs, metrics, clock, config.interval(), config.gather());
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
