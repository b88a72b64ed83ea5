package io.athanor.streams.topology;

import static io.athanor.schemas.topic.Topics.CANDIDATE_PROPOSED;
import static io.athanor.schemas.topic.Topics.DEAD_LETTER_STREAMS;
import static io.athanor.schemas.topic.Topics.MATERIAL_UPDATED;
import static io.athanor.schemas.topic.Topics.OBSERVATION_DERIVED;
import static io.athanor.schemas.topic.Topics.PREDICTION_REQUESTED;
import static io.athanor.schemas.topic.Topics.READING_REPORTED;

import io.athanor.event.CandidateProposed;
import io.athanor.event.MaterialUpdated;
import io.athanor.event.Meta;
import io.athanor.event.ObservationDerived;
import io.athanor.event.PredictionRequested;
import io.athanor.event.ReadingReported;
import io.athanor.schemas.identity.Metas;
import io.athanor.schemas.topic.Topic;
import io.athanor.streams.fuse.Fusion;
import io.athanor.streams.validate.CandidateRules;
import io.athanor.streams.validate.ReadingRules;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyConfig;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.state.Stores;

/**
 * Perception, top to bottom. Readings become observations in one hop; what they say of a material
 * then goes to where that material is fused, together with proposed candidates.
 */
public final class PerceptionTopology {
  /** Topics it reads. */
  public static final List<String> SOURCES =
      List.of(READING_REPORTED.name(), CANDIDATE_PROPOSED.name());

  private static final String READING_IDS = "reading-ids";
  private static final String CANDIDATE_IDS = "candidate-ids";
  private static final String MATERIALS = "materials";

  private final StreamsBuilder builder;
  private final EventCodecs codecs;
  private final Limits limits;
  private final PerceptionMetrics metrics;
  private final InstantSource clock;

  private PerceptionTopology(
      StreamsConfig config,
      EventCodecs codecs,
      Limits limits,
      PerceptionMetrics metrics,
      InstantSource clock) {
    this.builder = new StreamsBuilder(new TopologyConfig(config));
    this.codecs = codecs;
    this.limits = limits;
    this.metrics = metrics;
    this.clock = clock;
  }

  /** The topology; the same function for the application and its tests. */
  public static Topology build(
      StreamsConfig config,
      EventCodecs codecs,
      Limits limits,
      PerceptionMetrics metrics,
      InstantSource clock) {
    PerceptionTopology topology = new PerceptionTopology(config, codecs, limits, metrics, clock);
    KStream<String, ObservationDerived> observations = topology.readings();
    topology.materials(observations);
    return topology.builder.build();
  }

  private KStream<String, ObservationDerived> readings() {
    ReadingRules rules = new ReadingRules(clock, limits.futureTolerance());
    Observe observe = new Observe(clock, metrics);
    KStream<String, Perceived<List<ObservationDerived>>> observed =
        decoded("reading", READING_REPORTED)
            .mapValues(
                (key, reading) -> reading.check(event -> rules.check(key, event)),
                Named.as("reading-validate"))
            .processValues(
                () -> deduplicate(READING_IDS, ReadingReported::getMeta),
                Named.as("reading-deduplicate"),
                READING_IDS)
            .mapValues(observe::observe, Named.as("reading-derive"));
    deadLetters("reading", observed);
    KStream<String, ObservationDerived> observations =
        observed
            .flatMapValues(
                each -> each.asBelieved().orElse(List.of()), Named.as("observation-each"))
            .process(
                () -> new Emit<>(Observe::key, ObservationDerived::getMeta),
                Named.as("observation-key-by-campaign"));
    publish("observation", OBSERVATION_DERIVED, observations);
    return observations;
  }

  private void materials(KStream<String, ObservationDerived> observations) {
    builder.addStateStore(
        Stores.keyValueStoreBuilder(
            Stores.persistentKeyValueStore(MATERIALS),
            Serdes.String(),
            codecs.serde(MATERIAL_UPDATED)));
    KStream<String, MaterialUpdated> admitted =
        candidates()
            .process(
                () -> fuse(CandidateProposed::getMeta, Fusion::admit),
                Named.as("material-admit"),
                MATERIALS);
    KStream<String, MaterialUpdated> measured =
        observations
            .selectKey(
                (campaign, each) -> each.getCandidateId(), Named.as("observation-key-by-candidate"))
            .repartition(
                Repartitioned.<String, ObservationDerived>as("observation-by-candidate")
                    .withKeySerde(Serdes.String())
                    .withValueSerde(codecs.serde(OBSERVATION_DERIVED)))
            .process(
                () ->
                    fuse(
                        ObservationDerived::getMeta,
                        (known, fact, meta) -> Optional.of(Fusion.measure(known, fact, meta))),
                Named.as("material-measure"),
                MATERIALS);
    publish("material", MATERIAL_UPDATED, admitted.merge(measured, Named.as("material-merge")));
    KStream<String, PredictionRequested> requests =
        admitted.flatMapValues(
            each -> Fusion.request(each, requestMeta(each)).stream().toList(),
            Named.as("prediction-request"));
    publish("prediction", PREDICTION_REQUESTED, requests);
  }

  private KStream<String, CandidateProposed> candidates() {
    CandidateRules rules = new CandidateRules(clock, limits.futureTolerance());
    KStream<String, Perceived<CandidateProposed>> perceived =
        decoded("candidate", CANDIDATE_PROPOSED)
            .mapValues(
                (key, candidate) -> candidate.check(event -> rules.check(key, event)),
                Named.as("candidate-validate"))
            .processValues(
                () -> deduplicate(CANDIDATE_IDS, CandidateProposed::getMeta),
                Named.as("candidate-deduplicate"),
                CANDIDATE_IDS);
    deadLetters("candidate", perceived);
    return perceived.flatMapValues(
        each -> each.asBelieved().stream().toList(), Named.as("candidate-each"));
  }

  private <T extends SpecificRecord> KStream<String, Perceived<T>> decoded(
      String name, Topic<T> topic) {
    builder.addStateStore(
        Stores.windowStoreBuilder(
            Stores.persistentWindowStore(
                name + "-ids", limits.deduplicationWindow(), limits.deduplicationWindow(), false),
            Serdes.String(),
            Serdes.ByteArray()));
    return builder.stream(
            topic.name(),
            Consumed.with(Serdes.ByteArray(), Serdes.ByteArray()).withName(name + "-source"))
        .process(() -> new Decode<>(codecs.codec(topic)), Named.as(name + "-decode"));
  }

  private <T extends SpecificRecord> Deduplicate<T> deduplicate(
      String store, Function<T, Meta> meta) {
    return new Deduplicate<>(store, limits.deduplicationWindow(), meta, metrics);
  }

  private <F> FuseMaterial<F> fuse(Function<F, Meta> cause, FuseMaterial.Step<F> step) {
    return new FuseMaterial<>(MATERIALS, cause, step, clock);
  }

  private Meta requestMeta(MaterialUpdated admitted) {
    Meta cause = admitted.getMeta();
    return Metas.derived(
        "streams", clock.instant(), cause.getCorrelationId(), cause, "prediction-requested");
  }

  private <T> void deadLetters(String name, KStream<String, Perceived<T>> perceived) {
    perceived
        .process(
            () -> new DeadLetters<T>(limits.largestDeadLetterValue(), clock, metrics),
            Named.as(name + "-refuse"))
        .to(
            DEAD_LETTER_STREAMS.name(),
            Produced.with(Serdes.ByteArray(), codecs.serde(DEAD_LETTER_STREAMS))
                .withName(name + "-dead-letter-sink"));
  }

  private <T extends SpecificRecord> void publish(
      String name, Topic<T> topic, KStream<String, T> events) {
    events.to(
        topic.name(), Produced.with(Serdes.String(), codecs.serde(topic)).withName(name + "-sink"));
  }
}
