package io.athanor.acquisition.topology;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.athanor.acquisition.analysis.AnalysisException;
import io.athanor.acquisition.analysis.CaseFile;
import io.athanor.acquisition.analysis.why.WhyAnalysis;
import io.athanor.acquisition.journal.JournalEntry;
import io.athanor.event.AcquisitionKind;
import io.athanor.event.CampaignDefined;
import io.athanor.event.Candidate;
import io.athanor.event.DeadLetter;
import io.athanor.event.ExperimentProposed;
import io.athanor.event.FeatureKind;
import io.athanor.event.HeadFederated;
import io.athanor.event.LessonShared;
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
import io.athanor.event.ProcessSpace;
import io.athanor.event.Quantity;
import io.athanor.event.SurrogateKind;
import io.athanor.schemas.topic.Topics;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LessonsTopologyTest {
  private static final String LENDER = "campaign-a";
  private static final String BORROWER = "campaign-b";
  private static final double BEST = 0.62;
  private static final int WIDTH = 16;

  private Instant now = Instant.parse("2026-03-01T08:00:00Z");
  private final Driven topology = new Driven(() -> now);
  private int ids;

  @AfterEach
  void close() {
    topology.close();
  }

  @Test
  void shouldLearnFromAnotherCampaignWhatItKnewAndWhatItLearnsNext() throws AnalysisException {
    topology.define(definition(LENDER, 10, List.of(), null));
    List<ExperimentProposed> lent = runDown(LENDER, 8);
    topology.define(definition(BORROWER, 8, List.of(LENDER), null));
    assertThat(journal(BORROWER, Topics.LESSON_SHARED.name())).isEqualTo(lent.size());
    List<ExperimentProposed> own = runDown(BORROWER, 3);
    assertThat(x(own.get(2))).as("the first one that is chosen").isBetween(BEST - 0.1, BEST + 0.1);

    topology.define(definition(LENDER, 11, List.of(), null));
    runDown(LENDER, 1);
    assertThat(journal(BORROWER, Topics.LESSON_SHARED.name())).isEqualTo(lent.size() + 1);

    List<ExperimentProposed> rest = runDown(BORROWER, 5);
    Derivation derivation = derivation(BORROWER);
    for (ExperimentProposed proposal : rest) {
      assertThat(derivation.derive(proposal.getExperimentId()))
          .hasValueSatisfying(each -> assertThat(each.isExact()).isTrue());
    }
    assertThat(topology.deadLetters()).isEmpty();
    assertThat(causes(rest.get(4))).contains("lesson-shared");
    topology.define(definition(LENDER, 12, List.of(), null));
    assertThat(causes(runDown(LENDER, 1).get(0))).contains("lessons-requested");
  }

  @Test
  void shouldTellNothingToAnotherTenantNorBelieveItsLessons() {
    topology.define(definition(LENDER, 10, List.of(), "red"));
    runDown(LENDER, 4);
    topology.define(definition(BORROWER, 8, List.of(LENDER), "blue"));
    assertThat(journal(BORROWER, Topics.LESSON_SHARED.name())).isZero();
    assertThat(topology.deadLetters()).extracting(DeadLetter::getField).containsOnly("borrower");

    topology.say(
        Topics.LESSON_SHARED,
        BORROWER,
        LessonShared.newBuilder()
            .setMeta(meta("red"))
            .setCampaignId(BORROWER)
            .setLender(LENDER)
            .setReadingId("r")
            .setCandidateId("c")
            .setParameters(Map.of("x", 0.5))
            .setProperty("gap")
            .setValue(1)
            .setUnit("eV")
            .build());
    assertThat(topology.deadLetters()).extracting(DeadLetter::getField).containsExactly("lender");
    assertThat(journal(BORROWER, Topics.LESSON_SHARED.name())).isZero();
  }

  @Test
  void shouldBeginWithWhatSitesKnowTogether() throws AnalysisException {
    topology.say(Topics.HEAD_FEDERATED, "gap@digest-1", head("digest-1", 3));
    topology.say(Topics.HEAD_FEDERATED, "gap@digest-2", head("digest-2", -3));
    topology.define(pooled());
    for (int i = 0; i < WIDTH; i++) {
      admit(i);
      predict(i);
    }
    List<ExperimentProposed> proposals = new ArrayList<>(topology.proposals());
    assertThat(journal(BORROWER, Topics.HEAD_FEDERATED.name())).isZero();
    measure(BORROWER, proposals.get(0), 1.0);
    proposals.addAll(topology.proposals());
    assertThat(journal(BORROWER, Topics.HEAD_FEDERATED.name())).isEqualTo(1);
    assertThat(proposals.get(1).getWhy().getReason()).contains("sites");
    assertThat(proposals.get(1).getPoolIndex()).as("the least by the prior").isEqualTo(7);
    assertThat(derivation(BORROWER).derive(proposals.get(1).getExperimentId()))
        .hasValueSatisfying(each -> assertThat(each.isExact()).isTrue());
    assertThat(causes(proposals.get(1))).contains("head-federated");
  }

  @Test
  void shouldSayThatItTakesNoHeadWithNoise() throws AnalysisException {
    HeadFederated noisy =
        HeadFederated.newBuilder(head("digest-1", 3)).setEpsilon(8.0).setDelta(1e-6).build();
    topology.say(Topics.HEAD_FEDERATED, "gap@digest-1", noisy);
    topology.define(pooled());
    for (int i = 0; i < WIDTH; i++) {
      admit(i);
      predict(i);
    }
    List<ExperimentProposed> proposals = new ArrayList<>(topology.proposals());
    measure(BORROWER, proposals.get(0), 1.0);
    proposals.addAll(topology.proposals());
    assertThat(journal(BORROWER, Topics.HEAD_FEDERATED.name())).isEqualTo(1);
    assertThat(proposals.get(1).getWhy().getReason())
        .contains("What sites share is not taken: its noise (epsilon 8.0) is on features")
        .doesNotContain("Weighed");
    assertThat(derivation(BORROWER).derive(proposals.get(1).getExperimentId()))
        .hasValueSatisfying(each -> assertThat(each.isExact()).isTrue());

    HeadFederated exact =
        HeadFederated.newBuilder(head("digest-1", 3)).setRoundId("round-exact").build();
    topology.say(Topics.HEAD_FEDERATED, "gap@digest-1", exact);
    measure(BORROWER, proposals.get(1), 1.5);
    assertThat(topology.proposals().get(0).getWhy().getReason())
        .contains("Weighed with what sites share.")
        .doesNotContain("not taken");
  }

  /** Sites measured every axis of the embedding four times; along the eighth the gap is least. */
  private HeadFederated head(String digest, double step) {
    int d = WIDTH + 1;
    double[] slope = new double[d];
    slope[0] = 2;
    slope[8] = -step;
    List<Double> gram = new ArrayList<>();
    double[] cross = new double[d];
    double squares = 0;
    double[][] sum = new double[d][d];
    for (int axis = 1; axis < d; axis++) {
      for (int repeat = 0; repeat < 4; repeat++) {
        double y = slope[0] + slope[axis];
        for (int i : new int[] {0, axis}) {
          for (int j : new int[] {0, axis}) {
            sum[i][j]++;
          }
          cross[i] += y;
        }
        squares += y * y;
      }
    }
    for (int i = 0; i < d; i++) {
      for (int j = i; j < d; j++) {
        gram.add(sum[i][j]);
      }
    }
    return HeadFederated.newBuilder()
        .setMeta(meta(null))
        .setProperty("gap")
        .setUnit("eV")
        .setModelDigest(digest)
        .setRoundId("round-" + digest)
        .setDimension(d)
        .setGram(gram)
        .setCross(IntStream.range(0, d).mapToObj(i -> cross[i]).toList())
        .setSquares(squares)
        .setCount(4.0 * WIDTH)
        .setSites(3)
        .build();
  }

  private CampaignDefined pooled() {
    return Driven.definition(BORROWER, WIDTH)
        .setMeta(meta(null))
        .setSearch(new Pool(WIDTH, List.of()))
        .setPolicy(
            Policy.newBuilder()
                .setAcquisition(AcquisitionKind.UPPER_CONFIDENCE_BOUND)
                .setSurrogate(SurrogateKind.AUTO)
                .setFeatures(List.of(FeatureKind.EMBEDDING))
                .setKappa(0.1)
                .setInitialDesign(1)
                .setFederated(true)
                .build())
        .setBudget(6)
        .setSeed(3)
        .build();
  }

  private void admit(int index) {
    topology.say(
        Topics.MATERIAL_UPDATED,
        "c-" + index,
        MaterialUpdated.newBuilder()
            .setMeta(meta(null))
            .setCandidateId("c-" + index)
            .setCandidate(Candidate.newBuilder().setCandidateId("c-" + index).build())
            .setChange(MaterialChange.ADMITTED)
            .setMemberships(List.of(new Membership(BORROWER, index, null)))
            .setAdmittedTo(BORROWER)
            .setVersion(1)
            .build());
  }

  private void predict(int index) {
    topology.say(
        Topics.PREDICTION_MADE,
        "c-" + index,
        PredictionMade.newBuilder()
            .setMeta(meta(null))
            .setCandidateId("c-" + index)
            .setRequestId("r-" + index)
            .setCampaignIds(List.of(BORROWER))
            .setPredictions(List.of())
            .setEmbedding(
                IntStream.range(0, WIDTH).mapToObj(axis -> axis == index ? 1f : 0f).toList())
            .setModelName("ember")
            .setModelDigest("digest-1")
            .setOutOfDomain(0.5)
            .build());
  }

  /** Measures every proposal of a campaign, so many at most. */
  private List<ExperimentProposed> runDown(String campaignId, int most) {
    List<ExperimentProposed> all = new ArrayList<>();
    waiting.addAll(topology.proposals());
    while (all.size() < most) {
      ExperimentProposed next =
          waiting.stream()
              .filter(each -> each.getCampaignId().equals(campaignId))
              .findFirst()
              .orElseThrow();
      waiting.remove(next);
      now = now.plusSeconds(1);
      double x = x(next);
      measure(campaignId, next, (x - BEST) * (x - BEST));
      all.add(next);
      waiting.addAll(topology.proposals());
    }
    return all;
  }

  private final List<ExperimentProposed> waiting = new ArrayList<>();

  private static double x(ExperimentProposed proposal) {
    return (Double) proposal.getCandidate().getParameters().get("x");
  }

  private void measure(String campaignId, ExperimentProposed proposal, double value) {
    topology.say(
        Topics.OBSERVATION_DERIVED,
        campaignId,
        ObservationDerived.newBuilder()
            .setMeta(meta(null))
            .setCampaignId(campaignId)
            .setExperimentId(proposal.getExperimentId())
            .setCandidateId(proposal.getCandidateId())
            .setSampleId("sample-" + ids++)
            .setProperty("gap")
            .setQuantity(Quantity.newBuilder().setValue(value).setUnit("eV").build())
            .setTechnique("uv-vis")
            .setMethod("tauc-direct/1")
            .setFidelity("experiment")
            .setReadingId("reading-" + ids++)
            .setReadingRecordedAt(now)
            .build());
  }

  private CampaignDefined definition(
      String campaignId, int budget, List<String> transferFrom, String tenant) {
    return Driven.definition(campaignId, 1)
        .setMeta(meta(tenant))
        .setSearch(
            ProcessSpace.newBuilder()
                .setParameters(
                    List.of(
                        Parameter.newBuilder()
                            .setName("x")
                            .setKind(ParameterKind.CONTINUOUS)
                            .setLow(0.0)
                            .setHigh(1.0)
                            .build()))
                .build())
        .setPolicy(
            Policy.newBuilder()
                .setAcquisition(AcquisitionKind.UPPER_CONFIDENCE_BOUND)
                .setSurrogate(SurrogateKind.GAUSSIAN_PROCESS)
                .setFeatures(List.of(FeatureKind.PARAMETERS))
                .setKappa(0.2)
                .setTransferFrom(transferFrom)
                .build())
        .setBudget(budget)
        .setSeed(3)
        .build();
  }

  private long journal(String campaignId, String topic) {
    EventCodecs codecs = new EventCodecs(Driven.REGISTRY);
    return entries().entrySet().stream()
        .filter(
            each ->
                Journal.place(each.getKey().get()).orElseThrow().campaignId().equals(campaignId))
        .filter(each -> codecs.entry(each.getValue()).getTopic().equals(topic))
        .count();
  }

  /** Topics of what a proposal is explained by. */
  private List<String> causes(ExperimentProposed proposal) throws AnalysisException {
    EventCodecs codecs = new EventCodecs(Driven.REGISTRY);
    SortedMap<Long, JournalEntry> journal = new TreeMap<>();
    entries()
        .forEach(
            (key, value) -> {
              if (JournalRecord.isOf(proposal.getCampaignId(), key.get())) {
                JournalRecord.of(codecs, key.get(), value)
                    .ifPresent(record -> journal.put(record.sequence(), record.entry()));
              }
            });
    CaseFile file =
        new CaseFile(proposal.getCampaignId(), List.copyOf(journal.values()), codecs, Driven.GRACE);
    JsonNode why =
        new WhyAnalysis()
            .answer(
                file,
                JsonNodeFactory.instance
                    .objectNode()
                    .put("experimentId", proposal.getExperimentId()));
    return why.get("causes").findValuesAsText("kind");
  }

  private Derivation derivation(String campaignId) {
    Derivation derivation =
        new Derivation(new EventCodecs(Driven.REGISTRY), Driven.GRACE, campaignId);
    entries().forEach((key, value) -> derivation.take(key.get(), value));
    return derivation;
  }

  private Map<Bytes, byte[]> entries() {
    Map<Bytes, byte[]> journal = new HashMap<>();
    KeyValueStore<Bytes, byte[]> store = topology.driver.getKeyValueStore(Nodes.JOURNAL);
    try (KeyValueIterator<Bytes, byte[]> entries = store.all()) {
      while (entries.hasNext()) {
        KeyValue<Bytes, byte[]> entry = entries.next();
        journal.put(entry.key, entry.value);
      }
    }
    return journal;
  }

  private Meta meta(String tenant) {
    return Meta.newBuilder()
        .setId("event-" + ids++)
        .setSource("test")
        .setOccurredAt(now)
        .setRecordedAt(now)
        .setTenant(tenant)
        .build();
  }
}
