package io.athanor.materials.diffraction.phase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import io.athanor.materials.MeasurementException;
import io.athanor.materials.crystal.Lattice;
import io.athanor.materials.diffraction.PeakProfile;
import io.athanor.materials.diffraction.PowderLines;
import io.athanor.materials.diffraction.PowderPattern;
import io.athanor.materials.diffraction.Radiation;
import io.athanor.materials.diffraction.ScatteringCell;
import io.athanor.materials.diffraction.SimulatedPattern;
import io.athanor.materials.diffraction.Structures;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PhaseSearchTest {
  private static final double COPPER = Radiation.CU_KA.wavelength();

  private final List<ReferencePhase> references = references();

  @Test
  void shouldFindAStrainedAndShiftedPhase() {
    ScatteringCell rutile = Structures.rutile();
    ScatteringCell strained =
        new ScatteringCell(new Lattice(4.63, 4.63, 2.945, 90, 90, 90), rutile.sites());
    Hypothesis best = search().identify(measured(strained, 0.15, 3)).get(0);

    assertThat(best.phases()).extracting(FoundPhase::name).containsExactly("rutile");
    FoundPhase found = best.phases().get(0);
    assertThat(found.confidence()).isGreaterThan(0.8);
    assertThat(found.quantities().weightFraction()).isEqualTo(1);
    double volume = 4.63 * 4.63 * 2.945 / (4.594 * 4.594 * 2.959);
    assertThat(found.quantities().volumeChange()).isCloseTo(100 * (volume - 1), within(0.4));
    assertThat(best.zeroShift()).isCloseTo(0.15, within(0.06));
    assertThat(best.rwp()).isLessThan(0.15);
  }

  @Test
  void shouldKeepOtherHypotheses() {
    List<Hypothesis> all = search().identify(measured(Structures.fluorite("Th", "O", 5.597), 0, 5));

    assertThat(all.get(0).phases()).extracting(FoundPhase::name).containsExactly("ThO2");
    assertThat(all).hasSizeGreaterThan(1);
    assertThat(all).extracting(Hypothesis::bic).isSorted();
  }

  @Test
  void shouldFindNothingWhereNoReferenceFits() {
    List<ReferencePhase> others =
        references.stream().filter(each -> !each.name().equals("anatase")).toList();
    Hypothesis best =
        new PhaseSearch(others, PhaseSearch.Options.USUAL)
            .identify(measured(Structures.anatase(), 0.05, 7))
            .get(0);

    assertThat(best.phases()).isEmpty();
  }

  @Test
  void shouldFindNothingInNoise() {
    Random random = new Random(2);
    double[] grid = grid();
    double[] flat = new double[grid.length];
    for (int i = 0; i < flat.length; i++) {
      flat[i] = Math.max(0, 400 + 20 * random.nextGaussian());
    }
    Hypothesis best = search().identify(new PowderPattern(grid, flat, COPPER)).get(0);

    assertThat(best.phases()).isEmpty();
  }

  @Test
  void shouldBeTheSameEveryTime() {
    SyntheticMixtures.Example example = SyntheticMixtures.of(references, 2, 5, 3);
    SyntheticMixtures.Example again = SyntheticMixtures.of(references, 2, 5, 3);

    assertThat(again.pattern().intensity()).isEqualTo(example.pattern().intensity());
    assertThat(search().identify(again.pattern())).isEqualTo(search().identify(example.pattern()));
    assertThat(SyntheticMixtures.of(references, 2, 6, 3).pattern().intensity())
        .isNotEqualTo(example.pattern().intensity());
  }

  @Test
  void shouldFindBothPhasesOfMixtures() {
    PhaseBenchmark.Outcome outcome = PhaseBenchmark.run(references, 40, 11);

    assertThat(outcome.search().f1()).isGreaterThanOrEqualTo(0.9);
    // these phases have few lines each, over which texture does not average out
    assertThat(outcome.search().fractionError()).isLessThanOrEqualTo(0.1);
    assertThat(outcome.search().f1()).isGreaterThan(outcome.cosine().f1() + 0.1);
    assertThat(outcome.search().fractionError()).isLessThan(outcome.cosine().fractionError());
    assertThat(outcome.unknown().precision()).isGreaterThan(0.6);
  }

  @Test
  void shouldFitWeightsThatGiveTheRightProbabilities() {
    double[] truth = {-1, 2, 0.5};
    Random random = new Random(8);
    List<double[]> features = new ArrayList<>();
    List<Boolean> labels = new ArrayList<>();
    for (int i = 0; i < 20_000; i++) {
      double[] x = {random.nextGaussian(), random.nextGaussian()};
      features.add(x);
      labels.add(random.nextDouble() < Confidence.of(truth, x));
    }
    double[] fitted = LogisticFit.of(features, labels);
    for (int i = 0; i < truth.length; i++) {
      assertThat(fitted[i]).isCloseTo(truth[i], within(0.12));
    }
  }

  @Test
  void shouldRefuseSetsThatMakeNoSense() {
    assertThatExceptionOfType(MeasurementException.class)
        .isThrownBy(() -> new PhaseSearch(List.of(), PhaseSearch.Options.USUAL))
        .withMessageStartingWith("references");
    assertThatExceptionOfType(MeasurementException.class)
        .isThrownBy(
            () ->
                new PhaseSearch(
                    List.of(references.get(0), references.get(0)), PhaseSearch.Options.USUAL))
        .withMessageContaining("same name");
    assertThatExceptionOfType(MeasurementException.class)
        .isThrownBy(() -> new PhaseSearch.Options(0, 1, 1, 1))
        .withMessageStartingWith("mostPhases");
    assertThatExceptionOfType(MeasurementException.class)
        .isThrownBy(
            () -> ReferencePhase.of("MgO", Structures.rockSalt("Mg", "O", 4.212), COPPER, 5, 12))
        .withMessageContaining("no line");
  }

  private PhaseSearch search() {
    return new PhaseSearch(references, PhaseSearch.Options.USUAL);
  }

  private static List<ReferencePhase> references() {
    List<ReferencePhase> phases = new ArrayList<>();
    Structures.set()
        .forEach((name, cell) -> phases.add(ReferencePhase.of(name, cell, COPPER, 10, 80)));
    return phases;
  }

  private static double[] grid() {
    double[] grid = new double[3501];
    for (int i = 0; i < grid.length; i++) {
      grid[i] = 10 + i * 0.02;
    }
    return grid;
  }

  private static PowderPattern measured(ScatteringCell cell, double zero, long seed) {
    double[] grid = grid();
    double[] shifted = Arrays.stream(grid).map(angle -> angle - zero).toArray();
    double[] y =
        SimulatedPattern.of(
            PowderLines.of(cell, COPPER, 5, 90),
            Radiation.CU_KA.components(),
            new PeakProfile(0.01, -0.005, 0.01, 0.5, 400),
            shifted);
    double highest = Arrays.stream(y).max().orElseThrow();
    Random random = new Random(seed);
    for (int i = 0; i < y.length; i++) {
      double mean = 100 + 4_000 * y[i] / highest;
      y[i] = Math.max(0, mean + Math.sqrt(mean) * random.nextGaussian());
    }
    return new PowderPattern(grid, y, COPPER);
  }
}
