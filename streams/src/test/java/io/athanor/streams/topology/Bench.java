package io.athanor.streams.topology;

import io.athanor.event.CandidateProposed;
import io.athanor.event.DeadLetter;
import io.athanor.event.DriftDetected;
import io.athanor.event.LiteratureEmbedded;
import io.athanor.event.MaterialUpdated;
import io.athanor.event.ObservationDerived;
import io.athanor.event.PredictionRequested;
import io.athanor.event.ReadingReported;
import io.athanor.event.SimulationCompleted;
import io.athanor.schemas.serde.SerdeConfig;
import io.athanor.schemas.topic.Topic;
import io.athanor.schemas.topic.Topics;
import io.athanor.streams.fuse.FusionSettings;
import io.athanor.streams.fuse.References;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;

/** The topology on a test bench: no broker, a clock that stands still, a registry in memory. */
final class Bench implements AutoCloseable {
  static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
  static final FusionSettings FUSION =
      new FusionSettings(
          Duration.ofHours(1),
          Duration.ofDays(1826),
          References.parse("wafer.band_gap=1.5 eV; wafer.thickness=100 nm"));
  static final Limits LIMITS =
      new Limits(Duration.ofDays(7), Duration.ofMinutes(5), 10_000, FUSION);

  final MeterRegistry metrics = new SimpleMeterRegistry();
  private final EventCodecs codecs;
  private final TopologyTestDriver driver;

  Bench(Path stateDirectory, String registry) {
    this(stateDirectory, codecs(registry), InstantSource.fixed(NOW));
  }

  Bench(Path stateDirectory, EventCodecs codecs) {
    this(stateDirectory, codecs, InstantSource.fixed(NOW));
  }

  Bench(Path stateDirectory, EventCodecs codecs, InstantSource clock) {
    this.codecs = codecs;
    Properties properties = properties();
    properties.put(StreamsConfig.STATE_DIR_CONFIG, stateDirectory.toString());
    this.driver = new TopologyTestDriver(topology(codecs, metrics, clock), properties, NOW);
  }

  static EventCodecs codecs(String registry) {
    return new EventCodecs(SerdeConfig.of(Map.of(SerdeConfig.URL, registry)));
  }

  static Topology topology(EventCodecs codecs, MeterRegistry metrics, InstantSource clock) {
    return PerceptionTopology.build(
        new StreamsConfig(properties()),
        codecs,
        LIMITS,
        new PerceptionMetrics(metrics, PerceptionTopology.SOURCES),
        clock);
  }

  private static Properties properties() {
    Properties properties = new Properties();
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "bench");
    properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "127.0.0.1:1");
    properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    properties.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
    return properties;
  }

  void report(ReadingReported reading) {
    pipe(Topics.READING_REPORTED, reading.getSampleId(), encode(Topics.READING_REPORTED, reading));
  }

  void propose(CandidateProposed proposed) {
    pipe(
        Topics.CANDIDATE_PROPOSED,
        proposed.getCandidateId(),
        encode(Topics.CANDIDATE_PROPOSED, proposed));
  }

  void simulate(SimulationCompleted computed) {
    pipe(
        Topics.SIMULATION_COMPLETED,
        computed.getCandidateId(),
        encode(Topics.SIMULATION_COMPLETED, computed));
  }

  void embed(LiteratureEmbedded document) {
    pipe(
        Topics.LITERATURE_EMBEDDED,
        document.getDocumentId(),
        encode(Topics.LITERATURE_EMBEDDED, document));
  }

  <T extends SpecificRecord> byte[] encode(Topic<T> topic, T event) {
    return codecs.codec(topic).encode(topic.name(), event);
  }

  void pipe(Topic<?> topic, String key, byte[] value) {
    pipe(topic, key == null ? null : key.getBytes(StandardCharsets.UTF_8), value, NOW);
  }

  void pipe(Topic<?> topic, byte[] key, byte[] value, Instant timestamp) {
    TestInputTopic<byte[], byte[]> input =
        driver.createInputTopic(topic.name(), new ByteArraySerializer(), new ByteArraySerializer());
    input.pipeInput(new TestRecord<>(key, value, timestamp));
  }

  List<TestRecord<String, ObservationDerived>> observations() {
    return read(Topics.OBSERVATION_DERIVED);
  }

  List<TestRecord<String, MaterialUpdated>> materials() {
    return read(Topics.MATERIAL_UPDATED);
  }

  List<TestRecord<String, PredictionRequested>> requests() {
    return read(Topics.PREDICTION_REQUESTED);
  }

  List<TestRecord<String, DriftDetected>> alarms() {
    return read(Topics.DRIFT_DETECTED);
  }

  List<DeadLetter> deadLetters() {
    return read(Topics.DEAD_LETTER_STREAMS).stream().map(TestRecord::value).toList();
  }

  private <T extends SpecificRecord> List<TestRecord<String, T>> read(Topic<T> topic) {
    return driver
        .createOutputTopic(
            topic.name(), new StringDeserializer(), codecs.serde(topic).deserializer())
        .readRecordsToList();
  }

  double count(String name, String tag, String value) {
    return metrics.get(name).tag(tag, value).counter().count();
  }

  @Override
  public void close() {
    driver.close();
    codecs.close();
  }
}
