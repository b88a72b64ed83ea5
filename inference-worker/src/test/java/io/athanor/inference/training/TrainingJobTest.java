package io.athanor.inference.training;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.athanor.inference.model.InputMode;
import io.athanor.inference.model.Property;
import io.athanor.inference.store.ModelStore;
import io.athanor.inference.store.StoredModel;
import io.athanor.inference.training.config.ConfigException;
import io.athanor.inference.training.config.ConfigFile;
import io.athanor.inference.training.config.TrainingConfig;
import io.athanor.inference.training.report.CurvePoint;
import io.athanor.inference.training.report.TestFigures;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingJobTest {
  private static final Path EXAMPLE = Path.of("training", "example.yaml");
  private static final int ROWS = 280;

  @TempDir static Path whole;
  private static TrainingConfig config;
  private static TrainingOutcome uninterrupted;
  private static final Heard HEARD = new Heard();

  @TempDir Path base;

  @BeforeAll
  static void trainTheExample() throws IOException {
    config = ConfigFile.read(EXAMPLE);
    MadeUpRows.write(whole, ROWS);
    uninterrupted = run(config, whole, HEARD, false);
    TrainingReports.write(config, places(whole), uninterrupted);
  }

  @BeforeEach
  void makeRows() throws IOException {
    MadeUpRows.write(base, ROWS);
  }

  @Test
  void shouldStoreAModelThatHasLearned() {
    StoredModel stored =
        ModelStore.directory(whole.resolve("models")).load("example", Optional.empty());
    assertThat(stored.digest()).isEqualTo(uninterrupted.model().digest());
    TestFigures energy =
        uninterrupted.figures().stream()
            .filter(each -> each.mode() == InputMode.CRYSTAL)
            .filter(each -> each.property() == Property.FORMATION_ENERGY_PER_ATOM)
            .findFirst()
            .orElseThrow();
    assertThat(energy.count()).isEqualTo(ROWS / 5);
    assertThat(energy.mae().value()).isLessThan(0.5 * energy.constant());
    assertThat(energy.mae().low()).isLessThan(energy.mae().value());
    assertThat(energy.mae().high()).isGreaterThan(energy.mae().value());
    assertThat(stored.manifest().data()).containsExactly("Made up for a test; no terms.");
  }

  @Test
  void shouldLeaveCurvesFiguresAndACard() throws IOException {
    Path out = whole.resolve("out");
    assertThat(Files.readString(out.resolve("curves.svg"))).startsWith("<svg").contains("polyline");
    assertThat(Files.readString(out.resolve("curves.html"))).contains("<svg", "</html>");
    assertThat(Files.readString(out.resolve("figures.json")))
        .contains(uninterrupted.model().digest(), "\"validationMae\"", "\"coverage90\"");
    String digest = uninterrupted.model().digest();
    String card =
        Files.readString(
            whole.resolve("models").resolve("example").resolve(digest).resolve("MODEL_CARD.md"));
    assertThat(card)
        .contains(digest, "It knows nothing of nature.", "| many | training |", "Calibration");
    // beside the model, and no part of it
    assertThat(
            ModelStore.directory(whole.resolve("models"))
                .load("example", Optional.of(digest))
                .digest())
        .isEqualTo(digest);
  }

  @Test
  void shouldRestateTheSameWeightsByteForByte() {
    TrainingPlaces places = places(base);
    TrainingOutcome restated =
        new TrainingJob(config, places, new Heard(), () -> 0)
            .restate(new SourceOpener(config, places), uninterrupted.model());
    assertThat(restated.model().digest()).isEqualTo(uninterrupted.model().digest());
    assertThat(restated.figures()).isEqualTo(uninterrupted.figures());
    assertThat(restated.curve()).isEmpty();
  }

  @Test
  void shouldGoOnFromEitherStageByteForByte() {
    for (Heard plug : List.of(new Heard("broad", 3), new Heard("fine", 2))) {
      assertThatThrownBy(() -> run(config, base, plug, false)).isInstanceOf(Heard.PulledPlug.class);
      Heard resumed = new Heard();
      TrainingOutcome outcome = run(config, base, resumed, true);
      assertThat(resumed.goneOnAfter.get(0)).isEqualTo(2);
      assertThat(outcome.model().digest()).isEqualTo(uninterrupted.model().digest());
      assertThat(outcome.curve()).isEqualTo(uninterrupted.curve());
    }
  }

  @Test
  void shouldGoOnAfterAKillByteForByte() throws Exception {
    Path copy = base.resolve("example.yaml");
    Files.copy(EXAMPLE, copy, StandardCopyOption.REPLACE_EXISTING);
    Process child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                TrainingChild.class.getName(),
                copy.toString(),
                base.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (BufferedReader said =
            new BufferedReader(new InputStreamReader(child.getInputStream(), UTF_8));
        OutputStream letOn = child.getOutputStream()) {
      String line = said.readLine();
      while (line != null && !line.equals("epoch fine 3")) {
        if (line.startsWith("epoch ")) {
          letOn.write('\n');
          letOn.flush();
        }
        line = said.readLine();
      }
      assertThat(line).as("how far the child came").isEqualTo("epoch fine 3");
      // it may be anywhere in the next epoch, or writing its checkpoint
      letOn.write('\n');
      letOn.flush();
      child.destroyForcibly();
      assertThat(child.waitFor()).as("killed").isNotZero();
    }
    Heard resumed = new Heard();
    TrainingOutcome outcome = run(config, base, resumed, true);
    assertThat(resumed.goneOnAfter.get(0)).isBetween(2, 4);
    assertThat(outcome.model().digest()).isEqualTo(uninterrupted.model().digest());
  }

  @Test
  void shouldKeepTheBestWeightsAndStopWhenTheyGrowOld() {
    List<CurvePoint> fine =
        uninterrupted.curve().stream().filter(each -> each.stage().equals("fine")).toList();
    Checkpoint.Best best = Checkpoint.Best.NONE;
    int last = 0;
    for (CurvePoint point : fine) {
      assertThat(best.age()).as("before epoch " + point.epoch()).isLessThan(3);
      best =
          best.with(
              uninterrupted.model().weights(),
              point.validation().get(Property.FORMATION_ENERGY_PER_ATOM));
      last = point.epoch();
    }
    assertThat(last == 8 || best.age() == 3).isTrue();
  }

  @Test
  void shouldRefuseToGoOnWithAnotherConfiguration() throws IOException {
    assertThatThrownBy(() -> run(config, base, new Heard("broad", 2), false))
        .isInstanceOf(Heard.PulledPlug.class);
    TrainingConfig other =
        ConfigFile.parse(Files.readString(EXAMPLE).replace("epochs: 8", "epochs: 9"));
    assertThatThrownBy(() -> run(other, base, new Heard(), true))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("--resume")
        .hasMessageContaining("another configuration");
  }

  @Test
  void shouldRefuseToTrainOnHeldOutRows() throws IOException {
    String text = Files.readString(EXAMPLE).replace("exclude: [watched, calibrating]", "");
    assertThatThrownBy(() -> run(ConfigFile.parse(text), base, new Heard(), false))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("'many' would train on row")
        .hasMessageContaining("exclude");
  }

  @Test
  void shouldStartFromAStoredModel() throws IOException {
    String text =
        Files.readString(EXAMPLE)
            .replace(
                "    sources: [many]\n",
                "    sources: [many]\n    from: {store: %s, name: example}\n"
                    .formatted(whole.resolve("models")))
            .replace("store: models,", "store: tuned,");
    Heard heard = new Heard();
    TrainingOutcome outcome = run(ConfigFile.parse(text), base, heard, false);
    assertThat(outcome.model().manifest().parentDigest()).contains(uninterrupted.model().digest());
    assertThat(heard.notes).anyMatch(each -> each.matches("(\\d+) of \\1 tensors start from .*"));
    assertThat(heard.points.get(0).loss()).isLessThan(HEARD.points.get(0).loss());
  }

  @Test
  void shouldJudgeAStoredModelAsItsTrainingDid() {
    TrainingPlaces places = places(whole);
    assertThat(
            Evaluation.figures(
                config, uninterrupted.model(), new SourceOpener(config, places), new Heard()))
        .isEqualTo(uninterrupted.figures());
  }

  private static TrainingPlaces places(Path base) {
    return new TrainingPlaces(base, base, base.resolve("out"), base.resolve("cache"));
  }

  private static TrainingOutcome run(
      TrainingConfig config, Path base, TrainingListener listener, boolean resume) {
    TrainingPlaces places = places(base);
    return new TrainingJob(config, places, listener, () -> 0)
        .run(new SourceOpener(config, places), resume);
  }
}
