package io.athanor.acquisition.topology;

import io.athanor.event.AcquisitionKind;
import io.athanor.event.CampaignDefined;
import io.athanor.event.Candidate;
import io.athanor.event.CoverageReported;
import io.athanor.event.DeadLetter;
import io.athanor.event.DriftDetected;
import io.athanor.event.ExperimentProgressed;
import io.athanor.event.ExperimentProposed;
import io.athanor.event.FeatureKind;
import io.athanor.event.Goal;
import io.athanor.event.InventionRequested;
import io.athanor.event.MaterialChange;
import io.athanor.event.MaterialUpdated;
import io.athanor.event.Membership;
import io.athanor.event.Objective;
import io.athanor.event.Parameter;
import io.athanor.event.ParameterKind;
import io.athanor.event.Policy;
import io.athanor.event.Pool;
import io.athanor.event.PredictionMade;
import io.athanor.event.SurrogateKind;
import io.athanor.schemas.serde.AvroCodec;
import io.athanor.schemas.serde.SchemaRegistries;
import io.athanor.schemas.serde.SerdeConfig;
import io.athanor.schemas.signing.OrderSigner;
import io.athanor.schemas.topic.Topic;
import io.athanor.schemas.topic.Topics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;

/** The topology under a test driver, with an in-memory registry. */
final class Driven implements AutoCloseable {
  static final Duration GRACE = Duration.ofMinutes(2);
  static final SerdeConfig REGISTRY =
      SerdeConfig.of(Map.of(SerdeConfig.URL, "mock://acquisition-topology"));

  final TopologyTestDriver driver;
  private final EventCodecs codecs;

  Driven(InstantSource clock) {
    this(clock, Optional.empty());
  }

  Driven(InstantSource clock, Optional<OrderSigner> signer) {
    codecs = new EventCodecs(REGISTRY, signer);
    driver = new TopologyTestDriver(topology(codecs, clock), properties(), clock.instant());
  }

  /** Of a campaign that seeks the least gap in a pool over one setting; to be completed. */
  static CampaignDefined.Builder definition(String campaignId, int pool) {
    return CampaignDefined.newBuilder()
        .setCampaignId(campaignId)
        .setName("test")
        .setObjectives(
            List.of(
                Objective.newBuilder()
                    .setProperty("gap")
                    .setUnit("eV")
                    .setGoal(Goal.MINIMIZE)
                    .build()))
        .setSearch(
            new Pool(
                pool,
                List.of(
                    Parameter.newBuilder()
                        .setName("x")
                        .setKind(ParameterKind.CONTINUOUS)
                        .setLow(0.0)
                        .setHigh(1.0)
                        .build())))
        .setPolicy(
            Policy.newBuilder()
                .setAcquisition(AcquisitionKind.UPPER_CONFIDENCE_BOUND)
                .setSurrogate(SurrogateKind.GAUSSIAN_PROCESS)
                .setFeatures(List.of(FeatureKind.PARAMETERS))
                .build());
  }

  /** Of a candidate of such a pool that joins it; to be completed. */
  static MaterialUpdated.Builder admitted(String campaignId, int index, int pool) {
    return MaterialUpdated.newBuilder()
        .setCandidateId("c-" + index)
        .setCandidate(
            Candidate.newBuilder()
                .setCandidateId("c-" + index)
                .setParameters(Map.of("x", index / (double) pool))
                .build())
        .setChange(MaterialChange.ADMITTED)
        .setMemberships(List.of(new Membership(campaignId, index, null)))
        .setAdmittedTo(campaignId)
        .setVersion(1);
  }

  /** Of what a model says of one; to be completed. */
  static PredictionMade.Builder predicted(int index, String... campaignIds) {
    return PredictionMade.newBuilder()
        .setCandidateId("c-" + index)
        .setRequestId("request-" + index)
        .setCampaignIds(List.of(campaignIds))
        .setModelName("ember")
        .setModelDigest("digest")
        .setOutOfDomain(0);
  }

  static Topology topology(EventCodecs codecs, InstantSource clock) {
    return AcquisitionTopology.build(
        new StreamsConfig(properties()),
        codecs,
        new AcquisitionMetrics(new SimpleMeterRegistry()),
        clock,
        GRACE,
        Duration.ofSeconds(1));
  }

  private static Properties properties() {
    Properties properties = new Properties();
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "acquisition-test");
    properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "127.0.0.1:1");
    properties.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
    properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    return properties;
  }

  <T extends SpecificRecord> void say(Topic<T> topic, String key, T event) {
    AvroCodec<T> codec = new AvroCodec<>(SchemaRegistries.open(REGISTRY), true, topic.type());
    sayBytes(topic, key, codec.encode(topic.name(), event));
  }

  void sayBytes(Topic<?> topic, String key, byte[] bytes) {
    driver
        .createInputTopic(topic.name(), new StringSerializer(), new ByteArraySerializer())
        .pipeInput(key, bytes);
  }

  void define(CampaignDefined event) {
    say(Topics.CAMPAIGN_DEFINED, event.getCampaignId(), event);
  }

  List<ExperimentProposed> proposals() {
    return heard(Topics.EXPERIMENT_PROPOSED);
  }

  List<ExperimentProgressed> steps() {
    return heard(Topics.EXPERIMENT_PROGRESSED);
  }

  List<CoverageReported> coverages() {
    return heard(Topics.COVERAGE_REPORTED);
  }

  List<InventionRequested> inventions() {
    return heard(Topics.INVENTION_REQUESTED);
  }

  List<DriftDetected> drifts() {
    return heard(Topics.DRIFT_DETECTED);
  }

  List<DeadLetter> deadLetters() {
    return heard(Topics.DEAD_LETTER_ACQUISITION);
  }

  private <T extends SpecificRecord> List<T> heard(Topic<T> topic) {
    AvroCodec<T> codec = new AvroCodec<>(SchemaRegistries.open(REGISTRY), true, topic.type());
    return driver
        .createOutputTopic(topic.name(), new StringDeserializer(), new ByteArrayDeserializer())
        .readValuesToList()
        .stream()
        .map(codec::decode)
        .toList();
  }

  @Override
  public void close() {
    driver.close();
    codecs.close();
  }
}
