package io.athanor.allinone.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.athanor.allinone.client.Experiments;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PerovskitePhysicsTest {
  private static Recipe recipe(double cs, double ma, double sn, double br, double cl) {
    return new Recipe(cs, ma, sn, br, cl, 100, 30);
  }

  @Test
  void shouldWriteFormulaThatShowsEachIonPresent() {
    assertThat(recipe(0.1, 0.15, 0.1, 0.2, 0).formula())
        .isEqualTo("Cs0.1(CH5N2)0.75(CH6N)0.15Pb0.9Sn0.1(I0.8Br0.2)3");
    assertThat(recipe(0, 1, 0, 0, 0).formula()).isEqualTo("(CH6N)PbI3");
    assertThat(recipe(1, 0, 1, 1, 0).formula()).isEqualTo("CsSnBr3");
  }

  @Test
  void shouldRefuseRecipeThatCannotBe() {
    assertThatThrownBy(() -> recipe(0.7, 0.5, 0, 0, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("cesium + methylammonium");
    assertThatThrownBy(() -> Recipe.of(Map.of("cesium", "much")))
        .hasMessageContaining("cesium: much is not a number");
  }

  @Test
  void shouldReadRecipeBackFromItsParameters() {
    Recipe recipe = recipe(0.1, 0.15, 0.1, 0.2, 0.03);
    assertThat(Recipe.of(recipe.parameters())).isEqualTo(recipe);
  }

  /** Published gaps, eV, as BandGap cites them; Noh 2013 for MAPbBr3. */
  @ParameterizedTest
  @CsvSource({
    "0,1,0,0,1.57,0.001",
    "0,0,0,0,1.48,0.001",
    "1,0,0,0,1.73,0.001",
    "0,1,0,1,2.29,0.001",
    "0,1,1,0,1.30,0.001",
    "0,1,0.75,0,1.17,0.02",
    "0.25,0,0.5,0,1.22,0.025"
  })
  void shouldReproducePublishedGaps(
      double cs, double ma, double sn, double br, double gap, double tolerance) {
    assertThat(BandGap.of(recipe(cs, ma, sn, br, 0))).isCloseTo(gap, within(tolerance));
  }

  /** Tolerance factors with Kieslich's radii: MAPbI3 0.912, FAPbI3 0.987, CsPbI3 0.851. */
  @ParameterizedTest
  @CsvSource({"0,1,0.912", "0,0,0.987", "1,0,0.851"})
  void shouldReproducePublishedToleranceFactors(double cs, double ma, double expected) {
    assertThat(Lattice.toleranceFactor(recipe(cs, ma, 0, 0, 0))).isCloseTo(expected, within(1e-3));
  }

  /** ASTM G173-03: 33.7 % at 1.34 eV, 35.03 mA/cm2, 1.082 V; Ruehle 2016. */
  @Test
  void shouldReproduceShockleyQueisserLimit() {
    assertThat(DetailedBalance.photocurrent(1.34)).isCloseTo(35.03, within(0.01));
    DiodeModel ideal = DiodeModel.of(1.34, 1, 1, 1, 1e-6, 1e9);
    assertThat(ideal.efficiency()).isCloseTo(33.7, within(0.15));
    assertThat(ideal.current(1.085)).isCloseTo(0, within(5.0));
  }

  @Test
  void shouldSolveDiodeEquation() {
    DiodeModel cell = new DiodeModel(22, 1e-12, 1.4, 3, 2_000);
    for (double voltage = -0.2; voltage < 1.3; voltage += 0.013) {
      double current = cell.current(voltage);
      double junction = voltage + current * 3e-3;
      double expected =
          22
              - 1e-12 * Math.expm1(junction / (1.4 * DetailedBalance.THERMAL_VOLTAGE))
              - junction / 2;
      assertThat(current).as("at %s V", voltage).isCloseTo(expected, within(1e-6));
    }
  }

  @Test
  void shouldHavePhasesWhereTheyArePublished() {
    assertThat(Phases.of(recipe(0, 0, 0, 0, 0)).perovskite())
        .as("FAPbI3 is yellow")
        .isLessThan(0.5);
    assertThat(Phases.of(recipe(1, 0, 0, 0, 0)).perovskite())
        .as("CsPbI3 is yellow")
        .isLessThan(0.5);
    assertThat(Phases.of(recipe(0.17, 0, 0, 0.1, 0)).perovskite()).isGreaterThan(0.8);
    assertThat(Phases.of(recipe(0, 1, 0, 0.5, 0)).segregation()).as("Hoke 2015").isGreaterThan(0.9);
    assertThat(Phases.of(recipe(0.17, 0, 0, 0.3, 0)).segregation()).isLessThan(0.1);
    Phases hot = Phases.of(new Recipe(0, 1, 0, 0, 0, 150, 30));
    Phases warm = Phases.of(new Recipe(0, 1, 0, 0, 0, 90, 30));
    assertThat(hot.decomposition()).as("Conings 2015").isGreaterThan(4 * warm.decomposition());
  }

  @Test
  void shouldPutStrongestReflectionWhereBraggHasIt() {
    Film film = Film.of(recipe(0.15, 0.15, 0, 0.1, 0.03));
    double[] angles = PowderPattern.angles();
    double[] counts = PowderPattern.measure(film, 0, new SplittableRandom(1));
    int strongest = 0;
    for (int i = 1; i < counts.length; i++) {
      strongest = counts[i] > counts[strongest] ? i : strongest;
    }
    assertThat(angles[strongest]).isCloseTo(PowderPattern.angle(film.lattice()), within(0.1));
  }

  @Test
  void shouldAbsorbAboveTheGapOnly() {
    Film film = Film.of(recipe(0.15, 0.15, 0, 0.1, 0.03));
    assertThat(Absorption.coefficient(film, film.gap() + 0.3)).isGreaterThan(1e4);
    assertThat(Absorption.coefficient(film, film.gap() - 0.15)).isLessThan(100);
  }

  @Test
  void shouldMakePoolWhereSkillMatters() {
    for (long seed = 1; seed <= 3; seed++) {
      List<Recipe> pool = RecipePool.of(seed, DemoCampaign.POOL_SIZE);
      assertThat(new HashSet<>(pool)).hasSize(DemoCampaign.POOL_SIZE);
      assertThat(RecipePool.of(seed, DemoCampaign.POOL_SIZE)).isEqualTo(pool);
      List<Double> values =
          pool.stream()
              .map(recipe -> Film.of(recipe).efficiency())
              .sorted(Comparator.reverseOrder())
              .toList();
      double best = values.get(0);
      assertThat(best).as("seed %s: below the limit, above the median", seed).isBetween(19.0, 27.0);
      assertThat(values.get(values.size() / 2)).isLessThan(best / 2);
      assertThat(values.stream().filter(value -> value > 0.95 * best)).hasSizeLessThan(24);
    }
  }

  @Test
  void shouldMeasureSameSampleAlike() {
    VirtualLab lab = new VirtualLab(7);
    Instant when = Instant.parse("2026-01-01T00:00:00Z");
    int spoilt = 0;
    for (int i = 0; i < 200; i++) {
      Sample sample = lab.make("e-" + i, i, RecipePool.of(7, 200).get(i));
      if (sample instanceof Sample.Made made) {
        List<Experiments.Reading> first = lab.measure(made, "campaign-1", "c-1", when);
        List<Experiments.Reading> second = lab.measure(made, "campaign-1", "c-1", when);
        assertThat(first).usingRecursiveComparison().isEqualTo(second);
        assertThat(first)
            .extracting(Experiments.Reading::technique)
            .containsExactly(VirtualLab.UV_VIS, VirtualLab.POWDER, VirtualLab.CURRENT_VOLTAGE);
      } else {
        spoilt++;
      }
    }
    assertThat(spoilt).isBetween(10, 80);
  }
}
