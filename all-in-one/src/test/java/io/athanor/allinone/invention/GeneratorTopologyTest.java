package io.athanor.allinone.invention;

import static org.assertj.core.api.Assertions.assertThat;

import io.athanor.acquisition.campaign.CampaignDefinition;
import io.athanor.acquisition.topology.Definitions;
import io.athanor.allinone.invent.ModelSurrogate;
import io.athanor.event.CandidateProposed;
import io.athanor.event.DeadLetter;
import io.athanor.event.GeneratorShare;
import io.athanor.event.InventedCandidate;
import io.athanor.event.InventionAnswered;
import io.athanor.event.InventionRequested;
import io.athanor.event.ObservedCandidate;
import io.athanor.event.PropertyLimit;
import io.athanor.generator.Assessment;
import io.athanor.generator.Brief;
import io.athanor.generator.Draft;
import io.athanor.generator.Goal;
import io.athanor.generator.Inventor;
import io.athanor.generator.Known;
import io.athanor.generator.Merit;
import io.athanor.generator.Relaxer;
import io.athanor.generator.search.DiverseSet;
import io.athanor.generator.search.Evolution;
import io.athanor.generator.search.Substitution;
import io.athanor.generator.structure.Corpus;
import io.athanor.generator.structure.Fingerprint;
import io.athanor.generator.structure.Material;
import io.athanor.generator.structure.Registry;
import io.athanor.inference.generative.DecoderSettings;
import io.athanor.inference.generative.DecoderTrainer;
import io.athanor.inference.generative.Example;
import io.athanor.inference.generative.LatentDecoder;
import io.athanor.inference.model.DeviceOptions;
import io.athanor.inference.serving.OpenModel;
import io.athanor.inference.store.ModelStore;
import io.athanor.inference.store.ModelStoreException;
import io.athanor.inference.store.StoredModel;
import io.athanor.materials.composition.Element;
import io.athanor.materials.crystal.Crystal;
import io.athanor.schemas.serde.AvroCodec;
import io.athanor.schemas.serde.SerdeConfig;
import io.athanor.schemas.topic.Topics;
import io.athanor.streams.validate.CandidateRules;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TopologyTestDriver;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GeneratorTopologyTest {
  private static final SerdeConfig SERDES =
      SerdeConfig.of(Map.of(SerdeConfig.URL, "mock://generator-topology"));
  private static final InstantSource CLOCK = InstantSource.fixed(Requests.NOW.plusSeconds(60));

  private static StoredModel ember;
  private static OpenModel model;
  private static List<ObservedCandidate> observed;

  private final List<Known> known = new ArrayList<>();
  private InventionCodecs codecs;
  private TopologyTestDriver driver;
  private boolean broken;

  @BeforeAll
  static void openModel() {
    ember = ModelStore.classpath().load("ember", Optional.empty());
    model = OpenModel.open(ember, DeviceOptions.threads(1, 1), 8_192);
    observed = Requests.observed(new ModelSurrogate(model));
  }

  @AfterAll
  static void closeModel() {
    model.close();
  }

  @BeforeEach
  void open() {
    codecs = new InventionCodecs(SERDES);
    driver = driver();
  }

  @AfterEach
  void close() {
    driver.close();
    codecs.close();
  }

  @Test
  void shouldAnswerWithCandidatesThatPerceptionTakes() {
    InventionRequested request = request(0, 12, observed);
    send(request);
    InventionAnswered answer = answers().get(0);
    List<CandidateProposed> candidates = candidates();
    assertThat(answer.getProblem()).isNull();
    assertThat(answer.getModelDigest()).isEqualTo(ember.digest());
    assertThat(candidates).hasSize(6);
    assertThat(candidates)
        .extracting(CandidateProposed::getIndex)
        .containsExactly(12, 13, 14, 15, 16, 17);
    assertThat(answer.getCandidates())
        .isEqualTo(
            candidates.stream()
                .map(each -> new InventedCandidate(each.getCandidateId(), each.getIndex()))
                .toList());
    CandidateRules rules = new CandidateRules(CLOCK, Duration.ofMinutes(1));
    for (CandidateProposed each : candidates) {
      assertThat(rules.check(each.getCandidateId(), each)).isEmpty();
      assertThat(each.getInvention().getParents()).isNotEmpty();
      assertThat(each.getInvention().getEdits()).isNotEmpty();
      assertThat(each.getInvention().getReasons()).isNotEmpty();
      assertThat(each.getInvention().getScores()).containsKeys("merit", "risk", "outOfDomain");
      assertThat(each.getCandidate().getCrystal().getSpecies())
          .contains("O")
          .doesNotContain("Pb", "Tl", "Hg")
          .hasSize(5);
    }
    assertThat(answer.getGenerators())
        .extracting(GeneratorShare::getName)
        .containsExactly("evolution", "substitution");
    assertThat(answer.getGenerators().stream().mapToDouble(GeneratorShare::getShare).sum())
        .isBetween(0.999, 1.001);
    assertThat(answer.getGenerators().stream().mapToInt(GeneratorShare::getAccepted).sum())
        .isEqualTo(6);
  }

  @Test
  void shouldInventNothingThatIsKnown() {
    send(request(0, 12, observed));
    for (CandidateProposed each : candidates()) {
      known.add(
          new Known(
              each.getCandidateId(),
              CandidateCrystals.crystal(each.getCandidate()).orElseThrow(),
              Map.of()));
    }
    Registry registry = new Registry();
    known.forEach(each -> registry.add(each.id(), Fingerprint.of(each.crystal())));
    observed.forEach(
        each ->
            registry.add(
                each.getCandidateId(),
                Fingerprint.of(CandidateCrystals.crystal(each.getCandidate()).orElseThrow())));
    send(request(1, 18, observed));
    List<CandidateProposed> second = candidates();
    assertThat(second).isNotEmpty();
    for (CandidateProposed each : second) {
      Crystal crystal = CandidateCrystals.crystal(each.getCandidate()).orElseThrow();
      assertThat(registry.find(Fingerprint.of(crystal))).isEmpty();
    }
  }

  @Test
  void shouldAnswerEachWaveOnceAndAlikeAfterARestart() {
    InventionRequested request = request(0, 12, observed);
    send(request);
    List<InventionAnswered> first = answers();
    List<CandidateProposed> candidates = candidates();
    send(request);
    assertThat(answers()).isEmpty();
    assertThat(candidates()).isEmpty();
    driver.close();
    driver = driver();
    send(request);
    assertThat(answers()).isEqualTo(first);
    assertThat(candidates()).isEqualTo(candidates);
  }

  @Test
  void shouldGiveMoreToWhoeverBroughtMore() {
    send(request(0, 12, observed));
    List<CandidateProposed> candidates = candidates();
    InventionAnswered first = answers().get(0);
    String favourite = candidates.get(0).getInvention().getGenerator();
    List<ObservedCandidate> measured = new ArrayList<>(observed);
    for (CandidateProposed each : candidates) {
      boolean good = each.getInvention().getGenerator().equals(favourite);
      measured.add(
          new ObservedCandidate(
              each.getCandidateId(),
              each.getIndex(),
              each.getCandidate(),
              Map.of(Requests.PROPERTY, good ? 9.0 : 0.0)));
    }
    send(request(1, 18, measured));
    InventionAnswered second = answers().get(0);
    assertThat(share(second, favourite).getShare())
        .isGreaterThan(share(first, favourite).getShare());
    assertThat(share(second, favourite).getReward()).isGreaterThan(1);
  }

  @Test
  void shouldSayWhyNothingCanBeInvented() {
    send(
        InventionRequested.newBuilder(request(0, 12, observed))
            .setModelDigest("0".repeat(64))
            .build());
    send(request(1, 12, List.of()));
    send(
        Requests.request(
            Requests.definition(
                12,
                Requests.terms()
                    .setLimits(
                        List.of(
                            PropertyLimit.newBuilder()
                                .setProperty("band_gap")
                                .setUnit("GPa")
                                .setLower(1.0)
                                .build()))
                    .build()),
            2,
            12,
            observed));
    send(
        Requests.request(
            Requests.definition(12, Requests.terms().setPrototypes(List.of("nonsense")).build()),
            3,
            12,
            observed));
    assertThat(candidates()).isEmpty();
    List<InventionAnswered> answers = answers();
    assertThat(answers).hasSize(4);
    assertThat(answers.get(0).getProblem()).contains("model store");
    assertThat(answers.get(1).getProblem()).contains("observed").contains("band_gap");
    assertThat(answers.get(2).getProblem()).contains("invention.limits.unit").contains("GPa");
    assertThat(answers.get(3).getProblem()).contains("goal.prototypes");
  }

  @Test
  void shouldGoOnAfterGeneratorsThatBreak() {
    broken = true;
    send(request(0, 12, observed));
    broken = false;
    send(request(1, 12, observed));
    List<InventionAnswered> answers = answers();
    assertThat(answers.get(0).getProblem()).contains("generators failed");
    assertThat(answers.get(1).getProblem()).isNull();
  }

  @Test
  void shouldRefuseWhatCannotBeRead() {
    driver
        .createInputTopic(
            Topics.INVENTION_REQUESTED.name(), new ByteArraySerializer(), new ByteArraySerializer())
        .pipeInput(new byte[] {1}, new byte[] {1, 2, 3});
    assertThat(answers()).isEmpty();
    DeadLetter letter = read(Topics.DEAD_LETTER_ACQUISITION.name(), DeadLetter.class).get(0);
    assertThat(letter.getApplication()).isEqualTo("generator");
    assertThat(letter.getTopic()).isEqualTo(Topics.INVENTION_REQUESTED.name());
    assertThat(letter.getCode()).isEqualTo("undecodable");
    assertThat(letter.getValue().array()).containsExactly(1, 2, 3);
    send(request(0, 12, List.of()));
    assertThat(answers()).hasSize(1);
  }

  @Test
  void shouldDraftFromTheLatentSpace() {
    List<Example> examples = new ArrayList<>();
    List<Crystal> crystals = new ArrayList<>();
    for (Element a : List.of(Element.Ca, Element.Sr, Element.Ba, Element.K, Element.La)) {
      for (Element b : List.of(Element.Ti, Element.Zr, Element.Sn, Element.Nb, Element.Al)) {
        crystals.add(Requests.perovskite(a, b));
      }
    }
    List<Material> materials = new ArrayList<>();
    List<Assessment> assessed = new ModelSurrogate(model).assess(crystals);
    for (int i = 0; i < crystals.size(); i++) {
      float[] point = new float[assessed.get(i).embedding().size()];
      for (int channel = 0; channel < point.length; channel++) {
        point[channel] = assessed.get(i).embedding().get(channel).floatValue();
      }
      examples.add(new Example(point, LatentGenerator.sketch(crystals.get(i))));
      materials.add(new Material("m-" + i, crystals.get(i)));
    }
    DecoderSettings settings = new DecoderSettings(32, 10, 60, 8, 5e-3, 1e-4, 0.05, 3);
    try (LatentDecoder decoder =
        new DecoderTrainer(settings, DeviceOptions.threads(1, 1)).train(ember.digest(), examples)) {
      Goal goal = CampaignGoal.of(definition().invention().orElseThrow());
      Corpus corpus = Corpus.of(materials, 20);
      Merit gap =
          seen ->
              seen.stream()
                  .mapToDouble(each -> each.properties().get(Requests.PROPERTY).mean())
                  .toArray();
      Brief brief =
          new Brief(
              goal, corpus, List.of(), new ModelSurrogate(model), gap, Relaxer.none(), List.of());
      LatentGenerator generator = new LatentGenerator(decoder);
      List<Draft> drafts = generator.drafts(brief, 5, 4);
      assertThat(drafts).isNotEmpty().isEqualTo(generator.drafts(brief, 5, 4));
      assertThat(drafts)
          .allSatisfy(
              draft -> {
                assertThat(draft.crystal().sites()).hasSize(5);
                assertThat(draft.edits()).isNotEmpty();
                assertThat(draft.parents()).hasSize(2).allMatch(id -> id.startsWith("m-"));
                assertThat(draft.crystal().composition().elements())
                    .doesNotContain(Element.Pb, Element.Tl, Element.Hg);
              });
    }
  }

  @Test
  void shouldKeepACandidatesIdThroughItsEvent() {
    Crystal crystal = Requests.perovskite(Element.Sr, Element.Ti);
    Crystal again = CandidateCrystals.crystal(CandidateCrystals.candidate(crystal)).orElseThrow();
    assertThat(CandidateCrystals.candidate(again).getCandidateId())
        .isEqualTo(CandidateCrystals.candidate(crystal).getCandidateId());
  }

  private static CampaignDefinition definition() {
    return Definitions.definition(Requests.definition(12, Requests.terms().build()));
  }

  private InventionRequested request(int wave, int first, List<ObservedCandidate> seen) {
    return Requests.request(Requests.definition(12, Requests.terms().build()), wave, first, seen);
  }

  private TopologyTestDriver driver() {
    Wave wave =
        new Wave(
            new ModelSurrogate(model),
            Relaxer.none(),
            Corpus.builtIn(),
            List.of(new Evolution(8, 2, 1.0), new Substitution(1.0, true)),
            new Inventor(new DiverseSet(20), 2));
    Answerer answerer =
        new Answerer(
            digest -> {
              if (digest.filter(each -> !each.equals(ember.digest())).isPresent()) {
                throw new ModelStoreException("model store has no " + digest.get());
              }
              if (broken) {
                throw new IllegalStateException("out of order");
              }
              return new Answerer.Workshop(ember.digest(), wave);
            },
            () -> known);
    Properties properties = new Properties();
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "generator-test");
    properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "127.0.0.1:1");
    return new TopologyTestDriver(GeneratorTopology.build(answerer, codecs, CLOCK), properties);
  }

  private void send(InventionRequested request) {
    byte[] value =
        AvroCodec.of(SERDES, InventionRequested.class)
            .encode(Topics.INVENTION_REQUESTED.name(), request);
    driver
        .createInputTopic(
            Topics.INVENTION_REQUESTED.name(), new ByteArraySerializer(), new ByteArraySerializer())
        .pipeInput(request.getCampaignId().getBytes(StandardCharsets.UTF_8), value);
  }

  private List<InventionAnswered> answers() {
    return read(Topics.INVENTION_ANSWERED.name(), InventionAnswered.class);
  }

  private List<CandidateProposed> candidates() {
    return read(Topics.CANDIDATE_PROPOSED.name(), CandidateProposed.class);
  }

  private <T extends SpecificRecord> List<T> read(String topic, Class<T> type) {
    AvroCodec<T> codec = AvroCodec.of(SERDES, type);
    List<T> events = new ArrayList<>();
    for (KeyValue<byte[], byte[]> each :
        driver
            .createOutputTopic(topic, new ByteArrayDeserializer(), new ByteArrayDeserializer())
            .readKeyValuesToList()) {
      events.add(codec.decode(each.value));
    }
    return events;
  }

  private static GeneratorShare share(InventionAnswered answer, String name) {
    return answer.getGenerators().stream()
        .filter(each -> each.getName().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
