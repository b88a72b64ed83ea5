package io.athanor.acquisition.topology;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.athanor.acquisition.analysis.AnalysisException;
import io.athanor.acquisition.analysis.CaseFile;
import io.athanor.acquisition.analysis.fork.ForkAnalysis;
import io.athanor.acquisition.analysis.why.WhyAnalysis;
import io.athanor.acquisition.journal.JournalEntry;
import io.athanor.event.AcquisitionKind;
import io.athanor.event.CampaignDefined;
import io.athanor.event.Candidate;
import io.athanor.event.CoverageReported;
import io.athanor.event.DeadLetter;
import io.athanor.event.ExperimentProposed;
import io.athanor.event.FeatureKind;
import io.athanor.event.InventedCandidate;
import io.athanor.event.InventionAnswered;
import io.athanor.event.InventionRequested;
import io.athanor.event.InventionTerms;
import io.athanor.event.MaterialChange;
import io.athanor.event.MaterialUpdated;
import io.athanor.event.Membership;
import io.athanor.event.Meta;
import io.athanor.event.ModelReleased;
import io.athanor.event.ObservationDerived;
import io.athanor.event.ObservedCandidate;
import io.athanor.event.Policy;
import io.athanor.event.Pool;
import io.athanor.event.PredictionMade;
import io.athanor.event.PropertyPrediction;
import io.athanor.event.Quantity;
import io.athanor.event.RolloutStage;
import io.athanor.event.SurrogateKind;
import io.athanor.schemas.rollout.Rollout;
import io.athanor.schemas.topic.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Versions of a model and waves of inventions as the topology meets them. */
class SwapTopologyTest {
  private static final String CAMPAIGN = "campaign-1";
  private static final int POOL = 8;

  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private final Driven topology = new Driven(() -> now);
  private final List<ExperimentProposed> proposals = new ArrayList<>();
  private int ids;

  @AfterEach
  void close() {
    topology.close();
  }

  private void define(double dryBelow) {
    topology.define(
        Driven.definition(CAMPAIGN, POOL)
            .setMeta(meta())
            .setSearch(new Pool(POOL, List.of()))
            .setPolicy(
                Policy.newBuilder()
                    .setAcquisition(AcquisitionKind.UPPER_CONFIDENCE_BOUND)
                    .setSurrogate(SurrogateKind.BAYESIAN_LINEAR)
                    .setFeatures(List.of(FeatureKind.EMBEDDING))
                    .build())
            .setBudget(200)
            .setParallelism(1)
            .setProposalSeconds(6000)
            .setSeed(3)
            .setInvention(
                InventionTerms.newBuilder().setCount(4).setWaves(2).setDryBelow(dryBelow).build())
            .build());
    for (int i = 0; i < POOL; i++) {
      topology.say(Topics.MATERIAL_UPDATED, "c-" + i, material(i));
    }
  }

  private MaterialUpdated material(int index) {
    return MaterialUpdated.newBuilder()
        .setMeta(meta())
        .setCandidateId("c-" + index)
        .setCandidate(
            Candidate.newBuilder().setCandidateId("c-" + index).setFormula("NaCl").build())
        .setChange(MaterialChange.ADMITTED)
        .setMemberships(List.of(new Membership(CAMPAIGN, index, null)))
        .setAdmittedTo(CAMPAIGN)
        .setVersion(1)
        .build();
  }

  private void release(int version, RolloutStage stage) {
    ModelReleased event =
        ModelReleased.newBuilder()
            .setMeta(meta())
            .setModelName("model")
            .setVersion("v" + version)
            .setDigest("digest-" + version)
            .setMetrics(Map.of())
            .setStage(stage)
            .setProperties(List.of("gap"))
            .setEmbeddingSize(2)
            .setCard("# a card that no campaign keeps")
            .build();
    topology.say(Topics.MODEL_RELEASED, Rollout.key(event), event);
  }

  private PredictionMade prediction(int version, int index) {
    float x = index / 8f;
    return PredictionMade.newBuilder()
        .setMeta(meta())
        .setCandidateId("c-" + index)
        .setRequestId("request-" + index)
        .setCampaignIds(List.of(CAMPAIGN))
        .setModelName("model")
        .setModelDigest("digest-" + version)
        .setEmbedding(List.of((float) version, version % 2 == 0 ? x : 1 - x * x))
        .setPredictions(List.of())
        .setOutOfDomain(0)
        .build();
  }

  private void score(int version, int from, int to) {
    for (int i = from; i < to; i++) {
      topology.say(Topics.PREDICTION_MADE, "c-" + i, prediction(version, i));
    }
  }

  private ObservationDerived observation(ExperimentProposed proposal) {
    double x = proposal.getPoolIndex() / 8.0;
    return ObservationDerived.newBuilder()
        .setMeta(meta())
        .setCampaignId(CAMPAIGN)
        .setExperimentId(proposal.getExperimentId())
        .setCandidateId(proposal.getCandidateId())
        .setSampleId("sample-" + proposal.getOrdinal())
        .setProperty("gap")
        .setQuantity(
            Quantity.newBuilder()
                .setValue((x - 0.4) * (x - 0.4))
                .setUnit("eV")
                .setSem(0.01)
                .build())
        .setTechnique("uv-vis")
        .setMethod("tauc-direct/1")
        .setFidelity("experiment")
        .setReadingId("reading-" + proposal.getOrdinal())
        .setReadingRecordedAt(now)
        .build();
  }

  /** Measures what is proposed, up to so many. */
  private void work(int most) {
    for (int i = 0; i < most; i++) {
      List<ExperimentProposed> next = topology.proposals();
      proposals.addAll(next);
      if (proposals.isEmpty() || next.isEmpty()) {
        return;
      }
      now = now.plusSeconds(1);
      topology.say(Topics.OBSERVATION_DERIVED, CAMPAIGN, observation(next.get(0)));
    }
  }

  private String lastDigest() {
    return proposals.get(proposals.size() - 1).getModelDigest();
  }

  private InventionAnswered answer(InventionRequested asked, int count) {
    return InventionAnswered.newBuilder()
        .setMeta(meta())
        .setCampaignId(CAMPAIGN)
        .setWave(asked.getWave())
        .setFirstIndex(asked.getFirstIndex())
        .setCandidates(
            IntStream.range(asked.getFirstIndex(), asked.getFirstIndex() + count)
                .mapToObj(i -> new InventedCandidate("c-" + i, i))
                .toList())
        .build();
  }

  private void derivesByteForByte() {
    Derivation derivation =
        new Derivation(new EventCodecs(Driven.REGISTRY), Driven.GRACE, CAMPAIGN);
    entries(topology, entry -> derivation.take(entry.key.get(), entry.value));
    List<Derivation.Derived> all = new ArrayList<>();
    derivation.deriveAll(all::add);
    assertThat(all).hasSize(proposals.size()).allMatch(Derivation.Derived::isExact);
    assertThat(derivation.derive(proposals.get(proposals.size() - 1).getExperimentId()))
        .hasValueSatisfying(one -> assertThat(one.isExact()).isTrue());
  }

  /** A question about the last proposal, which has seen every change. */
  private void isExplained() throws AnalysisException {
    ExperimentProposed last = proposals.get(proposals.size() - 1);
    JsonNode why =
        new WhyAnalysis()
            .answer(
                file(),
                JsonNodeFactory.instance
                    .objectNode()
                    .put("experimentId", last.getExperimentId())
                    .put("influence", 3));
    assertThat(why.at("/derivation/exact").asBoolean()).isTrue();
    assertThat(why.at("/acquisition/value").asDouble()).isEqualTo(last.getWhy().getValue());
  }

  private JsonNode fork(String request) throws AnalysisException {
    try {
      return new ForkAnalysis().answer(file(), new ObjectMapper().readTree(request));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private CaseFile file() {
    EventCodecs codecs = new EventCodecs(Driven.REGISTRY);
    SortedMap<Long, JournalEntry> entries = new TreeMap<>();
    entries(
        topology,
        each ->
            JournalRecord.of(codecs, each.key.get(), each.value)
                .ifPresent(record -> entries.put(record.sequence(), record.entry())));
    return new CaseFile(CAMPAIGN, List.copyOf(entries.values()), codecs, Driven.GRACE);
  }

  private static void entries(Driven of, Consumer<KeyValue<Bytes, byte[]>> reader) {
    KeyValueStore<Bytes, byte[]> store = of.driver.getKeyValueStore(Nodes.JOURNAL);
    try (KeyValueIterator<Bytes, byte[]> all = store.all()) {
      all.forEachRemaining(reader);
    }
  }

  @Test
  void shouldSwitchVersionsAndDeriveEveryProposalByteForByte() throws AnalysisException {
    release(0, RolloutStage.CHAMPION);
    define(Double.MIN_NORMAL);
    score(0, 0, POOL);
    work(2);
    assertThat(lastDigest()).isEqualTo("digest-0");
    release(1, RolloutStage.CHAMPION);
    score(1, 0, POOL - 1);
    work(1);
    assertThat(lastDigest()).as("one is missing").isEqualTo("digest-0");
    score(1, POOL - 1, POOL);
    work(2);
    assertThat(lastDigest()).isEqualTo("digest-1");
    release(1, RolloutStage.RETIRED);
    work(2);
    proposals.addAll(topology.proposals());
    assertThat(lastDigest()).as("rolled back").isEqualTo("digest-0");
    assertThat(topology.deadLetters()).isEmpty();
    derivesByteForByte();
    isExplained();
    JsonNode other = fork("{\"modelDigest\": \"digest-1\", \"at\": {\"ordinal\": 2}}");
    assertThat(other.at("/forked/picks")).isNotEmpty();
  }

  @Test
  void shouldGoOnFromTheJournalInTheMiddleOfASwap() {
    release(0, RolloutStage.CHAMPION);
    define(Double.MIN_NORMAL);
    score(0, 0, POOL);
    work(3);
    release(1, RolloutStage.CHAMPION);
    score(1, 0, POOL - 1);
    ExperimentProposed open = topology.proposals().get(0);
    try (Driven restarted = new Driven(() -> now)) {
      KeyValueStore<Bytes, byte[]> journal = restarted.driver.getKeyValueStore(Nodes.JOURNAL);
      entries(topology, entry -> journal.put(entry.key, entry.value));
      // its releases are not read yet: the journal knows them
      PredictionMade rest = prediction(1, POOL - 1);
      ObservationDerived outcome = observation(open);
      for (Driven each : List.of(topology, restarted)) {
        each.say(Topics.PREDICTION_MADE, "c-7", rest);
        each.say(Topics.OBSERVATION_DERIVED, CAMPAIGN, outcome);
      }
      ExperimentProposed here = topology.proposals().get(0);
      ExperimentProposed there = restarted.proposals().get(0);
      assertThat(here.getModelDigest()).isEqualTo("digest-1");
      assertThat(ExperimentProposed.newBuilder(there).setOffsetsSeen(here.getOffsetsSeen()).build())
          .as("equal but for the offsets of another log")
          .isEqualTo(here);
    }
  }

  @Test
  void shouldLoseNothingInAHundredSwaps() {
    release(0, RolloutStage.CHAMPION);
    define(1);
    score(0, 0, POOL);
    int size = POOL;
    for (int swap = 1; swap <= 100; swap++) {
      release(swap, RolloutStage.CHAMPION);
      score(swap, 0, size);
      now = now.plusSeconds(1);
      work(1);
      for (InventionRequested asked : topology.inventions()) {
        topology.say(Topics.INVENTION_ANSWERED, CAMPAIGN, answer(asked, 4));
        for (int i = 0; i < 4; i++) {
          topology.say(Topics.MATERIAL_UPDATED, "c-" + (size + i), material(size + i));
        }
        score(swap, size, size + 4);
        size += 4;
      }
    }
    assertThat(size).as("both waves were answered").isEqualTo(POOL + 8);
    assertThat(proposals).hasSize(size);
    assertThat(proposals.stream().map(ExperimentProposed::getCandidateId))
        .as("everything was proposed, and once")
        .doesNotHaveDuplicates();
    assertThat(proposals.stream().map(ExperimentProposed::getModelDigest).distinct().count())
        .isGreaterThan(10);
    assertThat(topology.deadLetters()).isEmpty();
    derivesByteForByte();
  }

  @Test
  void shouldAskForInventionsAndTakeThemInAnyOrder() throws AnalysisException {
    release(0, RolloutStage.CHAMPION);
    define(1);
    score(0, 0, POOL);
    List<InventionRequested> asked = new ArrayList<>();
    for (int i = 0; i < POOL && asked.isEmpty(); i++) {
      work(1);
      asked.addAll(topology.inventions());
    }
    InventionRequested wave = asked.get(0);
    assertThat(wave.getDefinition().getCampaignId()).isEqualTo(CAMPAIGN);
    assertThat(wave.getFirstIndex()).isEqualTo(POOL);
    assertThat(wave.getCount()).isEqualTo(4);
    assertThat(wave.getModelDigest()).isEqualTo("digest-0");
    assertThat(wave.getObserved())
        .isNotEmpty()
        .allMatch(each -> each.getCandidate().getFormula().equals("NaCl"))
        .extracting(ObservedCandidate::getValues)
        .allMatch(values -> values.containsKey("gap"));
    score(0, POOL, POOL + 2);
    topology.say(Topics.INVENTION_ANSWERED, CAMPAIGN, answer(wave, 2));
    topology.say(Topics.INVENTION_ANSWERED, CAMPAIGN, answer(wave, 2));
    for (int i = POOL; i < POOL + 2; i++) {
      topology.say(Topics.MATERIAL_UPDATED, "c-" + i, material(i));
    }
    work(20);
    assertThat(proposals.stream().map(ExperimentProposed::getPoolIndex))
        .contains(POOL, POOL + 1)
        .doesNotHaveDuplicates();
    assertThat(topology.deadLetters()).isEmpty();
    derivesByteForByte();
    isExplained();
    JsonNode again = fork("{\"at\": {\"ordinal\": 3}}");
    assertThat(again.get("same").asBoolean()).isTrue();
    assertThat(again.get("followed").asInt()).isEqualTo(proposals.size() - 3);
    assertThat(again.at("/identical/equal").asInt())
        .isEqualTo(again.at("/identical/compared").asInt())
        .isEqualTo(proposals.size() - 3);
  }

  @Test
  void shouldGoOnFromTheJournalInTheMiddleOfAWaveAndEndItWhenItIsOverdue() {
    release(0, RolloutStage.CHAMPION);
    define(1);
    score(0, 0, POOL);
    List<InventionRequested> asked = new ArrayList<>();
    while (asked.isEmpty()) {
      work(1);
      asked.addAll(topology.inventions());
    }
    topology.say(Topics.INVENTION_ANSWERED, CAMPAIGN, answer(asked.get(0), 3));
    for (int i = POOL; i < POOL + 2; i++) {
      topology.say(Topics.MATERIAL_UPDATED, "c-" + i, material(i));
    }
    score(0, POOL, POOL + 2);
    try (Driven restarted = new Driven(() -> now)) {
      KeyValueStore<Bytes, byte[]> journal = restarted.driver.getKeyValueStore(Nodes.JOURNAL);
      entries(topology, entry -> journal.put(entry.key, entry.value));
      now = now.plus(Driven.GRACE).plusSeconds(5);
      for (Driven each : List.of(topology, restarted)) {
        each.driver.advanceWallClockTime(Duration.ofSeconds(2));
        each.driver.advanceWallClockTime(Duration.ofSeconds(2));
      }
      work(20);
      assertThat(proposals.stream().map(ExperimentProposed::getPoolIndex))
          .as("the one that never came is not waited for")
          .contains(POOL, POOL + 1)
          .doesNotContain(POOL + 2);
      List<String> here = new ArrayList<>();
      List<String> there = new ArrayList<>();
      entries(topology, entry -> here.add(entry.key.toString()));
      entries(restarted, entry -> there.add(entry.key.toString()));
      assertThat(here).as("both ended the wave").containsAll(there);
    }
    derivesByteForByte();
  }

  @Test
  void shouldSayWhatIntervalsCameToAlsoWhereAWaveEndsOverdue() {
    release(0, RolloutStage.CHAMPION);
    define(1);
    score(0, 0, POOL);
    List<InventionRequested> asked = new ArrayList<>();
    while (asked.isEmpty()) {
      work(1);
      asked.addAll(topology.inventions());
    }
    topology.say(Topics.INVENTION_ANSWERED, CAMPAIGN, answer(asked.get(0), 2));
    topology.say(Topics.MATERIAL_UPDATED, "c-8", material(POOL));
    topology.say(
        Topics.PREDICTION_MADE,
        "c-8",
        PredictionMade.newBuilder(prediction(0, POOL))
            .setPredictions(
                List.of(new PropertyPrediction("gap", "eV", 1.0, 0.1, 0.1, 0.9, 1.1, 0.9)))
            .build());
    topology.say(
        Topics.OBSERVATION_DERIVED,
        CAMPAIGN,
        ObservationDerived.newBuilder(observation(proposals.get(0)))
            .setMeta(meta())
            .setExperimentId(null)
            .setCandidateId("c-8")
            .setReadingId("reading-early")
            .build());
    assertThat(topology.coverages())
        .as("it is not in the pool")
        .extracting(CoverageReported::getSubject)
        .doesNotContain("model");
    now = now.plus(Driven.GRACE).plusSeconds(5);
    topology.driver.advanceWallClockTime(Duration.ofSeconds(2));
    assertThat(topology.coverages())
        .extracting(CoverageReported::getSubject)
        .containsExactly("model");
    assertThat(topology.deadLetters()).isEmpty();
  }

  @Test
  void shouldAnswerWhatCannotBeWithADeadLetterAndGoOn() {
    release(0, RolloutStage.CHAMPION);
    define(1);
    score(0, 0, POOL);
    List<InventionRequested> asked = new ArrayList<>();
    while (asked.isEmpty()) {
      work(1);
      asked.addAll(topology.inventions());
    }
    topology.say(Topics.INVENTION_ANSWERED, CAMPAIGN, answer(asked.get(0), 5));
    InventionAnswered other = answer(asked.get(0), 1);
    topology.say(
        Topics.INVENTION_ANSWERED,
        CAMPAIGN,
        InventionAnswered.newBuilder(other).setCampaignId("campaign-2").build());
    topology.say(
        Topics.INVENTION_ANSWERED,
        CAMPAIGN,
        InventionAnswered.newBuilder(other).setWave(7).build());
    assertThat(topology.deadLetters())
        .extracting(DeadLetter::getReason)
        .satisfiesExactly(
            reason -> assertThat(reason).contains("candidate c-12 has place 12"),
            reason -> assertThat(reason).contains("'campaign-2' is not the record's key"),
            reason -> assertThat(reason).contains("wave 7 was not asked for"));
    topology.define(
        Driven.definition("campaign-3", 2)
            .setMeta(meta())
            .setBudget(2)
            .setSeed(1)
            .setInvention(InventionTerms.newBuilder().setAllowed(List.of("Xx")).build())
            .build());
    assertThat(topology.deadLetters())
        .singleElement()
        .extracting(DeadLetter::getReason)
        .asString()
        .contains("invention.allowed 'Xx' is no element");
    CampaignDefined itself =
        Driven.definition("campaign-4", 2)
            .setMeta(meta())
            .setBudget(2)
            .setSeed(1)
            .setPolicy(
                Policy.newBuilder()
                    .setAcquisition(AcquisitionKind.UPPER_CONFIDENCE_BOUND)
                    .setSurrogate(SurrogateKind.GAUSSIAN_PROCESS)
                    .setFeatures(List.of(FeatureKind.PARAMETERS))
                    .setTransferFrom(List.of("campaign-4"))
                    .build())
            .build();
    topology.define(itself);
    assertThat(topology.deadLetters())
        .singleElement()
        .extracting(DeadLetter::getReason)
        .asString()
        .contains("policy.transferFrom must not be the campaign itself");
    topology.say(Topics.INVENTION_ANSWERED, CAMPAIGN, answer(asked.get(0), 0));
    work(20);
    assertThat(proposals).hasSize(POOL);
  }

  private Meta meta() {
    return Meta.newBuilder()
        .setId("event-%06d".formatted(ids++))
        .setSource("test")
        .setOccurredAt(now)
        .setRecordedAt(now)
        .build();
  }
}
