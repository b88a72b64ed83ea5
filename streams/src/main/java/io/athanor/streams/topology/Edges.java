package io.athanor.streams.topology;

import static io.athanor.schemas.topic.Topics.DEAD_LETTER_STREAMS;

import io.athanor.event.Meta;
import io.athanor.schemas.topic.Topic;
import io.athanor.streams.validate.Refusal;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
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
   * A topic's events, decoded, checked and let through once each.
   *
   * @param name prefix of the nodes; the store of ids is {@code name + "-ids"}
   * @param rules what the event with a record key must satisfy
   */
  <T extends SpecificRecord> KStream<String, Perceived<T>> perceive(
      String name,
      Topic<T> topic,
      BiFunction<String, T, Optional<Refusal>> rules,
      Function<T, Meta> meta) {
    String ids = name + "-ids";
    builder.addStateStore(
        Stores.windowStoreBuilder(
            Stores.persistentWindowStore(
                ids, limits.deduplicationWindow(), limits.deduplicationWindow(), false),
            Serdes.String(),
            Serdes.ByteArray()));
    return builder.stream(
            topic.name(),
            Consumed.with(Serdes.ByteArray(), Serdes.ByteArray()).withName(name + "-source"))
        .process(() -> new Decode<>(codecs.codec(topic)), Named.as(name + "-decode"))
        .mapValues(
            (key, perceived) -> perceived.check(event -> rules.apply(key, event)),
            Named.as(name + "-validate"))
        .processValues(
            () -> new Deduplicate<>(ids, limits.deduplicationWindow(), meta, metrics),
            Named.as(name + "-deduplicate"),
            ids);
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

  /** Sends events to their topic. */
  <T extends SpecificRecord> void publish(String name, Topic<T> topic, KStream<String, T> events) {
    events.to(
        topic.name(), Produced.with(Serdes.String(), codecs.serde(topic)).withName(name + "-sink"));
  }
}
