package io.athanor.inference.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import io.athanor.event.CoverageReported;
import io.athanor.event.DriftDetected;
import io.athanor.event.DriftKind;
import io.athanor.event.Meta;
import io.athanor.event.ModelReleased;
import io.athanor.event.RolloutStage;
import io.athanor.inference.continual.AveragedVersion;
import io.athanor.inference.continual.Refreshed;
import io.athanor.inference.model.Calibrations;
import io.athanor.inference.model.DeviceOptions;
import io.athanor.inference.model.GraphBuilder;
import io.athanor.inference.model.MaterialGraph;
import io.athanor.inference.model.Models;
import io.athanor.inference.model.Property;
import io.athanor.inference.model.Weights;
import io.athanor.inference.rollout.Comparison;
import io.athanor.inference.rollout.Judge;
import io.athanor.inference.rollout.Lessons;
import io.athanor.inference.store.ModelManifest;
import io.athanor.inference.store.ModelStoreException;
import io.athanor.inference.store.StoredModel;
import io.athanor.inference.training.Sample;
import io.athanor.inference.worker.InferenceConfig;
import io.athanor.materials.composition.Composition;
import io.athanor.schemas.identity.EventIds;
import io.athanor.schemas.rollout.Rollout;
import io.athanor.schemas.settings.KafkaConnection;
import io.athanor.schemas.settings.Setting;
import io.athanor.schemas.settings.Settings;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DirectorTest {
  private static final Instant START = Instant.parse("2026-01-02T03:04:05Z");
  private static final MaterialGraph GRAPH =
      new GraphBuilder(Models.SHAPE).composition(Composition.parse("NaCl"));
  private static final TrainerConfig CONFIG = config();

  // outcomes of one nat each that lead to the next stage
  private static final int ENOUGH = 20;

  private final World world = new World();
  private Lessons lessons = new Lessons(100, 1_000, 1);
  private Director director = new Director(CONFIG, lessons, world);
  private int labels;

  private static TrainerConfig config() {
    List<Setting<?>> known = new ArrayList<>(KafkaConnection.SETTINGS);
    known.addAll(InferenceConfig.SETTINGS);
    known.addAll(TrainerConfig.SETTINGS);
    return TrainerConfig.of(
        Settings.of(
            Map.of(
                "trainer.every", "20",
                "inference.model.trained", "models",
                "inference.model.name", "spark"),
            known));
  }

  /** Publishes into a list, refreshes when told, and compares by a constant. */
  private static final class World implements Surroundings {
    private final List<ModelReleased> published = new ArrayList<>();
    private Lessons.Lesson lesson;
    private String champion;
    private double advantage;
    private boolean isBroken;

    @Override
    public Instant now() {
      return START;
    }

    @Override
    public void publish(ModelReleased release) {
      published.add(release);
    }

    @Override
    public List<Comparison> compare(String champion, String challenger, List<Judge.Case> cases) {
      if (isBroken) {
        throw new ModelStoreException("no such files");
      }
      return cases.stream().map(each -> new Comparison(advantage, 0.9, 0.9)).toList();
    }

    @Override
    public boolean isRefreshing() {
      return lesson != null;
    }

    @Override
    public void refresh(String champion, Lessons.Lesson lesson, long seed) {
      this.champion = champion;
      this.lesson = lesson;
    }

    List<RolloutStage> stages(String digest) {
      return published.stream()
          .filter(each -> each.getDigest().equals(digest))
          .map(ModelReleased::getStage)
          .toList();
    }
  }

  @BeforeEach
  void letTheStoreSpeak() {
    director.released(byTheStore("a", 0));
    director.live();
  }

  private static ModelReleased byTheStore(String digest, int second) {
    return said(digest, second).build();
  }

  private static ModelReleased.Builder said(String digest, int second) {
    Instant when = START.plusSeconds(second);
    return ModelReleased.newBuilder()
        .setMeta(meta(when, digest))
        .setModelName("spark")
        .setVersion("1")
        .setDigest(digest)
        .setMetrics(Map.of())
        .setStage(RolloutStage.CHAMPION)
        .setProperties(List.of())
        .setEmbeddingSize(64);
  }

  private static Meta meta(Instant when, String part) {
    return Meta.newBuilder()
        .setId(EventIds.derived(when, part))
        .setSource("athanor/test")
        .setOccurredAt(when)
        .setRecordedAt(when)
        .build();
  }

  private void label(int count) {
    for (int each = 0; each < count; each++) {
      labels++;
      Map<Property, Double> values = Map.of(Property.BAND_GAP, (double) labels);
      director.labelled(
          new Sample("c-" + labels, 0, GRAPH, GRAPH, values), START.plusSeconds(labels));
    }
    director.turn();
  }

  private void finishRefresh(String digest) {
    StoredModel model =
        new StoredModel(
            digest,
            new ModelManifest(
                ModelManifest.FORMAT,
                "spark",
                digest,
                Optional.of(world.champion),
                Models.SHAPE,
                List.of(),
                Calibrations.none(Models.SHAPE.properties()).byMode(),
                Map.of(),
                List.of()),
            new Weights(Map.of()),
            Optional.of("# card"));
    Map<Property, Refreshed.Change> errors =
        Map.of(Property.BAND_GAP, new Refreshed.Change(3, 0.5, 0.4));
    Lessons.Lesson lesson = world.lesson;
    world.lesson = null;
    director.refreshed(
        new Refreshed(model, 24, lesson.fresh().size(), 0, 3, errors, List.of()), lesson);
  }

  private Optional<String> champion() {
    return director.rollout().champion().map(Rollout.Word::digest);
  }

  private void challenge(String digest, double advantage) {
    label(20);
    finishRefresh(digest);
    world.advantage = advantage;
    director.turn();
  }

  @Test
  void shouldDoNothingWithoutLabels() {
    director.turn();
    assertThat(world.published).isEmpty();
    assertThat(world.lesson).isNull();
    label(19);
    assertThat(world.lesson).isNull();
    label(1);
    assertThat(world.lesson.fresh()).hasSize(20);
    assertThat(world.champion).isEqualTo("a");
  }

  @Test
  void shouldTakeABetterOneThroughEveryStage() {
    challenge("b", 1);
    assertThat(world.stages("b")).containsExactly(RolloutStage.CANDIDATE, RolloutStage.SHADOW);
    assertThat(champion()).contains("a");
    label(ENOUGH);
    assertThat(director.rollout().canary().map(Rollout.Word::digest)).contains("b");
    assertThat(director.rollout().canary().orElseThrow().share()).isEqualTo(0.25);
    label(60);
    assertThat(world.stages("b"))
        .containsExactly(
            RolloutStage.CANDIDATE,
            RolloutStage.SHADOW,
            RolloutStage.CANARY,
            RolloutStage.CHAMPION);
    assertThat(champion()).contains("b");
    ModelReleased last = world.published.get(world.published.size() - 1);
    assertThat(last.getReason()).startsWith("it predicts better than the champion: +1.000 nats");
    assertThat(last.getMetrics())
        .containsEntry("gate/log-density-gained", 1.0)
        .containsEntry("refresh/band_gap/mae-before", 0.5)
        .containsEntry("refresh/fresh", 20.0);
    assertThat(last.getParentDigest()).isEqualTo("a");
    assertThat(last.getCard()).isEqualTo("# card");
    assertThat(world.lesson).as("what came meanwhile is learnt next, from the new one").isNotNull();
    assertThat(world.champion).isEqualTo("b");
  }

  @Test
  void shouldRollAWorseOneBackAndTryAgainWithWhatCameSince() {
    challenge("b", -1);
    label(40);
    assertThat(world.stages("b"))
        .containsExactly(RolloutStage.CANDIDATE, RolloutStage.SHADOW, RolloutStage.RETIRED);
    assertThat(champion()).contains("a");
    assertThat(world.published.get(2).getReason()).contains("worse than the champion");
    assertThat(world.lesson).isNotNull();
  }

  @Test
  void shouldSayThingsInTheOrderInWhichTheyCount() {
    challenge("b", 1);
    label(100);
    List<String> ids = world.published.stream().map(each -> each.getMeta().getId()).toList();
    assertThat(ids).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void shouldGoOnAfterARestart() {
    challenge("b", 1);
    label(ENOUGH);
    Lessons again = new Lessons(100, 1_000, 1);
    Director restarted = new Director(CONFIG, again, world);
    restarted.released(byTheStore("a", 0));
    world.published.forEach(restarted::released);
    for (int number = 1; number <= labels; number++) {
      Map<Property, Double> values = Map.of(Property.BAND_GAP, (double) number);
      restarted.labelled(
          new Sample("c-" + number, 0, GRAPH, GRAPH, values), START.plusSeconds(number));
    }
    restarted.live();
    restarted.turn();
    assertThat(again.waiting()).as("what the canary had learnt waits no more").isEqualTo(ENOUGH);
    assertThat(restarted.trial().orElseThrow().challenger()).isEqualTo("b");
    director = restarted;
    lessons = again;
    label(ENOUGH);
    assertThat(champion()).contains("b");
  }

  @Test
  void shouldEndATrialWhoseChampionIsReplaced() {
    challenge("b", 0);
    director.released(byTheStore("c", 1_000));
    director.turn();
    assertThat(world.stages("b")).endsWith(RolloutStage.RETIRED);
    assertThat(director.trial()).isEmpty();
    assertThat(champion()).contains("c");
  }

  @Test
  void shouldRefuseWhatWasLearntFromAnotherChampion() {
    label(20);
    director.released(byTheStore("c", 1_000));
    finishRefresh("b");
    assertThat(world.stages("b")).containsExactly(RolloutStage.CANDIDATE, RolloutStage.RETIRED);
  }

  private static ModelReleased candidate(String digest, int second, Map<String, Double> metrics) {
    return said(digest, second)
        .setStage(RolloutStage.CANDIDATE)
        .setParentDigest("what sites started from")
        .setMetrics(metrics)
        .build();
  }

  private static ModelReleased averaged(String digest, int second) {
    return candidate(digest, second, Map.of(AveragedVersion.ROUNDS, 40.0));
  }

  @Test
  void shouldTryWhatSitesAveragedWhoeverServesAndPromoteItByTheLogAlone() {
    director.released(averaged("f", 10));
    director.turn();
    assertThat(world.stages("f")).containsExactly(RolloutStage.SHADOW);
    assertThat(world.published.get(0).getReason())
        .isEqualTo("averaged with other sites; scored beside the champion from now on");
    assertThat(champion()).contains("a");
    world.advantage = 1;
    label(100);
    assertThat(world.stages("f"))
        .containsExactly(RolloutStage.SHADOW, RolloutStage.CANARY, RolloutStage.CHAMPION);
  }

  @Test
  void shouldLetWhatSitesAveragedWaitForTheTrialAndTakeTheNewestOnly() {
    challenge("b", -1);
    director.released(averaged("f", 10));
    director.released(averaged("g", 20));
    director.turn();
    assertThat(world.stages("g")).isEmpty();
    label(40);
    assertThat(world.stages("b")).endsWith(RolloutStage.RETIRED);
    assertThat(world.stages("f")).containsExactly(RolloutStage.RETIRED);
    assertThat(world.stages("g")).containsExactly(RolloutStage.SHADOW);
    assertThat(world.lesson).as("a refresh waits for it").isNull();
  }

  @Test
  void shouldTryNoCandidateThatNobodyAveraged() {
    director.released(candidate("h", 10, Map.of()));
    director.turn();
    assertThat(world.published).isEmpty();
  }

  @Test
  void shouldRetireWhatCannotBeOpened() {
    world.isBroken = true;
    challenge("b", 1);
    label(1);
    assertThat(world.stages("b")).endsWith(RolloutStage.RETIRED);
    assertThat(world.published.get(2).getReason()).contains("no such files");
  }

  @Test
  void shouldDemoteAChampionThatCannotHoldItsCoverage() {
    challenge("b", 1);
    label(100);
    assertThat(champion()).contains("b");
    ChampionWatch watch = new ChampionWatch(director);
    watch.on(coverage("spark", 0.5, 100, Duration.ZERO));
    assertThat(champion()).contains("b");
    watch.on(coverage("spark", 0.5, 200, Duration.ofDays(1)));
    watch.on(coverage("spark", 0.5, 300, Duration.ofDays(1)));
    assertThat(champion()).contains("a");
    assertThat(world.stages("b")).endsWith(RolloutStage.RETIRED);
    watch.on(coverage("spark", 0.5, 400, Duration.ofDays(2)));
    watch.on(coverage("spark", 0.5, 600, Duration.ofDays(2)));
    assertThat(champion()).as("there is none before it").contains("a");
  }

  @Test
  void shouldListenToAlarmsOfItsChampionAlone() {
    challenge("b", 1);
    label(100);
    finishRefresh("c");
    ChampionWatch watch = new ChampionWatch(director);
    watch.on(alarm("somebody-else", DriftKind.COVERAGE, List.of("demotion")));
    watch.on(alarm("spark", DriftKind.COVERAGE, List.of("wider intervals")));
    assertThat(champion()).contains("b");
    watch.on(alarm("spark@b", DriftKind.COVERAGE, List.of("demotion")));
    assertThat(champion()).contains("a");
    director.turn();
    assertThat(world.stages("c")).as("its champion is gone").endsWith(RolloutStage.RETIRED);
  }

  @Test
  void shouldRefreshEarlierAfterDrift() {
    label(8);
    assertThat(world.lesson).isNull();
    ChampionWatch watch = new ChampionWatch(director);
    watch.on(alarm("spark", DriftKind.INSTRUMENT_OFFSET, List.of()));
    director.turn();
    assertThat(world.lesson).isNull();
    watch.on(alarm("spark", DriftKind.RESIDUALS, List.of()));
    director.turn();
    assertThat(world.lesson.fresh()).hasSize(8);
  }

  private static CoverageReported coverage(
      String subject, double observed, int total, Duration after) {
    return CoverageReported.newBuilder()
        .setMeta(meta(START.plus(after), subject + total))
        .setSubject(subject)
        .setProperty("band_gap")
        .setClaimed(0.9)
        .setObserved(observed)
        .setCount(100)
        .setTotal(total)
        .build();
  }

  private static DriftDetected alarm(String subject, DriftKind kind, List<String> answers) {
    return DriftDetected.newBuilder()
        .setMeta(meta(START.plus(Duration.ofDays(1)), subject + kind))
        .setSubject(subject)
        .setDetector("test")
        .setProperty("band_gap")
        .setStatistic(2)
        .setThreshold(1)
        .setKind(kind)
        .setMessage("intervals are too narrow")
        .setAnswers(answers)
        .build();
  }

  @Test
  void shouldBeSwitchedOff() {
    assertThat(CONFIG.works()).isTrue();
    assertThat(CONFIG.inference().device()).isEqualTo(DeviceOptions.threads(1, 1));
    assertThat(CONFIG.bases()).containsExactly("experiment");
  }
}
