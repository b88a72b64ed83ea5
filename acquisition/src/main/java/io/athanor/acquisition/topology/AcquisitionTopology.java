package io.athanor.acquisition.topology;

import io.athanor.event.MaterialChange;
import io.athanor.event.MaterialUpdated;
import io.athanor.schemas.topic.Topic;
import io.athanor.schemas.topic.Topics;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyConfig;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * Decision, top to bottom. What is keyed by candidate is sent to the campaigns it concerns; then
 * one processor folds all there is about a campaign, in the order of the records' timestamps, and
 * decides; what model intervals came to goes on to the model's own place, where it is counted.
 */
public final class AcquisitionTopology {
  private AcquisitionTopology() {}

  /**
   * The topology; the same function for the application and for its tests.
   *
   * @param grace how long the result of a succeeded experiment is awaited
   * @param expiryInterval how often proposals and leases are checked
   */
  public static Topology build(
      StreamsConfig config,
      EventCodecs codecs,
      AcquisitionMetrics metrics,
      InstantSource clock,
      Duration grace,
      Duration expiryInterval) {
    StreamsBuilder builder = new StreamsBuilder(new TopologyConfig(config));
    // few, and of concern to campaigns of every partition
    table(builder, Nodes.HALTS, Topics.HALT_DECLARED, "halt-source", () -> {});
    AtomicLong releases = new AtomicLong();
    KStream<byte[], byte[]> admissions =
        routed(
            source(builder, Topics.MATERIAL_UPDATED, "material-source"),
            Nodes.ROUTE_ADMISSION,
            Nodes.ADMISSION_BY_CAMPAIGN,
            entrance ->
                new Route(
                    bytes -> admittedTo(codecs, bytes),
                    entrance,
                    Nodes.ADMISSION_DEAD_LETTER_SINK,
                    codecs,
                    metrics,
                    clock));
    KStream<byte[], byte[]> said = source(builder, Topics.PREDICTION_MADE, "prediction-source");
    said.process(
        new Owner(Nodes.EMBEDDINGS, () -> new EmbeddingProcessor(codecs)),
        Named.as(Nodes.WATCH_EMBEDDINGS));
    KStream<byte[], byte[]> predictions =
        routed(
            said,
            Nodes.ROUTE_PREDICTION,
            Nodes.PREDICTION_BY_CAMPAIGN,
            entrance ->
                new Route(
                    bytes -> codecs.prediction.decode(bytes).getCampaignIds(),
                    entrance,
                    Nodes.PREDICTION_DEAD_LETTER_SINK,
                    codecs,
                    metrics,
                    clock));
    KStream<byte[], byte[]> unscorable =
        routed(
            source(builder, Topics.DEAD_LETTER_INFERENCE_WORKER, "unscorable-source"),
            Nodes.ROUTE_UNSCORABLE,
            Nodes.UNSCORABLE_BY_CAMPAIGN,
            entrance ->
                new Route(
                    bytes -> Unscorable.campaigns(codecs, bytes),
                    entrance,
                    Nodes.UNSCORABLE_DEAD_LETTER_SINK,
                    codecs,
                    metrics,
                    clock));
    source(builder, Topics.CAMPAIGN_DEFINED, "campaign-source")
        .merge(admissions, Named.as("campaign-merge-admissions"))
        .merge(predictions, Named.as("campaign-merge-predictions"))
        .merge(unscorable, Named.as("campaign-merge-unscorable"))
        .merge(
            source(builder, Topics.OBSERVATION_DERIVED, "observation-source"),
            Named.as("campaign-merge-observations"))
        .merge(
            source(builder, Topics.EXPERIMENT_PROGRESSED, "progress-source"),
            Named.as("campaign-merge-progress"))
        .merge(
            source(builder, Topics.EXPERIMENT_DECIDED, "decision-source"),
            Named.as("campaign-merge-decisions"))
        .merge(
            source(builder, Topics.CAPACITY_GRANTED, "grant-source"),
            Named.as("campaign-merge-grants"))
        .merge(
            source(builder, Topics.INVENTION_ANSWERED, "invention-source"),
            Named.as("campaign-merge-inventions"))
        .merge(
            source(builder, Topics.LESSONS_REQUESTED, "lessons-request-source"),
            Named.as("campaign-merge-lessons-requests"))
        .merge(
            source(builder, Topics.LESSON_SHARED, "lesson-source"),
            Named.as("campaign-merge-lessons"))
        .process(
            new Owner(
                Nodes.JOURNAL,
                () ->
                    new CampaignProcessor(codecs, metrics, clock, grace, expiryInterval, releases)),
            Named.as(Nodes.DECIDE))
        .repartition(repartitioned(Nodes.TEST_BY_MODEL))
        .process(
            new Owner(Nodes.LEDGERS, () -> new CoverageProcessor(codecs)),
            Named.as(Nodes.COUNT_COVERAGE));
    // last, so that what was there before keeps its number
    table(
        builder,
        Nodes.RELEASES,
        Topics.MODEL_RELEASED,
        "release-source",
        releases::incrementAndGet);
    table(builder, Nodes.HEADS, Topics.HEAD_FEDERATED, "head-source", () -> {});
    Topology topology = builder.build();
    sink(topology, Nodes.PROPOSAL_SINK, Topics.EXPERIMENT_PROPOSED, Nodes.DECIDE);
    sink(topology, Nodes.PROGRESS_SINK, Topics.EXPERIMENT_PROGRESSED, Nodes.DECIDE);
    sink(topology, Nodes.DIAGNOSIS_SINK, Topics.FAILURE_DIAGNOSED, Nodes.DECIDE);
    sink(topology, Nodes.CONCLUSION_SINK, Topics.CAMPAIGN_CONCLUDED, Nodes.DECIDE);
    sink(topology, Nodes.INVENTION_SINK, Topics.INVENTION_REQUESTED, Nodes.DECIDE);
    sink(topology, Nodes.LESSONS_REQUEST_SINK, Topics.LESSONS_REQUESTED, Nodes.DECIDE);
    sink(topology, Nodes.LESSON_SINK, Topics.LESSON_SHARED, Nodes.DECIDE);
    // a sink of its own for each: one sink would tie the parts together into a single task
    Topic<?> refused = Topics.DEAD_LETTER_ACQUISITION;
    sink(topology, Nodes.ADMISSION_DEAD_LETTER_SINK, refused, Nodes.ROUTE_ADMISSION);
    sink(topology, Nodes.PREDICTION_DEAD_LETTER_SINK, refused, Nodes.ROUTE_PREDICTION);
    sink(topology, Nodes.UNSCORABLE_DEAD_LETTER_SINK, refused, Nodes.ROUTE_UNSCORABLE);
    sink(topology, Nodes.CAMPAIGN_DEAD_LETTER_SINK, refused, Nodes.DECIDE);
    sink(topology, Nodes.CAMPAIGN_COVERAGE_SINK, Topics.COVERAGE_REPORTED, Nodes.DECIDE);
    sink(topology, Nodes.MODEL_COVERAGE_SINK, Topics.COVERAGE_REPORTED, Nodes.COUNT_COVERAGE);
    sink(topology, Nodes.CAMPAIGN_DRIFT_SINK, Topics.DRIFT_DETECTED, Nodes.DECIDE);
    sink(topology, Nodes.MODEL_DRIFT_SINK, Topics.DRIFT_DETECTED, Nodes.COUNT_COVERAGE);
    sink(topology, Nodes.EMBEDDING_DRIFT_SINK, Topics.DRIFT_DETECTED, Nodes.WATCH_EMBEDDINGS);
    return topology;
  }

  private static KStream<byte[], byte[]> source(
      StreamsBuilder builder, Topic<?> topic, String name) {
    return builder.stream(
        topic.name(), Consumed.with(Serdes.ByteArray(), Serdes.ByteArray()).withName(name));
  }

  private static KStream<byte[], byte[]> routed(
      KStream<byte[], byte[]> source,
      String router,
      String repartition,
      Function<String, Route> route) {
    String entrance = Nodes.entrance(repartition);
    return source
        .process(() -> route.apply(entrance), Named.as(router))
        .repartition(repartitioned(repartition));
  }

  private static Repartitioned<byte[], byte[]> repartitioned(String name) {
    return Repartitioned.<byte[], byte[]>as(name)
        .withKeySerde(Serdes.ByteArray())
        .withValueSerde(Serdes.ByteArray());
  }

  /**
   * The last word on each key of a topic, which every instance reads whole.
   *
   * @param changed runs after each change
   */
  private static void table(
      StreamsBuilder builder, String name, Topic<?> topic, String source, Runnable changed) {
    builder.addGlobalStore(
        Stores.keyValueStoreBuilder(
            Stores.inMemoryKeyValueStore(name), Serdes.Bytes(), Serdes.ByteArray()),
        topic.name(),
        Consumed.with(Serdes.Bytes(), Serdes.ByteArray()).withName(source),
        () -> new LastWord(name, changed));
  }

  private static void sink(Topology topology, String name, Topic<?> topic, String... parents) {
    topology.addSink(
        name, topic.name(), new ByteArraySerializer(), new ByteArraySerializer(), parents);
  }

  private static List<String> admittedTo(EventCodecs codecs, byte[] bytes) {
    MaterialUpdated material = codecs.material.decode(bytes);
    return material.getChange() == MaterialChange.ADMITTED && material.getAdmittedTo() != null
        ? List.of(material.getAdmittedTo())
        : List.of();
  }

  /** Keeps the last word on each key. */
  private static final class LastWord implements Processor<Bytes, byte[], Void, Void> {
    private final String name;
    private final Runnable changed;
    private KeyValueStore<Bytes, byte[]> store;

    LastWord(String name, Runnable changed) {
      this.name = name;
      this.changed = changed;
    }

    @Override
    public void init(ProcessorContext<Void, Void> context) {
      store = context.getStateStore(name);
    }

    @Override
    public void process(Record<Bytes, byte[]> record) {
      if (record.key() != null) {
        store.put(record.key(), record.value());
        changed.run();
      }
    }
  }

  /** Makes a processor and the store it owns. */
  private record Owner(String store, Supplier<Processor<byte[], byte[], byte[], byte[]>> processor)
      implements ProcessorSupplier<byte[], byte[], byte[], byte[]> {
    @Override
    public Processor<byte[], byte[], byte[], byte[]> get() {
      return processor.get();
    }

    @Override
    public Set<StoreBuilder<?>> stores() {
      // in memory: a killed instance restores from the changelog in any case, and what is in work
      // is in memory anyway
      return Set.of(
          Stores.keyValueStoreBuilder(
                  Stores.inMemoryKeyValueStore(store), Serdes.Bytes(), Serdes.ByteArray())
              .withLoggingEnabled(Map.of())
              .withCachingDisabled());
    }
  }
}
