package io.athanor.allinone.invention;

import io.athanor.schemas.topic.Topic;
import io.athanor.schemas.topic.Topics;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/** Requests in, candidates and answers out. */
final class GeneratorTopology {
  static final String MEMORIES = "invention-memory";
  static final String CANDIDATE_SINK = "candidate-sink";
  static final String ANSWER_SINK = "answer-sink";
  static final String DEAD_LETTER_SINK = "dead-letter-sink";

  private static final String SOURCE = "request-source";
  private static final String INVENT = "invent";

  private GeneratorTopology() {}

  /** The topology; the same function for the application and for its tests. */
  static Topology build(Answerer answerer, InventionCodecs codecs, InstantSource clock) {
    Topology topology = new Topology();
    topology.addSource(
        SOURCE,
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer(),
        Topics.INVENTION_REQUESTED.name());
    topology.addProcessor(INVENT, new Inventing(answerer, codecs, clock), SOURCE);
    sink(topology, CANDIDATE_SINK, Topics.CANDIDATE_PROPOSED);
    sink(topology, ANSWER_SINK, Topics.INVENTION_ANSWERED);
    sink(topology, DEAD_LETTER_SINK, Topics.DEAD_LETTER_ACQUISITION);
    return topology;
  }

  private static void sink(Topology topology, String name, Topic<?> topic) {
    topology.addSink(
        name, topic.name(), new ByteArraySerializer(), new ByteArraySerializer(), INVENT);
  }

  /** Makes the processor and the store it owns. */
  private record Inventing(Answerer answerer, InventionCodecs codecs, InstantSource clock)
      implements ProcessorSupplier<byte[], byte[], byte[], byte[]> {
    @Override
    public Processor<byte[], byte[], byte[], byte[]> get() {
      return new InventionProcessor(answerer, codecs, clock);
    }

    @Override
    public Set<StoreBuilder<?>> stores() {
      return Set.of(
          Stores.keyValueStoreBuilder(
                  Stores.inMemoryKeyValueStore(MEMORIES), Serdes.Bytes(), Serdes.ByteArray())
              .withLoggingEnabled(Map.of())
              .withCachingDisabled());
    }
  }
}
