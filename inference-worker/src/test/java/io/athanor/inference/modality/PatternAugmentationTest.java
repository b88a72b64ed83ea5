package io.athanor.inference.modality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.athanor.materials.diffraction.PowderPattern;
import io.athanor.materials.diffraction.Reflection;
import io.athanor.materials.diffraction.Reflections;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PatternAugmentationTest {
  private static final PatternAugmentation NONE =
      new PatternAugmentation(0, 0, 800, 800, 0, 0, 0, 0, 0.01, 0, 50_000, 50_000, 0.02);
  private static final double FIRST_SPACING = 5.431 / Math.sqrt(3);
  private final PowderPhase silicon = PowderPhase.of(Phases.silicon());

  @Test
  void shouldRepeatItselfBySeed() {
    PatternAugmentation laboratory = PatternAugmentation.laboratory();
    PowderPattern first = laboratory.measure(silicon, 3);
    assertThat(laboratory.measure(silicon, 3).intensity()).containsExactly(first.intensity());
    assertThat(laboratory.measure(silicon, 4).intensity()).isNotEqualTo(first.intensity());
  }

  @Test
  void shouldMeasureWhatWasCalculatedWhenNothingGoesWrong() {
    PatternInput seen = PatternInput.of(NONE.measure(silicon, 1));
    assertThat(RetrievalScores.cosine(seen, PatternInput.of(silicon))).isGreaterThan(0.9);
  }

  @Test
  void shouldStrainWithinItsRange() {
    List<Double> strains = new ArrayList<>();
    for (int seed = 0; seed < 40; seed++) {
      PatternAugmentation strained =
          new PatternAugmentation(0.03, 0, 800, 800, 0, 0, 0, 0, 0.01, 0, 5e4, 5e4, 0.02);
      strains.add(spacing(strained, seed) / FIRST_SPACING - 1);
    }
    assertThat(strains).allSatisfy(each -> assertThat(each).isBetween(-0.033, 0.033));
    assertThat(strains).anySatisfy(each -> assertThat(each).isGreaterThan(0.01));
    assertThat(strains).anySatisfy(each -> assertThat(each).isLessThan(-0.01));
  }

  @Test
  void shouldShiftTheZeroWithinItsRange() {
    double unshifted = angle(NONE, 0);
    PatternAugmentation shifting =
        new PatternAugmentation(0, 0.5, 800, 800, 0, 0, 0, 0, 0.01, 0, 5e4, 5e4, 0.02);
    double farthest = 0;
    for (int seed = 0; seed < 40; seed++) {
      double shift = Math.abs(angle(shifting, seed) - unshifted);
      assertThat(shift).isLessThan(0.52);
      farthest = Math.max(farthest, shift);
    }
    assertThat(farthest).isGreaterThan(0.3);
  }

  @Test
  void shouldBroadenLinesOfSmallDomains() {
    PatternAugmentation small =
        new PatternAugmentation(0, 0, 60, 60, 0, 0, 0, 0, 0.01, 0, 5e4, 5e4, 0.02);
    // Scherrer: 0.9 * 1.5418 / (60 cos 14.2 degrees) = 1.37 degrees
    assertThat(strongest(small, 1).width() - strongest(NONE, 1).width()).isBetween(1.0, 1.7);
  }

  @Test
  void shouldTextureAndAddForeignLines() {
    PatternAugmentation textured =
        new PatternAugmentation(0, 0, 800, 800, 0.9, 0, 0, 0, 0.01, 0, 5e4, 5e4, 0.02);
    PatternAugmentation impure =
        new PatternAugmentation(0, 0, 800, 800, 0, 0, 6, 0.9, 0.01, 0, 5e4, 5e4, 0.02);
    int own = Reflections.of(NONE.measure(silicon, 5)).size();
    List<Integer> counts = new ArrayList<>();
    List<Double> ratios = new ArrayList<>();
    for (int seed = 0; seed < 10; seed++) {
      counts.add(Reflections.of(impure.measure(silicon, seed)).size());
      ratios.add(relativeOfSecond(textured, seed));
    }
    assertThat(counts).anySatisfy(each -> assertThat(each).isGreaterThan(own + 1));
    double usual = relativeOfSecond(NONE, 5);
    assertThat(ratios).anySatisfy(each -> assertThat(each).isGreaterThan(1.15 * usual));
    assertThat(ratios).anySatisfy(each -> assertThat(each).isLessThan(0.87 * usual));
  }

  @Test
  void shouldLoseWeakLines() {
    PatternAugmentation losing =
        new PatternAugmentation(0, 0, 800, 800, 0, 0, 0, 0, 0.01, 0.5, 5e4, 5e4, 0.02);
    int fewest = Integer.MAX_VALUE;
    for (int seed = 0; seed < 10; seed++) {
      fewest = Math.min(fewest, Reflections.of(losing.measure(silicon, seed)).size());
    }
    assertThat(fewest).isLessThan(Reflections.of(NONE.measure(silicon, 5)).size() - 1);
  }

  @Test
  void shouldRefuseRangesThatCannotBe() {
    assertThatThrownBy(
            () -> new PatternAugmentation(0.5, 0, 100, 800, 0, 0, 0, 0, 0.1, 0, 500, 5e4, 0.02))
        .isInstanceOf(ModalityException.class)
        .hasMessage("strain: must be in 0.0..0.1 but is 0.5");
    assertThatThrownBy(() -> PatternAugmentation.wide().withStep(0))
        .isInstanceOf(ModalityException.class)
        .hasMessageStartingWith("step: ");
  }

  private Reflection strongest(PatternAugmentation augmentation, long seed) {
    return Reflections.of(augmentation.measure(silicon, seed)).stream()
        .max((a, b) -> Double.compare(a.relativeIntensity(), b.relativeIntensity()))
        .orElseThrow();
  }

  /** Where silicon's 111 line is highest, degrees. */
  private double angle(PatternAugmentation augmentation, long seed) {
    PowderPattern pattern = augmentation.measure(silicon, seed);
    double[] angles = pattern.twoTheta();
    double[] counts = pattern.intensity();
    int best = 0;
    for (int i = 0; i < angles.length; i++) {
      if (angles[i] > 26 && angles[i] < 31 && !(counts[i] <= counts[best] && angles[best] > 26)) {
        best = i;
      }
    }
    return angles[best];
  }

  private double spacing(PatternAugmentation augmentation, long seed) {
    return Reflections.spacing(angle(augmentation, seed), PowderPhase.WAVELENGTH);
  }

  /** Height of silicon's 220 line in percent of its 111 line, whichever is higher. */
  private double relativeOfSecond(PatternAugmentation augmentation, long seed) {
    double first = 0;
    double second = 0;
    for (Reflection each : Reflections.of(augmentation.measure(silicon, seed))) {
      first = Math.abs(each.twoTheta() - 28.4) < 0.6 ? each.relativeIntensity() : first;
      second = Math.abs(each.twoTheta() - 47.3) < 0.6 ? each.relativeIntensity() : second;
    }
    return second / first;
  }
}
