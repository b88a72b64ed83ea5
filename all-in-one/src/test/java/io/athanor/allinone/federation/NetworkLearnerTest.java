package io.athanor.allinone.federation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.athanor.event.Meta;
import io.athanor.event.ModelReleased;
import io.athanor.event.RolloutStage;
import io.athanor.federation.app.SiteLog;
import io.athanor.federation.round.TrunkTerms;
import io.athanor.inference.rollout.Releases;
import io.athanor.inference.store.ModelStore;
import io.athanor.inference.store.StoredModel;
import io.athanor.schemas.topic.Topic;
import io.athanor.schemas.topic.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NetworkLearnerTest {
  private static final Instant NOW = Instant.parse("2026-11-27T09:00:00Z");
  private static final String COURSE = "01936c00-0000-7000-8000-0000000000aa";
  private static final List<String> PROPERTIES = List.of("formation_energy_per_atom", "heat_all");

  @TempDir Path directory;
  private StoredModel base;
  private final Log log = new Log();

  /** Labelled materials and words on versions, in memory. */
  private static final class Log implements SiteLog {
    private final List<SpecificRecord> materials = new ArrayList<>();
    private final List<ModelReleased> words = new ArrayList<>();
    private boolean isDown;
    private int reads;

    @Override
    public <T extends SpecificRecord> void all(Topic<T> topic, Consumer<T> events) {
      reads += topic.equals(Topics.MATERIAL_UPDATED) ? 1 : 0;
      List<? extends SpecificRecord> all = topic.equals(Topics.MODEL_RELEASED) ? words : materials;
      all.forEach(each -> events.accept(topic.type().cast(each)));
    }

    @Override
    public void release(ModelReleased word) {
      if (isDown) {
        throw new KafkaException("the log is not there");
      }
      words.add(word);
    }
  }

  @BeforeEach
  void haveAChampionAndLabels() {
    base = TinyModel.store(directory.resolve("store"), 5);
    Meta meta =
        Meta.newBuilder()
            .setId("01936c00-0000-7000-8000-000000000001")
            .setSource("test")
            .setOccurredAt(NOW)
            .setRecordedAt(NOW)
            .build();
    log.words.add(Releases.of(base).setMeta(meta).setStage(RolloutStage.CHAMPION).build());
    Random random = new Random(1);
    for (int each = 0; each < 24; each++) {
      log.materials.add(TrunkSite.material(0, each, random));
    }
  }

  private NetworkLearner learner(Optional<String> named) {
    ModelStore store =
        ModelStore.directory(directory.resolve("store"))
            .or(ModelStore.directory(directory.resolve("made")));
    return new NetworkLearner(
        new NetworkPlaces(
            TinyModel.NAME,
            store,
            directory.resolve("made"),
            List.of("experiment"),
            named,
            directory.resolve("state")),
        () -> NOW);
  }

  private TrunkTerms terms(String digest) {
    return TrunkTerms.first(COURSE, 1, digest, PROPERTIES, 7);
  }

  /** Three sites with the same records. */
  private static double[] tripled(double[] vector) {
    return Arrays.stream(vector).map(each -> 3 * each).toArray();
  }

  @Test
  void shouldStartFromTheNamedModelElseTheLastAverageElseTheChampion() throws IOException {
    assertThat(learner(Optional.empty()).base(log)).contains(base.digest());
    assertThat(learner(Optional.of("other")).base(log)).contains("other");
    Files.createDirectories(directory.resolve("state"));
    Files.writeString(directory.resolve("state/last-average"), "average\n");
    assertThat(learner(Optional.empty()).base(log)).contains("average");
    log.words.clear();
    Files.delete(directory.resolve("state/last-average"));
    assertThat(learner(Optional.empty()).base(log)).isEmpty();
  }

  @Test
  void shouldRefuseACourseThatIsNotItsOwnAndSayWhy() throws IOException {
    String other = "ab".repeat(32);
    assertThat(learner(Optional.empty()).refusal(terms(base.digest()), log)).isEmpty();
    assertThat(learner(Optional.empty()).refusal(terms(other), log))
        .contains("it starts from model " + other + ", this site from " + base.digest());
    assertThat(learner(Optional.of(other)).refusal(terms(other), log).orElseThrow())
        .startsWith("it starts from a model that this site does not have: ");
    log.materials.clear();
    assertThat(learner(Optional.empty()).refusal(terms(base.digest()), log))
        .contains("this site has no labelled material to learn from");
    log.words.clear();
    assertThat(learner(Optional.empty()).refusal(terms(other), log))
        .contains(
            "it starts from model "
                + other
                + ", this site from none: no model was released here yet");
  }

  @Test
  void shouldReadItsMaterialsOnceWhileTheOthersJoin() throws IOException {
    TrunkTerms terms = terms(base.digest());
    NetworkLearner learner = learner(Optional.empty());
    assertThat(learner.refusal(terms, log)).isEmpty();
    assertThat(learner.refusal(terms, log)).isEmpty();
    assertThat(log.reads).isEqualTo(1);
    TrunkTerms other = TrunkTerms.first(COURSE, 2, base.digest(), PROPERTIES, 7);
    assertThat(learner.refusal(other, log)).isEmpty();
    assertThat(log.reads).isEqualTo(2);
    // what was refused is asked again
    log.materials.clear();
    assertThat(learner.refusal(terms, log)).isPresent();
    assertThat(learner.refusal(terms, log)).isPresent();
    assertThat(log.reads).isEqualTo(4);
  }

  @Test
  void shouldGoOnWithACourseItBeganWhateverServesAndWithNoOtherOfThatName() throws IOException {
    TrunkTerms terms = terms(base.digest());
    NetworkLearner learner = learner(Optional.empty());
    assertThat(learner.vector(terms, log)).hasSize(learner.length(terms));
    learner.close();
    NetworkLearner again = learner(Optional.of("something else by now"));
    assertThat(again.refusal(terms.at(1), log)).isEmpty();
    TrunkTerms other = TrunkTerms.first(COURSE, 2, base.digest(), PROPERTIES, 7);
    assertThat(again.refusal(other, log))
        .contains("a course of this name was begun with other terms");
  }

  @Test
  void shouldTellItsLogOnceOfACandidateAndKeepTheAverageForTheNextCourse() throws IOException {
    TrunkTerms units = terms(base.digest());
    TrunkTerms last = units.at(1);
    NetworkLearner learner = learner(Optional.empty());
    learner.take(units, tripled(learner.vector(units, log)), 3, log);
    assertThat(learner.has(units)).isTrue();
    double[] sum = tripled(learner.vector(last, log));
    assertThat(sum).hasSize(learner.length(last));
    log.isDown = true;
    assertThatThrownBy(() -> learner.take(last, sum, 3, log)).isInstanceOf(KafkaException.class);
    assertThat(learner.has(last)).isFalse();
    learner.close();
    log.isDown = false;
    // what was made is said by whoever starts next, as it was made
    log.materials.remove(0);
    NetworkLearner again = learner(Optional.empty());
    again.take(last, sum, 3, log);
    again.take(last, sum, 3, log);
    assertThat(again.has(last)).isTrue();
    assertThat(log.words).hasSize(2);
    ModelReleased word = log.words.get(1);
    assertThat(word.getStage()).isEqualTo(RolloutStage.CANDIDATE);
    assertThat(word.getReason()).isEqualTo("averaged over 1 passes of 3 sites");
    assertThat(word.getMeta().getId()).isGreaterThan(log.words.get(0).getMeta().getId());
    assertThat(word.getProperties()).isEqualTo(PROPERTIES);
    assertThat(again.base(log)).isNotEmpty().isNotEqualTo(Optional.of(base.digest()));
    assertThat(again.base(log)).isNotEqualTo(Optional.of(word.getDigest()));
    TrunkTerms next =
        TrunkTerms.first(
            "01936c00-0000-7000-8000-0000000000bb", 1, again.base(log).get(), PROPERTIES, 8);
    assertThat(again.refusal(next, log)).isEmpty();
    again.close();
  }

  @Test
  void shouldKnowPropertiesByTheirOneName() {
    assertThat(NetworkPlaces.property("heat_all").key()).isEqualTo("heat_all");
    assertThatThrownBy(() -> NetworkPlaces.property("e_form_matbench"))
        .hasMessage("federation.trunk.properties: no network learns 'e_form_matbench'");
  }
}
