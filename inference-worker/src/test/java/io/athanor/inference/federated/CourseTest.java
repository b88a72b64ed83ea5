package io.athanor.inference.federated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.athanor.inference.continual.AveragedVersion;
import io.athanor.inference.model.Calibrations;
import io.athanor.inference.model.Cells;
import io.athanor.inference.model.Estimator;
import io.athanor.inference.model.Models;
import io.athanor.inference.model.Parameters;
import io.athanor.inference.model.Property;
import io.athanor.inference.model.Scale;
import io.athanor.inference.model.Weights;
import io.athanor.inference.store.ModelManifest;
import io.athanor.inference.store.ModelStore;
import io.athanor.inference.store.StoredModel;
import io.athanor.inference.training.Recipe;
import io.athanor.inference.training.Sample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CourseTest {
  private static final Property KNOWN = Property.FORMATION_ENERGY_PER_ATOM;
  private static final Property NEW = Property.PEROVSKITE_HEAT;
  private static final List<Property> PROPERTIES = List.of(KNOWN, NEW);
  private static final Recipe RECIPE = new Recipe(3, 20, 3e-3, 0.02, 0, 0, 0, 1);

  // no cell at random has it
  private static final int RARE = 86;

  @TempDir Path directory;

  private StoredModel base() {
    return base(Models.weights(3));
  }

  private StoredModel base(Weights weights) {
    ModelManifest manifest =
        new ModelManifest(
            ModelManifest.FORMAT,
            "spark",
            "2",
            Optional.empty(),
            Models.SHAPE,
            List.of(),
            Calibrations.none(Models.SHAPE.properties()).byMode(),
            Map.of(),
            List.of("made up"));
    return ModelStore.write(directory.resolve("store"), manifest, weights, true);
  }

  private static List<Sample> rows(int site, int count) {
    return IntStream.range(0, count)
        .mapToObj(
            row -> {
              Map<Property, Double> labels = new EnumMap<>(Property.class);
              labels.put(KNOWN, 0.1 * row - site);
              labels.put(NEW, 2 + 0.1 * row + site);
              // that is learnt by nobody here
              labels.put(Property.BAND_GAP, 1.0);
              Cells cells = Cells.random(100 * site + row);
              return new Sample("s" + site + "-" + row, 0, cells.graph(), cells.graph(), labels);
            })
        .toList();
  }

  private Course course(int site) throws IOException {
    return new Course(
        base(), PROPERTIES, RECIPE, rows(site, 10 + 2 * site), directory.resolve("site-" + site));
  }

  private static double[] sum(List<double[]> vectors) {
    double[] sum = new double[vectors.get(0).length];
    for (double[] each : vectors) {
      Arrays.setAll(sum, i -> sum[i] + each[i]);
    }
    return sum;
  }

  /** All sites' next round; returns their vectors. */
  private static List<double[]> round(List<Course> courses, int round) throws IOException {
    List<double[]> vectors = new ArrayList<>();
    for (Course each : courses) {
      vectors.add(each.vector(round));
    }
    double[] sum = sum(vectors);
    for (Course each : courses) {
      each.take(round, sum);
    }
    return vectors;
  }

  private List<Course> courses() throws IOException {
    return new ArrayList<>(List.of(course(0), course(1), course(2)));
  }

  @Test
  void shouldGiveTheSameAverageToAllAndToEachAVersionOfItsOwn() throws IOException {
    List<Course> courses = courses();
    List<double[]> vectors = List.of();
    for (int round = 0; round <= 3; round++) {
      vectors = round(courses, round);
      for (double[] each : vectors) {
        assertThat(each).hasSize(Course.length(Models.SHAPE, PROPERTIES, round));
      }
    }
    double[] mean = FederatedAveraging.mean(sum(vectors));
    List<AveragedVersion.Made> made = new ArrayList<>();
    for (Course each : courses) {
      made.add(each.store(directory.resolve("made"), 3));
      each.close();
    }
    StoredModel common = made.get(0).common();
    assertThat(made).allMatch(each -> each.common().digest().equals(common.digest()));
    assertThat(made.stream().map(each -> each.own().digest()).distinct()).hasSize(3);
    assertThat(common.manifest().shape().properties())
        .containsExactly(KNOWN, Property.BAND_GAP, NEW);
    assertThat(common.manifest().version()).isEqualTo("2.f1");
    assertThat(common.manifest().parentDigest()).contains(base().digest());
    for (AveragedVersion.Made each : made) {
      assertThat(each.own().manifest().parentDigest()).contains(base().digest());
      assertThat(AveragedVersion.is(each.own().manifest().metrics())).isTrue();
      assertThat(each.own().card().orElseThrow()).contains(common.digest());
      float[] weights = each.own().weights().get("readout/weight").values();
      assertThat(weights).isEqualTo(common.weights().get("readout/weight").values());
    }
    Map<String, Weights.Entry> tensors = new LinkedHashMap<>();
    Parameters.shapes(common.manifest().shape())
        .keySet()
        .forEach(name -> tensors.put(name, common.weights().get(name)));
    double[] stored = WeightVector.of(new Weights(tensors));
    for (int i = 0; i < mean.length; i++) {
      assertThat(stored[i]).isCloseTo(mean[i], within((double) Math.ulp((float) mean[i])));
    }
    Scale scale =
        Estimator.of(common.manifest().shape(), common.weights(), common.manifest().calibration())
            .scales()
            .of(NEW);
    double[] labels =
        IntStream.range(0, 3)
            .boxed()
            .flatMap(site -> Course.learnable(rows(site, 10 + 2 * site), PROPERTIES).stream())
            .mapToDouble(row -> row.label(NEW))
            .toArray();
    assertThat(scale.mean()).isCloseTo(Arrays.stream(labels).average().orElseThrow(), within(1e-5));
  }

  /**
   * What has no label that is learnt makes no element known; it is judged where it is kept back.
   */
  @Test
  void shouldKnowTheElementsThatItLearntFrom() throws IOException {
    float[] none = new float[Models.SHAPE.elementRows()];
    StoredModel bare =
        base(
            Models.weights(3)
                .with(Map.of("element/known", new Weights.Entry(new int[] {none.length}, none))));
    List<Sample> rows = new ArrayList<>(rows(0, 24));
    List<Sample> learnt = Course.learnable(rows, PROPERTIES);
    for (int row = 0; row < 10; row++) {
      var rare = Cells.rockSalt(RARE, 8, 5).graph();
      rows.add(new Sample("gap-" + row, 0, rare, rare, Map.of(Property.BAND_GAP, 1.0)));
    }
    assertThat(AveragedVersion.learnt(rows)).hasSizeGreaterThan(learnt.size());
    try (Course course = new Course(bare, PROPERTIES, RECIPE, rows, directory.resolve("gap-too"))) {
      for (int round = 0; round <= RECIPE.epochs(); round++) {
        round(List.of(course), round);
      }
      StoredModel own = course.store(directory.resolve("made"), 1).own();
      float[] known = own.weights().get("element/known").values();
      for (Sample row : learnt) {
        for (int element : row.composition().elements()) {
          assertThat(known[element]).isOne();
        }
      }
      assertThat(known[RARE]).isZero();
      long gaps = rows.stream().filter(row -> !AveragedVersion.learnt(rows).contains(row)).count();
      assertThat(own.manifest().metrics()).containsEntry("crystal/band_gap/count", (double) gaps);
    }
  }

  /** Killed after it had trained and before anybody heard of it; another missed the round. */
  @Test
  void shouldGoOnFromItsFilesBitForBit() throws IOException {
    List<Course> courses = courses();
    round(courses, 0);
    round(courses, 1);
    double[] before = courses.get(1).vector(2);
    courses.get(1).close();
    try (Course again = course(1)) {
      assertThat(again.taken()).isEqualTo(1);
      assertThat(again.vector(2)).isEqualTo(before);
      courses.set(1, again);
      round(courses.subList(0, 2), 2);
      double[] unbroken = again.vector(3);
      // with its moments lost it is another site
      Files.delete(directory.resolve("site-1").resolve("site.bin"));
      try (Course forgetful = course(1)) {
        assertThat(forgetful.vector(3)).isNotEqualTo(unbroken);
      }
      Course absent = courses.get(2);
      assertThatThrownBy(() -> absent.vector(3))
          .hasMessage("round 3 follows on the sum of 2, and this site has that of 1");
      absent.take(2, sum(List.of(before, before)));
      assertThat(absent.vector(3)[unbroken.length - 1])
          .isEqualTo(Course.learnable(rows(2, 14), PROPERTIES).size());
    }
    courses.forEach(Course::close);
  }

  @Test
  void shouldNameWhatIsWrong() throws IOException {
    try (Course course = course(0)) {
      assertThatThrownBy(() -> course.vector(1))
          .hasMessage("round 1 follows on the sum of 0, and this site has that of -1");
      assertThatThrownBy(() -> course.take(1, new double[3]))
          .hasMessage("the moments of the sites' labels are not here");
      assertThatThrownBy(() -> course.take(0, new double[] {30, 0, 1, 15, 1, 1}))
          .hasMessage("heat_all has 15 labels at all sites together, and its unit takes 16");
      course.take(0, new double[] {30, 0, 1, 16, 16, 32});
      assertThatThrownBy(() -> course.take(1, new double[3]))
          .hasMessage("the weights of no record");
      assertThatThrownBy(() -> course.store(directory, 3))
          .hasMessage("the course has 3 rounds and this site the sum of 0");
    }
    try (Course empty =
        new Course(base(), PROPERTIES, RECIPE, List.of(), directory.resolve("empty"))) {
      assertThatThrownBy(() -> empty.vector(0))
          .hasMessage("this site has no labelled material to learn from");
    }
  }
}
