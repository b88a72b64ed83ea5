package io.athanor.acquisition.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.athanor.event.AcquisitionKind;
import io.athanor.event.CampaignDefined;
import io.athanor.event.Candidate;
import io.athanor.event.DeadLetter;
import io.athanor.event.ExperimentProgressed;
import io.athanor.event.ExperimentProposed;
import io.athanor.event.ExperimentState;
import io.athanor.event.FeatureKind;
import io.athanor.event.MaterialChange;
import io.athanor.event.MaterialUpdated;
import io.athanor.event.Membership;
import io.athanor.event.Meta;
import io.athanor.event.ObservationDerived;
import io.athanor.event.Parameter;
import io.athanor.event.ParameterKind;
import io.athanor.event.Policy;
import io.athanor.event.Pool;
import io.athanor.event.PredictionMade;
import io.athanor.event.PredictionRequested;
import io.athanor.event.ProcessSpace;
import io.athanor.event.PropertyPrediction;
import io.athanor.event.Quantity;
import io.athanor.event.SpaceConstraint;
import io.athanor.event.SurrogateKind;
import io.athanor.schemas.serde.AvroCodec;
import io.athanor.schemas.topic.Topics;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.TopologyDescription;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AcquisitionTopologyTest {
  private static final String CAMPAIGN = "campaign-1";
  private static final int POOL = 12;

  /** Time that moves when told. */
  static final class Clock implements InstantSource {
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    @Override
    public Instant instant() {
      return now;
    }

    void pass(Duration time) {
      now = now.plus(time);
    }
  }

  private final Clock clock = new Clock();
  private final Driven topology = new Driven(clock);
  private int ids;

  @AfterEach
  void close() {
    topology.close();
  }

  private Meta meta() {
    return Meta.newBuilder()
        .setId("event-" + ids++)
        .setSource("test")
        .setOccurredAt(clock.instant())
        .setRecordedAt(clock.instant())
        .build();
  }

  private static Parameter axis(String name) {
    return Parameter.newBuilder()
        .setName(name)
        .setKind(ParameterKind.CONTINUOUS)
        .setLow(0.0)
        .setHigh(1.0)
        .build();
  }

  private CampaignDefined definition(Object search, FeatureKind... features) {
    return Driven.definition(CAMPAIGN, POOL)
        .setMeta(meta())
        .setSearch(search)
        .setPolicy(
            Policy.newBuilder()
                .setAcquisition(AcquisitionKind.UPPER_CONFIDENCE_BOUND)
                .setSurrogate(SurrogateKind.GAUSSIAN_PROCESS)
                .setFeatures(List.of(features))
                .build())
        .setBudget(6)
        .setParallelism(1)
        .setProposalSeconds(600)
        .setSeed(3)
        .build();
  }

  private void pool(FeatureKind... features) {
    topology.define(definition(new Pool(POOL, List.of(axis("x"))), features));
    for (int i = 0; i < POOL; i++) {
      admit(i);
    }
  }

  private void admit(int index) {
    topology.say(
        Topics.MATERIAL_UPDATED,
        "c-" + index,
        MaterialUpdated.newBuilder()
            .setMeta(meta())
            .setCandidateId("c-" + index)
            .setCandidate(
                Candidate.newBuilder()
                    .setCandidateId("c-" + index)
                    .setParameters(Map.of("x", index / 10.0))
                    .setLabels(Map.of("row", "" + index))
                    .build())
            .setChange(MaterialChange.ADMITTED)
            .setMemberships(List.of(new Membership(CAMPAIGN, index, null)))
            .setAdmittedTo(CAMPAIGN)
            .setVersion(1)
            .build());
  }

  private ObservationDerived observation(ExperimentProposed proposal, double millielectronvolt) {
    return ObservationDerived.newBuilder()
        .setMeta(meta())
        .setCampaignId(CAMPAIGN)
        .setExperimentId(proposal.getExperimentId())
        .setCandidateId(proposal.getCandidateId())
        .setSampleId("sample-" + proposal.getOrdinal())
        .setProperty("gap")
        .setQuantity(Quantity.newBuilder().setValue(millielectronvolt).setUnit("meV").build())
        .setTechnique("uv-vis")
        .setMethod("tauc-direct/1")
        .setFidelity("experiment")
        .setReadingId("reading-" + proposal.getOrdinal())
        .setReadingRecordedAt(clock.instant())
        .build();
  }

  private void measure(ExperimentProposed proposal) {
    double x = proposal.getPoolIndex() / 10.0;
    topology.say(
        Topics.OBSERVATION_DERIVED,
        CAMPAIGN,
        observation(proposal, 1000 * (1 + (x - 0.4) * (x - 0.4))));
  }

  private ExperimentProgressed step(ExperimentProposed proposal, ExperimentState state) {
    return ExperimentProgressed.newBuilder()
        .setMeta(meta())
        .setCampaignId(CAMPAIGN)
        .setExperimentId(proposal.getExperimentId())
        .setState(state)
        .setLeaseEpoch(1)
        .setWorker("robot")
        .setLeaseExpiresAt(clock.instant().plusSeconds(60))
        .build();
  }

  private void passTime(Duration time) {
    clock.pass(time);
    topology.driver.advanceWallClockTime(time);
  }

  @Test
  void shouldCloseTheLoopOverAPool() {
    pool(FeatureKind.PARAMETERS);
    List<ExperimentProposed> all = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      clock.pass(Duration.ofSeconds(1));
      List<ExperimentProposed> next = topology.proposals();
      assertThat(next).hasSize(1);
      all.add(next.get(0));
      measure(next.get(0));
    }
    assertThat(topology.proposals()).as("the budget is used").isEmpty();
    assertThat(all.stream().map(ExperimentProposed::getCandidateId)).doesNotHaveDuplicates();
    ExperimentProposed last = all.get(5);
    assertThat(last.getWhy().getFunction()).isEqualTo("upper-confidence-bound");
    assertThat(last.getWhy().getObservations()).isEqualTo(5);
    assertThat(last.getWhy().getMean()).as("in eV").isBetween(0.5, 2.0);
    assertThat(last.getRunnersUp()).hasSize(3);
    assertThat(last.getCandidate().getLabels()).containsEntry("row", "" + last.getPoolIndex());
    assertThat(last.getTriggerRecordedAt()).isEqualTo(last.getProposedAt());
    assertThat(last.getOffsetsSeen().toString())
        .contains("observation-derived", "material-updated");
    assertThat(last.getExpiresAt()).isEqualTo(last.getProposedAt().plusSeconds(600));
    assertThat(topology.deadLetters()).isEmpty();
  }

  @Test
  void shouldCountAnObservationOnce() {
    pool(FeatureKind.PARAMETERS);
    ExperimentProposed first = topology.proposals().get(0);
    measure(first);
    measure(first);
    assertThat(topology.proposals()).hasSize(1);
    assertThat(topology.deadLetters()).isEmpty();
  }

  @Test
  void shouldWaitForPredictionsWhereTheyAreFeatures() {
    pool(FeatureKind.PARAMETERS, FeatureKind.PREDICTION);
    assertThat(topology.proposals()).isEmpty();
    for (int i = 1; i < POOL; i++) {
      predict(i, 1f);
    }
    assertThat(topology.proposals()).isEmpty();
    topology.say(Topics.DEAD_LETTER_INFERENCE_WORKER, "c-0", notScorable("c-0"));
    assertThat(topology.proposals())
        .singleElement()
        .extracting(ExperimentProposed::getModelDigest)
        .isEqualTo("digest");
  }

  @Test
  void shouldRefuseAnEmbeddingThatIsNoNumber() {
    pool(FeatureKind.PARAMETERS, FeatureKind.PREDICTION);
    predict(1, Float.NaN);
    assertThat(topology.deadLetters())
        .singleElement()
        .satisfies(
            letter -> {
              assertThat(letter.getCode()).isEqualTo("not-finite");
              assertThat(letter.getField()).isEqualTo("embedding[0]");
            });
    for (int i = 0; i < POOL; i++) {
      predict(i, 1f);
    }
    assertThat(topology.proposals()).hasSize(1);
  }

  private void predict(int index, float feature) {
    topology.say(
        Topics.PREDICTION_MADE,
        "c-" + index,
        PredictionMade.newBuilder()
            .setMeta(meta())
            .setCandidateId("c-" + index)
            .setRequestId("request-" + index)
            .setCampaignIds(List.of(CAMPAIGN))
            .setPredictions(
                List.of(
                    new PropertyPrediction("gap", "eV", (double) index, 0.1, 0.1, 0.0, 1.0, 0.9)))
            .setEmbedding(List.of(feature))
            .setModelName("model")
            .setModelDigest("digest")
            .setOutOfDomain(0)
            .build());
  }

  private DeadLetter notScorable(String candidateId) {
    PredictionRequested request =
        PredictionRequested.newBuilder()
            .setMeta(meta())
            .setCandidateId(candidateId)
            .setCandidate(Candidate.newBuilder().setCandidateId(candidateId).build())
            .setCampaignIds(List.of(CAMPAIGN))
            .setLiterature(List.of())
            .build();
    AvroCodec<PredictionRequested> codec = AvroCodec.of(Driven.REGISTRY, PredictionRequested.class);
    return DeadLetter.newBuilder()
        .setMeta(meta())
        .setApplication("inference-worker")
        .setTopic(Topics.PREDICTION_REQUESTED.name())
        .setPartition(0)
        .setOffset(0)
        .setTimestamp(clock.instant())
        .setValue(ByteBuffer.wrap(codec.encode(Topics.PREDICTION_REQUESTED.name(), request)))
        .setCode("not-scorable")
        .setReason("no formula")
        .build();
  }

  @Test
  void shouldProposeRecipesOnASimplex() {
    topology.define(
        definition(
            ProcessSpace.newBuilder()
                .setParameters(List.of(axis("a"), axis("b"), axis("c")))
                .setConstraint(SpaceConstraint.SIMPLEX)
                .build(),
            FeatureKind.PARAMETERS));
    for (int i = 0; i < 4; i++) {
      ExperimentProposed proposal = topology.proposals().get(0);
      Map<String, Object> recipe = proposal.getCandidate().getParameters();
      double sum = recipe.values().stream().mapToDouble(each -> (Double) each).sum();
      assertThat(sum).isCloseTo(1, org.assertj.core.api.Assertions.within(1e-9));
      assertThat(proposal.getPoolIndex()).isEqualTo(-1);
      assertThat(proposal.getCandidateId()).startsWith("c-");
      topology.say(
          Topics.OBSERVATION_DERIVED,
          CAMPAIGN,
          observation(proposal, 100 * (Double) recipe.get("a")));
    }
  }

  @Test
  void shouldExpireWhatNobodyLeasesAndLeasesThatAreNotRenewed() {
    pool(FeatureKind.PARAMETERS);
    ExperimentProposed first = topology.proposals().get(0);
    topology.say(Topics.EXPERIMENT_PROGRESSED, CAMPAIGN, step(first, ExperimentState.LEASED));
    passTime(Duration.ofSeconds(61));
    List<ExperimentProgressed> said = topology.steps();
    assertThat(said)
        .singleElement()
        .extracting(ExperimentProgressed::getState)
        .isEqualTo(ExperimentState.EXPIRED);
    assertThat(said.get(0).getLeaseEpoch()).isEqualTo(1);
    topology.say(Topics.EXPERIMENT_PROGRESSED, CAMPAIGN, said.get(0));
    assertThat(topology.proposals()).as("free to be leased again").isEmpty();
    passTime(Duration.ofSeconds(600));
    List<ExperimentProgressed> over = topology.steps();
    assertThat(over).hasSize(1);
    assertThat(topology.proposals())
        .as("not before the log says so, whoever reads first")
        .hasSizeLessThanOrEqualTo(1);
  }

  @Test
  void shouldGoOnFromTheJournalAlone() {
    pool(FeatureKind.PARAMETERS);
    ExperimentProposed first = topology.proposals().get(0);
    measure(first);
    ExperimentProposed second = topology.proposals().get(0);
    try (Driven restarted = new Driven(clock)) {
      KeyValueStore<Bytes, byte[]> from = topology.driver.getKeyValueStore(Nodes.JOURNAL);
      KeyValueStore<Bytes, byte[]> to = restarted.driver.getKeyValueStore(Nodes.JOURNAL);
      try (KeyValueIterator<Bytes, byte[]> entries = from.all()) {
        while (entries.hasNext()) {
          KeyValue<Bytes, byte[]> entry = entries.next();
          to.put(entry.key, entry.value);
        }
      }
      ObservationDerived observation = observation(second, 1100);
      topology.say(Topics.OBSERVATION_DERIVED, CAMPAIGN, observation);
      restarted.say(Topics.OBSERVATION_DERIVED, CAMPAIGN, observation);
      ExperimentProposed here = topology.proposals().get(0);
      ExperimentProposed there = restarted.proposals().get(0);
      assertThat(there.getOrdinal()).isEqualTo(2);
      assertThat(there.getWhy()).isEqualTo(here.getWhy());
      assertThat(ExperimentProposed.newBuilder(there).setOffsetsSeen(here.getOffsetsSeen()).build())
          .as("equal but for the offsets of another log")
          .isEqualTo(here);
    }
  }

  @Test
  void shouldGoOnWhereAWordForAllCampaignsCannotBeRead() {
    topology.sayBytes(Topics.HALT_DECLARED, "all", "no avro".getBytes(StandardCharsets.UTF_8));
    pool(FeatureKind.PARAMETERS);
    passTime(Duration.ofSeconds(2));
    measure(topology.proposals().get(0));
    assertThat(topology.proposals()).hasSize(1);
    assertThat(topology.deadLetters()).isEmpty();
  }

  @Test
  void shouldAnswerBadInputWithADeadLetterAndGoOn() {
    topology.sayBytes(
        Topics.CAMPAIGN_DEFINED, CAMPAIGN, "no avro".getBytes(StandardCharsets.UTF_8));
    topology.sayBytes(Topics.MATERIAL_UPDATED, "c-1", new byte[] {0, 0, 0, 99, 99, 1});
    admit(3);
    topology.define(definition(new Pool(0, List.of(axis("x"))), FeatureKind.PARAMETERS));
    List<DeadLetter> letters = topology.deadLetters();
    assertThat(letters.stream().map(DeadLetter::getCode))
        .containsExactly("undecodable", "unknown-schema", "unknown-campaign", "invalid-field");
    assertThat(letters.get(2).getReason()).isEqualTo("campaign " + CAMPAIGN + " is not defined");
    assertThat(letters.get(2).getTopic())
        .as("where it lay before re-keying")
        .isEqualTo("material-updated");
    assertThat(letters.get(3).getReason()).contains("search.size");
    pool(FeatureKind.PARAMETERS);
    ExperimentProposed proposal = topology.proposals().get(0);
    ObservationDerived strange = observation(proposal, 1);
    strange =
        ObservationDerived.newBuilder(strange)
            .setQuantity(Quantity.newBuilder().setValue(1).setUnit("kg").build())
            .build();
    topology.say(Topics.OBSERVATION_DERIVED, CAMPAIGN, strange);
    assertThat(topology.deadLetters())
        .singleElement()
        .extracting(DeadLetter::getCode)
        .isEqualTo("unknown-unit");
    measure(proposal);
    assertThat(topology.proposals()).hasSize(1);
  }

  /**
   * A change of this file is a change of internal topics or stores: see the changelog before
   * accepting it.
   */
  @Test
  void shouldKeepTheTopologyAsItIsWrittenDown() throws IOException {
    try (EventCodecs codecs = new EventCodecs(Driven.REGISTRY)) {
      String described = Driven.topology(codecs, clock).describe().toString();
      Path golden = Path.of("src", "test", "resources", "topology", "athanor-acquisition.txt");
      if (Boolean.getBoolean("athanor.golden.write")) {
        Files.createDirectories(golden.getParent());
        Files.writeString(golden, described);
      }
      assertThat(described).isEqualTo(Files.readString(golden));
    }
  }

  /** Data of earlier releases lies under these numbers, so no new part may come before an old. */
  @Test
  void shouldKeepTheNumbersOfTasksThatOwnStoresOrInternalTopics() {
    Map<String, Integer> numbers = new TreeMap<>();
    try (EventCodecs codecs = new EventCodecs(Driven.REGISTRY)) {
      for (TopologyDescription.Subtopology part :
          Driven.topology(codecs, clock).describe().subtopologies()) {
        for (TopologyDescription.Node node : part.nodes()) {
          if (node instanceof TopologyDescription.Processor processor) {
            processor.stores().forEach(store -> numbers.put(store, part.id()));
          } else if (node instanceof TopologyDescription.Source source) {
            source.topicSet().stream()
                .filter(topic -> topic.endsWith("-repartition"))
                .forEach(topic -> numbers.put(topic, part.id()));
          }
        }
      }
    }
    assertThat(numbers)
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "admission-by-campaign-repartition", 2,
                "campaign-journal", 2,
                "interval-test-by-model-repartition", 5,
                "model-embeddings", 3,
                "model-ledger", 5,
                "prediction-by-campaign-repartition", 2,
                "unscorable-by-campaign-repartition", 2));
  }
}
