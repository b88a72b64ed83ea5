package io.athanor.streams.topology;

import static io.athanor.schemas.topic.Topics.CANDIDATE_PROPOSED;
import static io.athanor.schemas.topic.Topics.MATERIAL_UPDATED;
import static io.athanor.schemas.topic.Topics.OBSERVATION_DERIVED;
import static io.athanor.schemas.topic.Topics.PREDICTION_REQUESTED;
import static io.athanor.schemas.topic.Topics.READING_REPORTED;

import io.athanor.event.CandidateProposed;
import io.athanor.event.MaterialUpdated;
import io.athanor.event.ObservationDerived;
import io.athanor.event.ReadingReported;
import io.athanor.streams.validate.CandidateRules;
import io.athanor.streams.validate.ReadingRules;
import java.time.InstantSource;
import java.util.List;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyConfig;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.state.Stores;

/**
 * Perception, top to bottom. Readings become observations in one hop; what they say of a material
 * then goes to where that material is fused, together with the candidates that were proposed.
 */
public final class PerceptionTopology {
  /** Topics it reads. */
  public static final List<String> SOURCES =
      List.of(READING_REPORTED.name(), CANDIDATE_PROPOSED.name());

  private static final String MATERIALS = "materials";

  private PerceptionTopology() {}

  /** The topology; the same function for the application and for its tests. */
  public static Topology build(
      StreamsConfig config,
      EventCodecs codecs,
      Limits limits,
      PerceptionMetrics metrics,
      InstantSource clock) {
    StreamsBuilder builder = new StreamsBuilder(new TopologyConfig(config));
    Edges edges = new Edges(builder, codecs, limits, metrics, clock);
    KStream<String, ObservationDerived> observations = readings(edges);
    KStream<String, CandidateProposed> candidates = candidates(edges);
    materials(edges, observations, candidates);
    return builder.build();
  }

  /** reading-reported to observation-derived, in one hop. */
  private static KStream<String, ObservationDerived> readings(Edges edges) {
    ReadingRules rules = new ReadingRules(edges.clock(), edges.limits().futureTolerance());
    Observe observe = new Observe(edges.clock(), edges.metrics());
    KStream<String, Perceived<List<ObservationDerived>>> derived =
        edges
            .once(
                "reading",
                edges.perceive("reading", READING_REPORTED, rules::check),
                ReadingReported::getMeta)
            .mapValues(observe::observe, Named.as("reading-derive"));
    edges.refuse("reading", derived);
    KStream<String, ObservationDerived> observations =
        derived
            .flatMapValues(
                each -> each.asBelieved().orElse(List.of()), Named.as("observation-each"))
            .process(
                () -> new Emit<>(Observe::key, ObservationDerived::getMeta),
                Named.as("observation-key-by-campaign"));
    edges.publish("observation", OBSERVATION_DERIVED, observations);
    return observations;
  }

  /**
   * candidate-proposed, believed. No ids are remembered: a candidate's id is the hash of its
   * content, so that one that is proposed again changes nothing.
   */
  private static KStream<String, CandidateProposed> candidates(Edges edges) {
    CandidateRules rules = new CandidateRules(edges.clock(), edges.limits().futureTolerance());
    KStream<String, Perceived<CandidateProposed>> perceived =
        edges.perceive("candidate", CANDIDATE_PROPOSED, rules::check);
    edges.refuse("candidate", perceived);
    return perceived.flatMapValues(
        each -> each.asBelieved().stream().toList(), Named.as("candidate-each"));
  }

  /** Observations and candidates to material-updated; admissions to prediction-requested. */
  private static void materials(
      Edges edges,
      KStream<String, ObservationDerived> observations,
      KStream<String, CandidateProposed> candidates) {
    edges
        .builder()
        .addStateStore(
            Stores.keyValueStoreBuilder(
                Stores.persistentKeyValueStore(MATERIALS),
                Serdes.String(),
                edges.codecs().serde(MATERIAL_UPDATED)));
    KStream<String, MaterialUpdated> admitted =
        candidates.process(
            () -> FuseMaterial.admitting(MATERIALS, edges.clock(), edges.metrics()),
            Named.as("material-admit"),
            MATERIALS);
    KStream<String, MaterialUpdated> measured =
        observations
            .selectKey(
                (campaign, each) -> each.getCandidateId(), Named.as("observation-key-by-candidate"))
            .repartition(
                Repartitioned.<String, ObservationDerived>as("observation-by-candidate")
                    .withKeySerde(Serdes.String())
                    .withValueSerde(edges.codecs().serde(OBSERVATION_DERIVED)))
            .process(
                () -> FuseMaterial.measuring(MATERIALS, edges.clock()),
                Named.as("material-measure"),
                MATERIALS);
    edges.publish(
        "material", MATERIAL_UPDATED, admitted.merge(measured, Named.as("material-merge")));
    edges.publish(
        "prediction",
        PREDICTION_REQUESTED,
        admitted.flatMapValues(FuseMaterial::requests, Named.as("prediction-request")));
  }
}
