package io.athanor.streams.topology;

import static io.athanor.schemas.topic.Topics.DEAD_LETTER_STREAMS;

import io.athanor.event.Meta;
import io.athanor.schemas.topic.Topic;
import io.athanor.streams.validate.Refusal;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.state.Stores;

/**
 * What every line of perception begins and ends with: bytes that become believed events, events
 * that leave, and what is refused.
 */
record Edges(
    StreamsBuilder builder,
    EventCodecs codecs,
    Limits limits,
    PerceptionMetrics metrics,
    InstantSource clock) {

  /**
   * A topic's events, decoded and checked.
   *
   * @param name prefix of the nodes
   * @param rules what the event with a record key must satisfy
   */
  <T extends SpecificRecord> KStream<String, Perceived<T>> perceive(
      String name, Topic<T> topic, BiFunction<String, T, Optional<Refusal>> rules) {
    return builder.stream(
            topic.name(),
            Consumed.with(Serdes.ByteArray(), Serdes.ByteArray()).withName(name + "-source"))
        .process(() -> new Decode<>(codecs.codec(topic)), Named.as(name + "-decode"))
        .mapValues(
            (key, perceived) -> perceived.check(event -> rules.apply(key, event)),
            Named.as(name + "-validate"));
  }

  /** Each event once, by its id; the store is {@code name + "-ids"}. */
  <T extends SpecificRecord> KStream<String, Perceived<T>> once(
      String name, KStream<String, Perceived<T>> perceived, Function<T, Meta> meta) {
    String ids = name + "-ids";
    Duration window = limits.deduplicationWindow();
    builder.addStateStore(
        Stores.windowStoreBuilder(
            Stores.persistentWindowStore(ids, window, window, false),
            Serdes.String(),
            Serdes.ByteArray()));
    return perceived.processValues(
        () -> new Deduplicate<>(ids, window, meta, metrics), Named.as(name + "-deduplicate"), ids);
  }

  /** Sends what is refused to the dead letters. */
  <T> void refuse(String name, KStream<String, Perceived<T>> perceived) {
    perceived
        .process(
            () -> new DeadLetters<T>(limits.largestDeadLetterValue(), clock, metrics),
            Named.as(name + "-refuse"))
        .to(
            DEAD_LETTER_STREAMS.name(),
            Produced.with(Serdes.ByteArray(), codecs.serde(DEAD_LETTER_STREAMS))
                .withName(name + "-dead-letter-sink"));
  }

  /** To where the material is fused; the key is its candidateId. */
  <T extends SpecificRecord> KStream<String, T> byCandidate(
      String name, Topic<T> topic, KStream<String, T> keyed) {
    return keyed.repartition(
        Repartitioned.<String, T>as(name)
            .withKeySerde(Serdes.String())
            .withValueSerde(codecs.serde(topic)));
  }

  /** To every partition: what each must know that fuses materials. */
  <T extends SpecificRecord> KStream<String, T> toAll(
      String name, Topic<T> topic, KStream<String, T> few) {
    return few.repartition(
        Repartitioned.<String, T>as(name)
            .withKeySerde(Serdes.String())
            .withValueSerde(codecs.serde(topic))
            .withStreamPartitioner(
                (anywhere, key, event, partitions) ->
                    Optional.of(
                        IntStream.range(0, partitions).boxed().collect(Collectors.toSet()))));
  }

  /** Sends events to their topic. */
  <T extends SpecificRecord> void publish(String name, Topic<T> topic, KStream<String, T> events) {
    events.to(
        topic.name(), Produced.with(Serdes.String(), codecs.serde(topic)).withName(name + "-sink"));
  }
}
