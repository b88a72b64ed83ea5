package io.athanor.streams.topology;

import io.athanor.event.Candidate;
import io.athanor.event.MaterialChange;
import io.athanor.event.MaterialUpdated;
import io.athanor.event.PredictionMade;
import io.athanor.event.PropertyPrediction;
import io.athanor.event.PropertySummary;
import io.athanor.event.Quantity;
import io.athanor.event.StabilityAssessed;
import io.athanor.materials.stability.StabilityTerms;
import io.athanor.schemas.topic.Topic;
import io.athanor.schemas.topic.Topics;
import io.athanor.streams.stability.StabilitySettings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;

/** The assessment of stability on a test bench: no broker, a clock that stands still. */
final class StabilityBench implements AutoCloseable {
  static final String ENERGY = "formation_energy_per_atom";
  static final StabilitySettings SETTINGS =
      new StabilitySettings(true, StabilityTerms.DEFAULT, 0.024, 0.1);

  private final EventCodecs codecs;
  private final TopologyTestDriver driver;

  StabilityBench(Path stateDirectory, String registry) {
    this.codecs = Bench.codecs(registry);
    Properties properties = properties();
    properties.put(StreamsConfig.STATE_DIR_CONFIG, stateDirectory.toString());
    this.driver = new TopologyTestDriver(topology(codecs), properties, Bench.NOW);
  }

  static Topology topology(EventCodecs codecs) {
    SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    return StabilityTopology.build(
        new StreamsConfig(properties()),
        codecs,
        Bench.LIMITS,
        SETTINGS,
        new PerceptionMetrics(metrics, StabilityTopology.SOURCES),
        InstantSource.fixed(Bench.NOW));
  }

  private static Properties properties() {
    Properties properties = new Properties();
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "stability-bench");
    properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "127.0.0.1:1");
    properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    properties.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
    return properties;
  }

  /** A computation became known, or a material without one. */
  void computed(String formula, Double energy, String basis) {
    known(
        formula,
        "m-" + formula + energy,
        energy == null ? Map.of() : Map.of(ENERGY, summary(energy, "eV", basis)));
  }

  /** A material has these properties. */
  void known(String formula, String eventId, Map<String, PropertySummary> properties) {
    pipe(
        Topics.MATERIAL_UPDATED,
        Events.idOf(formula),
        MaterialUpdated.newBuilder()
            .setMeta(Events.meta(eventId).build())
            .setCandidateId(Events.idOf(formula))
            .setCandidate(
                Candidate.newBuilder()
                    .setCandidateId(Events.idOf(formula))
                    .setFormula(formula)
                    .build())
            .setChange(MaterialChange.MEASURED)
            .setProperties(properties)
            .setVersion(1)
            .build());
  }

  /** What computations say of the formation energy. */
  static PropertySummary summary(double value, String unit, String basis) {
    Quantity quantity = Events.quantity(value, unit);
    return PropertySummary.newBuilder()
        .setLatest(quantity)
        .setMean(quantity)
        .setOccurredAt(Bench.NOW)
        .setMethod("DFT/PBE")
        .setTechnique("simulation")
        .setProperty(ENERGY)
        .setBasis(basis)
        .build();
  }

  void predicted(String formula, String property, double energy, double epistemic) {
    pipe(
        Topics.PREDICTION_MADE,
        Events.idOf(formula),
        PredictionMade.newBuilder()
            .setMeta(Events.meta("p-" + formula + energy).build())
            .setCandidateId(Events.idOf(formula))
            .setRequestId("r-" + formula)
            .setCampaignIds(List.of())
            .setPredictions(
                List.of(
                    new PropertyPrediction(
                        property, "eV", energy, epistemic, 0.0, energy - 1, energy + 1, 0.9)))
            .setEmbedding(List.of(1f))
            .setModelName("model")
            .setModelDigest("ab12")
            .setOutOfDomain(0.0)
            .build());
  }

  <T extends SpecificRecord> void pipe(Topic<T> topic, String key, T event) {
    pipe(topic, key, codecs.codec(topic).encode(topic.name(), event));
  }

  void pipe(Topic<?> topic, String key, byte[] value) {
    driver
        .createInputTopic(topic.name(), new StringSerializer(), new ByteArraySerializer())
        .pipeInput(key, value);
  }

  /** What is said after the clock has moved on, in order. */
  List<StabilityAssessed> assessments() {
    driver.advanceWallClockTime(AssessStability.INTERVAL);
    return driver
        .createOutputTopic(
            Topics.STABILITY_ASSESSED.name(),
            new StringDeserializer(),
            codecs.serde(Topics.STABILITY_ASSESSED).deserializer())
        .readValuesToList();
  }

  /** The same, the last word by formula. */
  Map<String, StabilityAssessed> byFormula() {
    Map<String, StabilityAssessed> last = new TreeMap<>();
    assessments().forEach(each -> last.put(each.getFormula(), each));
    return last;
  }

  int deadLetters() {
    return driver
        .createOutputTopic(
            Topics.DEAD_LETTER_STREAMS.name(),
            new StringDeserializer(),
            codecs.serde(Topics.DEAD_LETTER_STREAMS).deserializer())
        .readValuesToList()
        .size();
  }

  @Override
  public void close() {
    driver.close();
    codecs.close();
  }
}
