package io.athanor.acquisition.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.athanor.acquisition.journal.JournalEntry;
import io.athanor.acquisition.shadow.ShadowConfig;
import io.athanor.event.AcquisitionKind;
import io.athanor.event.CampaignDefined;
import io.athanor.event.Candidate;
import io.athanor.event.DeadLetter;
import io.athanor.event.ExperimentProposed;
import io.athanor.event.MaterialChange;
import io.athanor.event.MaterialUpdated;
import io.athanor.event.Membership;
import io.athanor.event.Meta;
import io.athanor.event.ObservationDerived;
import io.athanor.event.Policy;
import io.athanor.event.PolicyShadowed;
import io.athanor.event.Quantity;
import io.athanor.event.ShadowChosen;
import io.athanor.event.ShadowReported;
import io.athanor.event.ShadowState;
import io.athanor.event.ShadowVerdict;
import io.athanor.schemas.serde.AvroCodec;
import io.athanor.schemas.serde.SchemaRegistries;
import io.athanor.schemas.topic.Topic;
import io.athanor.schemas.topic.Topics;
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
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ShadowTopologyTest {
  private static final String CAMPAIGN = "campaign-1";
  private static final String JOURNAL = "acquisition-test-" + Nodes.JOURNAL + "-changelog";
  private static final int POOL = 14;
  private static final ShadowConfig CONFIG =
      new ShadowConfig("shadow-test", Duration.ofSeconds(30), Duration.ofSeconds(1));

  private final AcquisitionTopologyTest.Clock clock = new AcquisitionTopologyTest.Clock();
  private final Driven acquisition = new Driven(clock);
  private final ShadowCodecs codecs = new ShadowCodecs(Driven.REGISTRY);
  private final List<KeyValue<byte[], byte[]>> journal = new ArrayList<>();
  private TopologyTestDriver shadows = driver();
  private int ids;

  @AfterEach
  void close() {
    shadows.close();
    codecs.close();
    acquisition.close();
  }

  private Topology topology() {
    ShadowTopology.Past past =
        new ShadowTopology.Past() {
          @Override
          public List<JournalEntry> entries(String campaignId, int partition) {
            return journal.stream().map(each -> codecs.events.entry(each.value)).toList();
          }

          @Override
          public Duration grace() {
            return Driven.GRACE;
          }
        };
    return ShadowTopology.build(
        new StreamsConfig(properties()), CONFIG, JOURNAL, past, codecs, clock);
  }

  private TopologyTestDriver driver() {
    return new TopologyTestDriver(topology(), properties(), clock.instant());
  }

  private static Properties properties() {
    Properties properties = new Properties();
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, CONFIG.applicationId());
    properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "127.0.0.1:1");
    properties.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
    properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    return properties;
  }

  private Meta meta() {
    return Meta.newBuilder()
        .setId("event-" + ids++)
        .setSource("test")
        .setOccurredAt(clock.instant())
        .setRecordedAt(clock.instant())
        .build();
  }

  private static Policy policy(AcquisitionKind kind, double exploration) {
    return Policy.newBuilder(Driven.definition(CAMPAIGN, POOL).getPolicy())
        .setAcquisition(kind)
        .setExploration(exploration)
        .build();
  }

  private CampaignDefined definition(Policy policy) {
    return Driven.definition(CAMPAIGN, POOL)
        .setMeta(meta())
        .setPolicy(policy)
        .setBudget(12)
        .setParallelism(1)
        .setProposalSeconds(600)
        .setSeed(3)
        .build();
  }

  private void begin(Policy policy) {
    acquisition.define(definition(policy));
    for (int i = 0; i < POOL; i++) {
      Candidate candidate =
          Candidate.newBuilder()
              .setCandidateId("c-" + i)
              .setParameters(Map.of("x", i / 14.0))
              .build();
      acquisition.say(
          Topics.MATERIAL_UPDATED,
          "c-" + i,
          MaterialUpdated.newBuilder()
              .setMeta(meta())
              .setCandidateId("c-" + i)
              .setCandidate(candidate)
              .setChange(MaterialChange.ADMITTED)
              .setMemberships(List.of(new Membership(CAMPAIGN, i, null)))
              .setAdmittedTo(CAMPAIGN)
              .setVersion(1)
              .build());
    }
  }

  private static double truth(int candidate) {
    double x = candidate / 14.0;
    return 1 + (x - 0.4) * (x - 0.4);
  }

  private void measure(ExperimentProposed proposal) {
    clock.pass(Duration.ofSeconds(1));
    acquisition.say(
        Topics.OBSERVATION_DERIVED,
        CAMPAIGN,
        ObservationDerived.newBuilder()
            .setMeta(meta())
            .setCampaignId(CAMPAIGN)
            .setExperimentId(proposal.getExperimentId())
            .setCandidateId(proposal.getCandidateId())
            .setSampleId("sample-" + proposal.getOrdinal())
            .setProperty("gap")
            .setQuantity(
                Quantity.newBuilder()
                    .setValue(truth(proposal.getPoolIndex()))
                    .setUnit("eV")
                    .build())
            .setTechnique("uv-vis")
            .setMethod("tauc-direct/1")
            .setFidelity("experiment")
            .setReadingId("reading-" + proposal.getOrdinal())
            .setReadingRecordedAt(clock.instant())
            .build());
  }

  private void shadow(String name, Policy policy, ShadowState state) {
    PolicyShadowed event =
        PolicyShadowed.newBuilder()
            .setMeta(meta())
            .setCampaignId(CAMPAIGN)
            .setName(name)
            .setPolicy(policy)
            .setState(state)
            .build();
    AvroCodec<PolicyShadowed> codec =
        new AvroCodec<>(SchemaRegistries.open(Driven.REGISTRY), true, PolicyShadowed.class);
    sayBytes(Topics.POLICY_SHADOWED.name(), codec.encode(Topics.POLICY_SHADOWED.name(), event));
  }

  private void sayBytes(String topic, byte[] value) {
    pipe(topic, CAMPAIGN.getBytes(StandardCharsets.UTF_8), value);
  }

  private void pipe(String topic, byte[] key, byte[] value) {
    shadows
        .createInputTopic(topic, new ByteArraySerializer(), new ByteArraySerializer())
        .pipeInput(key, value);
  }

  /** What acquisition has journalled since goes to the shadows. */
  private void flow() {
    List<KeyValue<byte[], byte[]>> news =
        acquisition
            .driver
            .createOutputTopic(JOURNAL, new ByteArrayDeserializer(), new ByteArrayDeserializer())
            .readKeyValuesToList();
    journal.addAll(news);
    news.forEach(each -> pipe(JOURNAL, each.key, each.value));
  }

  /** Runs the campaign on, measuring what it proposes. */
  private List<ExperimentProposed> run(int experiments) {
    List<ExperimentProposed> all = new ArrayList<>();
    for (int i = 0; i < experiments; i++) {
      ExperimentProposed next = acquisition.proposals().get(0);
      all.add(next);
      flow();
      measure(next);
    }
    flow();
    return all;
  }

  private List<ShadowReported> reports() {
    clock.pass(Duration.ofSeconds(1));
    shadows.advanceWallClockTime(Duration.ofSeconds(1));
    return heard(Topics.SHADOW_REPORTED);
  }

  private <T extends SpecificRecord> List<T> heard(Topic<T> topic) {
    AvroCodec<T> codec =
        new AvroCodec<>(SchemaRegistries.open(Driven.REGISTRY), true, topic.type());
    return shadows
        .createOutputTopic(topic.name(), new ByteArrayDeserializer(), new ByteArrayDeserializer())
        .readValuesToList()
        .stream()
        .map(codec::decode)
        .toList();
  }

  @Test
  void shouldAgreeWithACampaignThatGoesByTheSamePolicy() {
    Policy same = policy(AcquisitionKind.UPPER_CONFIDENCE_BOUND, 0);
    shadow("same", same, ShadowState.ACTIVE);
    shadow("other", policy(AcquisitionKind.MAX_VARIANCE, 0), ShadowState.ACTIVE);
    begin(same);
    List<ExperimentProposed> proposals = run(7);
    List<ShadowChosen> choices =
        heard(Topics.SHADOW_CHOSEN).stream().filter(each -> each.getName().equals("same")).toList();
    assertThat(choices).hasSize(8);
    for (ExperimentProposed proposal : proposals.subList(2, 7)) {
      ShadowChosen choice = choices.get(proposal.getOrdinal());
      assertThat(choice.getExperimentId()).isEqualTo(proposal.getExperimentId());
      assertThat(choice.getAgreed()).isTrue();
      assertThat(choice.getCandidateId()).isEqualTo(proposal.getCandidateId());
      assertThat(choice.getValue()).isEqualTo(proposal.getWhy().getValue());
      assertThat(choice.getFunction()).isEqualTo("upper-confidence-bound");
      assertThat(choice.getMean()).isCloseTo(proposal.getWhy().getMean(), within(1e-9));
      assertThat(choice.getPropensity()).as("chance had no part").isNull();
      assertThat(choice.getMeta().getCausedBy()).containsExactly(proposal.getMeta().getId());
    }
    List<ShadowReported> reports = reports();
    assertThat(reports).extracting(ShadowReported::getName).containsExactly("other", "same");
    ShadowReported report = reports.get(1);
    assertThat(report.getDecisions()).isEqualTo(8);
    assertThat(report.getSkipped()).isZero();
    assertThat(report.getAgreed()).isGreaterThanOrEqualTo(6);
    assertThat(report.getUnit()).isEqualTo("eV");
    assertThat(report.getEstimate()).as("no odds are known").isNull();
    assertThat(report.getHypotheticalRegret().getLower())
        .isLessThanOrEqualTo(report.getHypotheticalRegret().getMean());
    assertThat(report.getHypotheticalRegret().getMean())
        .isLessThan(reports.get(0).getHypotheticalRegret().getMean());
    assertThat(reports()).as("nothing has changed").isEmpty();
  }

  @Test
  void shouldJudgeByTheOddsOfACampaignThatExplores() {
    begin(policy(AcquisitionKind.UPPER_CONFIDENCE_BOUND, 0.5));
    Policy greedy = policy(AcquisitionKind.UPPER_CONFIDENCE_BOUND, 0);
    shadow("greedy", greedy, ShadowState.ACTIVE);
    shadow("uniform", policy(AcquisitionKind.RANDOM, 0), ShadowState.ACTIVE);
    List<ExperimentProposed> proposals = run(10);
    for (ShadowChosen choice : heard(Topics.SHADOW_CHOSEN)) {
      int left = POOL - choice.getOrdinal();
      double uniform = choice.getOrdinal() < 2 ? 1.0 / left : 0.5 / left;
      if (choice.getOrdinal() < proposals.size()) {
        ExperimentProposed proposal = proposals.get(choice.getOrdinal());
        if (choice.getAgreed()) {
          assertThat(choice.getPropensity()).isEqualTo(proposal.getWhy().getPropensity());
        }
      }
      assertThat(choice.getPropensity())
          .satisfiesAnyOf(
              odds -> assertThat(odds).isCloseTo(uniform, within(1e-12)),
              odds -> assertThat(odds).isCloseTo(0.5 + uniform, within(1e-12)));
    }
    List<ShadowReported> reports = reports();
    ShadowReported report = reports.get(0);
    assertThat(report.getEstimate().getDecisions())
        .as("those with a posterior before and an outcome after")
        .isEqualTo(9);
    assertThat(report.getEstimate().getMatched()).isBetween(1, 8);
    assertThat(report.getEstimate().getLevel()).isEqualTo(0.95);
    assertThat(report.getEstimate().getValue())
        .isBetween(report.getEstimate().getLower(), report.getEstimate().getUpper());
    assertThat(reports.get(1).getAgreed())
        .as("draws of its own, not those by which it is judged")
        .isLessThan(6);
  }

  @Test
  void shouldLeaveOutWhatItIsTooLateForAndSaySo() {
    begin(policy(AcquisitionKind.UPPER_CONFIDENCE_BOUND, 0));
    shadow("slow", policy(AcquisitionKind.MAX_VARIANCE, 0), ShadowState.ACTIVE);
    ExperimentProposed first = acquisition.proposals().get(0);
    clock.pass(Duration.ofSeconds(31));
    flow();
    measure(first);
    flow();
    assertThat(heard(Topics.SHADOW_CHOSEN))
        .extracting(ShadowChosen::getVerdict)
        .containsExactly(ShadowVerdict.SKIPPED, ShadowVerdict.CHOSEN);
    ShadowReported report = reports().get(0);
    assertThat(report.getSkipped()).isEqualTo(1);
    assertThat(report.getDecisions()).isEqualTo(1);
  }

  @Test
  void shouldGoOnAfterARestartAsIfNothingHadHappened() {
    begin(policy(AcquisitionKind.UPPER_CONFIDENCE_BOUND, 0.2));
    shadow("variance", policy(AcquisitionKind.MAX_VARIANCE, 0), ShadowState.ACTIVE);
    run(4);
    heard(Topics.SHADOW_CHOSEN);
    TopologyTestDriver before = shadows;
    int known = journal.size();
    run(2);
    List<ShadowChosen> here = heard(Topics.SHADOW_CHOSEN);
    List<ShadowReported> reported = reports();
    List<KeyValue<byte[], byte[]>> since = List.copyOf(journal.subList(known, journal.size()));
    shadows = restarted(before, 5);
    try {
      since.forEach(each -> pipe(JOURNAL, each.key, each.value));
      assertThat(heard(Topics.SHADOW_CHOSEN)).isEqualTo(here);
      shadows.advanceWallClockTime(Duration.ofSeconds(1));
      List<ShadowReported> again = heard(Topics.SHADOW_REPORTED);
      assertThat(again).hasSameSizeAs(reported);
      assertThat(again.get(0)).isEqualTo(reported.get(0));
    } finally {
      before.close();
    }
  }

  /** A driver with the first entries of another one's store, as a restored changelog has them. */
  private TopologyTestDriver restarted(TopologyTestDriver from, int choices) {
    Properties properties = properties();
    TopologyTestDriver to = new TopologyTestDriver(topology(), properties, clock.instant());
    KeyValueStore<Bytes, byte[]> store = to.getKeyValueStore(ShadowTopology.STORE);
    int put = 0;
    try (KeyValueIterator<Bytes, byte[]> entries =
        from.<Bytes, byte[]>getKeyValueStore(ShadowTopology.STORE).all()) {
      while (entries.hasNext() && put <= choices) {
        KeyValue<Bytes, byte[]> entry = entries.next();
        store.put(entry.key, entry.value);
        put++;
      }
    }
    return to;
  }

  @Test
  void shouldAskNoMoreOnceAShadowHasEndedAndLetThePromotedPolicyDecide() {
    Policy promoted = policy(AcquisitionKind.MAX_VARIANCE, 0);
    begin(policy(AcquisitionKind.UPPER_CONFIDENCE_BOUND, 0));
    shadow("variance", promoted, ShadowState.ACTIVE);
    run(4);
    assertThat(heard(Topics.SHADOW_CHOSEN)).hasSize(5);
    shadow("variance", promoted, ShadowState.PROMOTED);
    acquisition.define(definition(promoted));
    ExperimentProposed underway = acquisition.proposals().get(0);
    measure(underway);
    ExperimentProposed next = acquisition.proposals().get(0);
    assertThat(next.getWhy().getFunction()).isEqualTo("max-variance");
    flow();
    assertThat(heard(Topics.SHADOW_CHOSEN)).isEmpty();
    assertThat(reports()).isEmpty();
  }

  @Test
  void shouldSayThatAPolicyWhichDoesNotFitChoosesNothing() {
    begin(policy(AcquisitionKind.UPPER_CONFIDENCE_BOUND, 0));
    shadow("fronts", policy(AcquisitionKind.PAREGO, 0), ShadowState.ACTIVE);
    run(1);
    assertThat(heard(Topics.SHADOW_CHOSEN))
        .isNotEmpty()
        .allSatisfy(
            each -> {
              assertThat(each.getVerdict()).isEqualTo(ShadowVerdict.NOTHING);
              assertThat(each.getCandidateId()).isNull();
            });
  }

  @Test
  void shouldAnswerBadInputWithADeadLetterAndGoOn() {
    sayBytes(Topics.POLICY_SHADOWED.name(), "no avro".getBytes(StandardCharsets.UTF_8));
    assertThat(heard(Topics.DEAD_LETTER_ACQUISITION))
        .singleElement()
        .extracting(DeadLetter::getCode)
        .isEqualTo("undecodable");
    begin(policy(AcquisitionKind.UPPER_CONFIDENCE_BOUND, 0));
    shadow("one", policy(AcquisitionKind.RANDOM, 0), ShadowState.ACTIVE);
    run(1);
    assertThat(heard(Topics.SHADOW_CHOSEN)).hasSize(2);
  }

  @Test
  void shouldKeepTheTopologyAsItIsWrittenDown() throws IOException {
    String described = topology().describe().toString();
    Path golden = Path.of("src", "test", "resources", "topology", "athanor-shadow.txt");
    if (Boolean.getBoolean("athanor.golden.write")) {
      Files.writeString(golden, described);
    }
    assertThat(described).isEqualTo(Files.readString(golden));
    assertThat(described)
        .as("nothing that anybody acts on is written")
        .doesNotContain(Topics.EXPERIMENT_PROPOSED.name(), Topics.EXPERIMENT_PROGRESSED.name());
  }
}
