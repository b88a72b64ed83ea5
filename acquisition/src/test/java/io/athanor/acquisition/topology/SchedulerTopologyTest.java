package io.athanor.acquisition.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.athanor.acquisition.scheduling.SchedulerConfig;
import io.athanor.acquisition.scheduling.SchedulerTerms;
import io.athanor.event.AcquisitionBreakdown;
import io.athanor.event.CampaignState;
import io.athanor.event.Candidate;
import io.athanor.event.CapacityGranted;
import io.athanor.event.DeadLetter;
import io.athanor.event.Dispatch;
import io.athanor.event.DispatchMode;
import io.athanor.event.ExperimentProgressed;
import io.athanor.event.ExperimentProposed;
import io.athanor.event.ExperimentState;
import io.athanor.event.HaltDeclared;
import io.athanor.event.InstrumentRegistered;
import io.athanor.event.InstrumentState;
import io.athanor.event.Meta;
import io.athanor.event.RecipeStep;
import io.athanor.schemas.serde.AvroCodec;
import io.athanor.schemas.serde.SchemaRegistries;
import io.athanor.schemas.serde.SerdeConfig;
import io.athanor.schemas.topic.Topic;
import io.athanor.schemas.topic.Topics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SchedulerTopologyTest {
  private static final SerdeConfig REGISTRY =
      SerdeConfig.of(Map.of(SerdeConfig.URL, "mock://scheduler-topology"));
  private static final String CAMPAIGN = "campaign-1";

  private final AcquisitionTopologyTest.Clock clock = new AcquisitionTopologyTest.Clock();
  private final SchedulerCodecs codecs = new SchedulerCodecs(REGISTRY);
  private TopologyTestDriver driver = driver();
  private int ids;

  private Topology topology(Duration gather) {
    return SchedulerTopology.build(
        new StreamsConfig(properties()),
        new SchedulerConfig(
            "scheduler-test", Duration.ofSeconds(1), gather, SchedulerTerms.standard()),
        codecs,
        new SchedulerMetrics(new SimpleMeterRegistry()),
        clock);
  }

  private TopologyTestDriver driver() {
    return driver(Duration.ZERO);
  }

  private TopologyTestDriver driver(Duration gather) {
    return new TopologyTestDriver(topology(gather), properties(), clock.instant());
  }

  private static Properties properties() {
    Properties properties = new Properties();
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "scheduler-test");
    properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "127.0.0.1:1");
    properties.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
    properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    return properties;
  }

  @AfterEach
  void close() {
    driver.close();
    codecs.close();
  }

  private Meta meta() {
    return Meta.newBuilder()
        .setId("event-" + ids++)
        .setSource("test")
        .setOccurredAt(clock.instant())
        .setRecordedAt(clock.instant())
        .build();
  }

  private <T extends SpecificRecord> void say(Topic<T> topic, String key, T event) {
    AvroCodec<T> codec = new AvroCodec<>(SchemaRegistries.open(REGISTRY), true, topic.type());
    driver
        .createInputTopic(topic.name(), new StringSerializer(), new ByteArraySerializer())
        .pipeInput(key, codec.encode(topic.name(), event), clock.instant());
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

  private List<CapacityGranted> grants() {
    return heard(Topics.CAPACITY_GRANTED);
  }

  /** Steps that the scheduler said; a test driver brings them back by itself. */
  private List<ExperimentProgressed> steps() {
    return heard(Topics.EXPERIMENT_PROGRESSED);
  }

  private void instrument(String id, int capacity, InstrumentState state) {
    say(
        Topics.INSTRUMENT_REGISTERED,
        id,
        InstrumentRegistered.newBuilder()
            .setMeta(meta())
            .setInstrumentId(id)
            .setName(id)
            .setTechniques(List.of("xrd"))
            .setCapacity(capacity)
            .setState(state)
            .build());
  }

  private Dispatch dispatch() {
    return Dispatch.newBuilder()
        .setMode(DispatchMode.SCHEDULED)
        .setRecipe(List.of(RecipeStep.newBuilder().setName("measure").setTechnique("xrd").build()))
        .build();
  }

  private void define(Dispatch dispatch) {
    say(
        Topics.CAMPAIGN_DEFINED,
        CAMPAIGN,
        Driven.definition(CAMPAIGN, 3)
            .setMeta(meta())
            .setBudget(100)
            .setParallelism(8)
            .setSeed(3)
            .setState(CampaignState.OPEN)
            .setDispatch(dispatch)
            .build());
  }

  private void propose(String experimentId) {
    say(
        Topics.EXPERIMENT_PROPOSED,
        CAMPAIGN,
        ExperimentProposed.newBuilder()
            .setMeta(meta())
            .setCampaignId(CAMPAIGN)
            .setExperimentId(experimentId)
            .setOrdinal(0)
            .setCandidateId("c-1")
            .setCandidate(
                Candidate.newBuilder()
                    .setCandidateId("c-1")
                    .setParameters(Map.of("x", 0.5))
                    .build())
            .setPoolIndex(0)
            .setObjective("gap")
            .setWhy(
                AcquisitionBreakdown.newBuilder()
                    .setFunction("test")
                    .setValue(0)
                    .setObservations(0)
                    .setPending(0)
                    .build())
            .setRunnersUp(List.of())
            .setSeed(1)
            .setOffsetsSeen(List.of())
            .setProposedAt(clock.instant())
            .setExpiresAt(clock.instant().plusSeconds(3600))
            .setDispatch(dispatch())
            .build());
  }

  private ExperimentProgressed.Builder step(String experimentId, ExperimentState state) {
    return ExperimentProgressed.newBuilder()
        .setMeta(meta())
        .setCampaignId(CAMPAIGN)
        .setExperimentId(experimentId)
        .setState(state)
        .setLeaseEpoch(1)
        .setWorker("robot")
        .setLeaseExpiresAt(clock.instant().plusSeconds(600));
  }

  private void say(ExperimentProgressed step) {
    say(Topics.EXPERIMENT_PROGRESSED, CAMPAIGN, step);
  }

  private void lease(String experimentId, String instrumentId) {
    say(step(experimentId, ExperimentState.LEASED).setInstrumentId(instrumentId).build());
  }

  private void pass(Duration time) {
    clock.pass(time);
    driver.advanceWallClockTime(time);
  }

  @Test
  void shouldGrantOnceAndOfferWhatFits() {
    instrument("xrd-1", 2, InstrumentState.ONLINE);
    define(dispatch());
    assertThat(grants())
        .singleElement()
        .satisfies(
            grant -> {
              assertThat(grant.getSlots()).isEqualTo(2);
              assertThat(grant.getDemand()).isEqualTo(8);
              assertThat(grant.getCapacity()).isEqualTo(2);
              assertThat(grant.getReason()).contains("the instruments for 'xrd'");
            });
    for (String each : List.of("e1", "e2", "e3")) {
      propose(each);
    }
    assertThat(steps())
        .extracting(ExperimentProgressed::getExperimentId, ExperimentProgressed::getInstrumentId)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("e1", "xrd-1"),
            org.assertj.core.groups.Tuple.tuple("e2", "xrd-1"));
    pass(Duration.ofSeconds(2));
    assertThat(steps()).as("nothing is new").isEmpty();
    assertThat(grants()).isEmpty();
    lease("e1", "xrd-1");
    say(step("e1", ExperimentState.RUNNING).build());
    say(step("e1", ExperimentState.SUCCEEDED).build());
    assertThat(steps())
        .singleElement()
        .extracting(ExperimentProgressed::getExperimentId)
        .isEqualTo("e3");
  }

  @Test
  void shouldDecideOnceAboutWhatComesTogether() {
    driver.close();
    driver = driver(Duration.ofMillis(20));
    instrument("xrd-1", 2, InstrumentState.ONLINE);
    define(dispatch());
    instrument("xrd-2", 3, InstrumentState.ONLINE);
    assertThat(grants()).isEmpty();
    driver.advanceWallClockTime(Duration.ofMillis(20));
    assertThat(grants()).singleElement().extracting(CapacityGranted::getSlots).isEqualTo(5);
    driver.advanceWallClockTime(Duration.ofMillis(20));
    assertThat(grants()).isEmpty();
  }

  @Test
  void shouldGrantNothingToACampaignThatDidNotAsk() {
    instrument("xrd-1", 2, InstrumentState.ONLINE);
    define(null);
    assertThat(grants()).isEmpty();
  }

  @Test
  void shouldMoveAnOfferFromAnInstrumentThatLeaves() {
    instrument("a", 1, InstrumentState.ONLINE);
    define(dispatch());
    propose("e1");
    assertThat(steps()).hasSize(1);
    instrument("b", 1, null);
    instrument("a", 1, InstrumentState.DRAINING);
    assertThat(steps())
        .singleElement()
        .extracting(ExperimentProgressed::getInstrumentId)
        .isEqualTo("b");
  }

  @Test
  void shouldStandStillDuringAStop() {
    instrument("a", 1, InstrumentState.ONLINE);
    define(dispatch());
    assertThat(grants()).extracting(CapacityGranted::getSlots).containsExactly(1);
    halt(true);
    assertThat(grants()).extracting(CapacityGranted::getSlots).containsExactly(0);
    propose("e1");
    assertThat(steps()).isEmpty();
    halt(false);
    assertThat(grants()).extracting(CapacityGranted::getSlots).containsExactly(1);
    assertThat(steps()).hasSize(1);
  }

  private void halt(boolean halted) {
    say(
        Topics.HALT_DECLARED,
        "all",
        HaltDeclared.newBuilder()
            .setMeta(meta())
            .setScope("all")
            .setHalted(halted)
            .setEpoch(1)
            .setBy("somebody")
            .build());
  }

  @Test
  void shouldTakeAStepThatComesBeforeItsProposal() {
    instrument("a", 1, InstrumentState.ONLINE);
    define(dispatch());
    say(step("e1", ExperimentState.CANCELLED).setLeaseEpoch(0).setWorker(null).build());
    propose("e1");
    assertThat(steps()).as("it is over").isEmpty();
    assertThat(kept()).noneMatch(key -> key.startsWith("PRO/") || key.startsWith("EAR/"));
  }

  @Test
  void shouldGoOnAfterARestartWhereItWasAndKeepNothingThatIsOver() {
    instrument("a", 2, InstrumentState.ONLINE);
    define(dispatch());
    propose("e1");
    propose("e2");
    lease("e1", "a");
    say(step("e1", ExperimentState.RUNNING).build());
    assertThat(steps()).hasSize(2);
    assertThat(grants()).hasSize(1);
    List<KeyValue<Bytes, byte[]>> before = entries();
    driver.close();
    driver = driver();
    KeyValueStore<Bytes, byte[]> store = driver.getKeyValueStore(SchedulerTopology.STORE);
    before.forEach(entry -> store.put(entry.key, entry.value));
    pass(Duration.ofSeconds(2));
    propose("e3");
    assertThat(steps()).as("both places are taken").isEmpty();
    assertThat(grants()).as("the grant holds").isEmpty();
    say(step("e1", ExperimentState.SUCCEEDED).build());
    assertThat(steps())
        .singleElement()
        .extracting(ExperimentProgressed::getExperimentId)
        .isEqualTo("e3");
    assertThat(kept())
        .contains("PRO/e2", "PRO/e3", "JOB/e2", "LED/campaign-1")
        .doesNotContain("PRO/e1", "JOB/e1", "OFF/e1", "OFF/e2", "OFF/e3");
  }

  private List<KeyValue<Bytes, byte[]>> entries() {
    KeyValueStore<Bytes, byte[]> store = driver.getKeyValueStore(SchedulerTopology.STORE);
    List<KeyValue<Bytes, byte[]>> all = new ArrayList<>();
    try (KeyValueIterator<Bytes, byte[]> entries = store.all()) {
      entries.forEachRemaining(all::add);
    }
    return all;
  }

  private List<String> kept() {
    return entries().stream()
        .map(entry -> new String(entry.key.get(), StandardCharsets.UTF_8))
        .toList();
  }

  @Test
  void shouldSetAsideWhatItCannotRead() {
    driver
        .createInputTopic(
            Topics.INSTRUMENT_REGISTERED.name(), new StringSerializer(), new ByteArraySerializer())
        .pipeInput("a", new byte[] {1, 2, 3}, clock.instant());
    assertThat(heard(Topics.DEAD_LETTER_ACQUISITION))
        .singleElement()
        .extracting(DeadLetter::getTopic)
        .isEqualTo(Topics.INSTRUMENT_REGISTERED.name());
  }

  @Test
  void shouldKeepItsShape() throws IOException {
    String described = topology(Duration.ZERO).describe().toString();
    Path golden = Path.of("src", "test", "resources", "topology", "athanor-scheduler.txt");
    if (Boolean.getBoolean("athanor.golden.write")) {
      Files.writeString(golden, described);
    }
    assertThat(described).isEqualTo(Files.readString(golden));
  }
}
