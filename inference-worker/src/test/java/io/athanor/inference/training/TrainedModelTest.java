package io.athanor.inference.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.athanor.inference.modality.Given;
import io.athanor.inference.modality.Pools;
import io.athanor.inference.model.GraphBuilder;
import io.athanor.inference.model.InvarianceCheck;
import io.athanor.inference.model.MaterialGraph;
import io.athanor.inference.model.MaterialModel;
import io.athanor.inference.model.MaterialPrediction;
import io.athanor.inference.model.Property;
import io.athanor.inference.store.ModelStore;
import io.athanor.inference.store.StoredModel;
import io.athanor.inference.training.config.ConfigFile;
import io.athanor.inference.training.config.Role;
import io.athanor.inference.training.config.TrainingConfig;
import io.athanor.materials.composition.Composition;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The model that ships: found on the classpath, verified, and better than knowing nothing. */
class TrainedModelTest {
  @TempDir Path cache;
  private static StoredModel stored;
  private static MaterialModel model;

  @BeforeAll
  static void open() {
    stored = ModelStore.of("classpath:").load("ember", Optional.empty());
    model = stored.open(1, 1);
  }

  @AfterAll
  static void close() {
    model.close();
  }

  /** Formula, formation energy (eV/atom), PBE gap (eV): Materials Project, CC BY 4.0, rounded. */
  private record Known(String formula, double energy, double gap) {}

  private static final List<Known> KNOWN =
      List.of(
          new Known("LiF", -3.17, 8.72),
          new Known("CdTe", -0.67, 1.23),
          new Known("BaTiO3", -3.49, 2.62),
          new Known("CuZn", -0.09, 0),
          new Known("Al2O3", -3.43, 6.04),
          new Known("InP", -0.2, 0.51),
          new Known("GaN", -0.65, 1.9),
          new Known("TiO2", -3.5, 2.06),
          new Known("CsPbBr3", -1.64, 2.89),
          new Known("CsPbI3", -1.27, 2.52));

  @Test
  void shouldBeatAConstantOnWellKnownCompounds() {
    GraphBuilder builder = new GraphBuilder(model.shape());
    List<MaterialGraph> graphs =
        KNOWN.stream().map(row -> builder.composition(Composition.parse(row.formula()))).toList();
    List<MaterialPrediction> predictions = model.predict(graphs);
    for (Property property : List.of(Property.FORMATION_ENERGY_PER_ATOM, Property.BAND_GAP)) {
      double[] labels =
          KNOWN.stream()
              .mapToDouble(row -> property == Property.BAND_GAP ? row.gap() : row.energy())
              .toArray();
      Metrics metrics =
          Metrics.of(
              predictions.stream().map(each -> each.estimates().get(property)).toList(), labels);
      assertThat(metrics.mae()).as(property.key()).isLessThan(0.6 * metrics.mad());
    }
  }

  @Test
  void shouldAnswerACrystalAlikeHoweverItIsWritten() {
    assertThat(InvarianceCheck.verify(model)).isLessThan(InvarianceCheck.TOLERANCE);
  }

  @Test
  void shouldKnowFamiliarFromStrange() {
    GraphBuilder builder = new GraphBuilder(model.shape());
    MaterialPrediction familiar =
        model.predict(List.of(builder.composition(Composition.parse("NaCl")))).get(0);
    MaterialPrediction strange =
        model.predict(List.of(builder.composition(Composition.parse("C6H12O6Au")))).get(0);
    assertThat(familiar.outOfDomain()).isLessThan(1);
    assertThat(strange.outOfDomain()).isGreaterThan(familiar.outOfDomain());
  }

  @Test
  void shouldKnowItsElements() {
    assertThat(model.knows(82)).as("lead").isTrue();
    assertThat(model.knows(85)).as("astatine").isFalse();
    assertThat(model.knows(118)).as("oganesson").isFalse();
    assertThat(model.knows(0)).isFalse();
  }

  @Test
  void shouldSayHowEverySubsetOfWhatMayBeKnownIsMixed() {
    Pools pools = stored.manifest().pools();
    assertThat(pools.byGiven().keySet())
        .containsExactlyInAnyOrderElementsOf(Given.fused().stream().map(Given::key).toList());
    pools
        .byGiven()
        .forEach(
            (given, fitted) ->
                assertThat(fitted.keySet())
                    .as(given)
                    .containsExactlyInAnyOrderElementsOf(model.shape().properties()));
  }

  @Test
  void shouldHoldItsReportedFiguresOnHeldOutRows() {
    Path data = Path.of(System.getenv().getOrDefault("ATHANOR_DATA", "../../shared/data"));
    assumeThat(Files.isDirectory(data.resolve("structures")))
        .as("held-out structures are not here: set ATHANOR_DATA")
        .isTrue();
    TrainingConfig config = ConfigFile.read(Path.of("training", "ember.yaml"));
    SourceOpener opener =
        new SourceOpener(config, new TrainingPlaces(Path.of("training"), data, cache, cache));
    int index = config.sources().indexOf(config.sources(Role.TEST).get(0));
    List<Sample> all = SourceLoader.read(config, index, opener, Set.of()).samples();
    List<Sample> test =
        IntStream.range(0, all.size()).filter(row -> row % 8 == 0).mapToObj(all::get).toList();
    Map<String, Double> seen = Judgement.metrics(model, test);
    List<String> wrong = new ArrayList<>();
    for (String mode : List.of("crystal", "composition")) {
      for (Property property :
          List.of(
              Property.FORMATION_ENERGY_PER_ATOM, Property.BAND_GAP, Property.ENERGY_ABOVE_HULL)) {
        String prefix = mode + "/" + property.key() + "/";
        double mae = seen.get(prefix + "mae");
        double coverage = seen.get(prefix + "coverage90");
        if (mae > 1.25 * stored.manifest().metrics().get(prefix + "mae")) {
          wrong.add(prefix + "mae " + mae);
        }
        if (coverage < 0.85 || coverage > 0.95) {
          wrong.add(prefix + "coverage90 " + coverage);
        }
      }
    }
    assertThat(wrong).isEmpty();
  }
}
