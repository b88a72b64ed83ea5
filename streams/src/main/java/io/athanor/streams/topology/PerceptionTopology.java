package io.athanor.streams.topology;

import static io.athanor.schemas.topic.Topics.CANDIDATE_PROPOSED;
import static io.athanor.schemas.topic.Topics.DRIFT_DETECTED;
import static io.athanor.schemas.topic.Topics.LITERATURE_EMBEDDED;
import static io.athanor.schemas.topic.Topics.MATERIAL_UPDATED;
import static io.athanor.schemas.topic.Topics.OBSERVATION_DERIVED;
import static io.athanor.schemas.topic.Topics.PREDICTION_REQUESTED;
import static io.athanor.schemas.topic.Topics.READING_REPORTED;
import static io.athanor.schemas.topic.Topics.SIMULATION_COMPLETED;

import io.athanor.event.CandidateProposed;
import io.athanor.event.DriftDetected;
import io.athanor.event.LiteratureEmbedded;
import io.athanor.event.MaterialUpdated;
import io.athanor.event.ObservationDerived;
import io.athanor.event.ReadingReported;
import io.athanor.event.SimulationCompleted;
import io.athanor.streams.fuse.References;
import io.athanor.streams.validate.CandidateRules;
import io.athanor.streams.validate.LiteratureRules;
import io.athanor.streams.validate.ReadingRules;
import io.athanor.streams.validate.SimulationRules;
import java.time.InstantSource;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyConfig;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Repartitioned;

/**
 * Perception, top to bottom. Readings and computations become observations in one hop; what they
 * say of a material then goes to where that material is fused, together with the candidates that
 * were proposed and the documents that mention it.
 */
public final class PerceptionTopology {
  /** Topics it reads. */
  public static final List<String> SOURCES =
      List.of(
          READING_REPORTED.name(),
          CANDIDATE_PROPOSED.name(),
          SIMULATION_COMPLETED.name(),
          LITERATURE_EMBEDDED.name());

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
    materials(edges, observations, candidates, simulations(edges), literature(edges));
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

  /** simulation-completed to computed observations, in one hop. */
  private static KStream<String, Computed> simulations(Edges edges) {
    SimulationRules rules = new SimulationRules(edges.clock(), edges.limits().futureTolerance());
    ObserveComputed observe = new ObserveComputed(edges.clock());
    KStream<String, Perceived<Computed>> computed =
        edges
            .once(
                "simulation",
                edges.perceive("simulation", SIMULATION_COMPLETED, rules::check),
                SimulationCompleted::getMeta)
            .mapValues(observe::observe, Named.as("simulation-derive"));
    edges.refuse("simulation", computed);
    KStream<String, Computed> believed =
        computed.flatMapValues(
            each -> each.asBelieved().stream().toList(), Named.as("simulation-each"));
    edges.publish(
        "computed",
        OBSERVATION_DERIVED,
        believed
            .flatMapValues(Computed::observations, Named.as("computed-each"))
            .process(
                () -> new Emit<>(Observe::key, ObservationDerived::getMeta),
                Named.as("computed-key")));
    return believed;
  }

  /** literature-embedded, once for each material that it mentions, keyed by candidate. */
  private static KStream<String, LiteratureEmbedded> literature(Edges edges) {
    LiteratureRules rules = new LiteratureRules(edges.clock(), edges.limits().futureTolerance());
    KStream<String, Perceived<LiteratureEmbedded>> once =
        edges.once(
            "literature",
            edges.perceive("literature", LITERATURE_EMBEDDED, rules::check),
            LiteratureEmbedded::getMeta);
    edges.refuse("literature", once);
    KStream<String, LiteratureEmbedded> mentions =
        once.flatMapValues(each -> each.asBelieved().stream().toList(), Named.as("literature-each"))
            .flatMap(
                (documentId, document) ->
                    LiteratureRules.candidateIds(document).stream()
                        .map(candidateId -> KeyValue.pair(candidateId, document))
                        .toList(),
                Named.as("literature-key-by-candidate"));
    return edges.byCandidate("literature-by-candidate", LITERATURE_EMBEDDED, mentions);
  }

  /** Everything that is known of a material to material-updated; admissions to requests. */
  private static void materials(
      Edges edges,
      KStream<String, ObservationDerived> observations,
      KStream<String, CandidateProposed> candidates,
      KStream<String, Computed> simulations,
      KStream<String, LiteratureEmbedded> literature) {
    Materials.add(edges);
    String[] stores = {Materials.STORE, Materials.CALIBRATIONS};
    KStream<String, MaterialUpdated> admitted =
        candidates.process(() -> FuseMaterial.admitting(edges), Named.as("material-admit"), stores);
    KStream<String, MaterialUpdated> measured =
        edges
            .byCandidate(
                "observation-by-candidate",
                OBSERVATION_DERIVED,
                observations.selectKey(
                    (campaign, each) -> each.getCandidateId(),
                    Named.as("observation-key-by-candidate")))
            .process(() -> FuseMaterial.measuring(edges), Named.as("material-measure"), stores);
    KStream<String, MaterialUpdated> computed =
        simulations.process(
            () -> FuseMaterial.computing(edges), Named.as("material-compute"), stores);
    KStream<String, MaterialUpdated> read =
        literature.process(() -> FuseMaterial.reading(edges), Named.as("material-read"), stores);
    KStream<String, MaterialUpdated> recalibrated = calibrate(edges, observations, stores);
    KStream<String, MaterialUpdated> updated =
        admitted
            .merge(measured, Named.as("material-merge"))
            .merge(computed, Named.as("material-merge-computed"))
            .merge(read, Named.as("material-merge-read"))
            .merge(recalibrated, Named.as("material-merge-recalibrated"));
    edges.publish("material", MATERIAL_UPDATED, updated);
    biases(edges, updated);
    edges.publish(
        "prediction",
        PREDICTION_REQUESTED,
        admitted.flatMapValues(
            each -> FuseMaterial.requests(each, edges.clock()), Named.as("prediction-request")));
  }

  /** Readings of reference samples, told to every partition; alarms to drift-detected. */
  private static KStream<String, MaterialUpdated> calibrate(
      Edges edges, KStream<String, ObservationDerived> observations, String... stores) {
    References references = edges.limits().fusion().references();
    KStream<String, SpecificRecord> calibrated =
        edges
            .toAll(
                "reference-to-all",
                OBSERVATION_DERIVED,
                observations.filter(
                    (campaign, each) -> references.deviation(each).isPresent(),
                    Named.as("reference-filter")))
            .process(() -> new Calibrate(edges), Named.as("material-calibrate"), stores);
    edges.publish(
        "drift", DRIFT_DETECTED, only(calibrated, DriftDetected.class, "drift-detected-only"));
    return only(calibrated, MaterialUpdated.class, "material-recalibrated-only");
  }

  /** What materials say of the bias of computations, counted; alarms to drift-detected. */
  private static void biases(Edges edges, KStream<String, MaterialUpdated> updated) {
    Materials.store(edges, VoteOnBias.VOTES);
    Materials.store(edges, CountBias.BIASES);
    edges.publish(
        "bias",
        DRIFT_DETECTED,
        updated
            .process(VoteOnBias::new, Named.as("material-vote"), VoteOnBias.VOTES)
            .repartition(
                Repartitioned.<String, byte[]>as("bias-by-method")
                    .withKeySerde(Serdes.String())
                    .withValueSerde(Serdes.ByteArray()))
            .process(() -> new CountBias(edges.clock()), Named.as("bias-count"), CountBias.BIASES));
  }

  private static <T> KStream<String, T> only(
      KStream<String, SpecificRecord> mixed, Class<T> type, String name) {
    return mixed.flatMapValues(
        each -> type.isInstance(each) ? List.of(type.cast(each)) : List.of(), Named.as(name));
  }
}
