package io.athanor.inference.modality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.athanor.materials.composition.Element;
import io.athanor.materials.crystal.Crystal;
import io.athanor.materials.diffraction.PeakProfile;
import io.athanor.materials.diffraction.PowderLine;
import io.athanor.materials.diffraction.PowderLines;
import io.athanor.materials.diffraction.PowderPattern;
import io.athanor.materials.diffraction.Radiation;
import io.athanor.materials.diffraction.ScatteringCell;
import io.athanor.materials.diffraction.SimulatedPattern;
import java.util.List;
import org.junit.jupiter.api.Test;

class PatternInputTest {
  private static final double COPPER = Radiation.CU_KA.wavelength();

  @Test
  void shouldPutLinesWhereTheirSpacingsAre() {
    PatternInput silicon = PatternInput.of(Phases.silicon());
    // 111 is the strongest line of silicon: a / sqrt 3 = 3.1356 Angstrom, 28.44 degrees
    int highest = (int) DiffractionAxis.position(5.431 / Math.sqrt(3));
    assertThat(argmax(silicon.roots())).isBetween(highest - 1, highest + 1);
    assertThat(DiffractionAxis.twoTheta(DiffractionAxis.position(5.431 / Math.sqrt(3)), COPPER))
        .isCloseTo(28.465, within(0.03));
    double squares = 0;
    for (float root : silicon.roots()) {
      squares += root * root;
    }
    assertThat(squares / DiffractionAxis.BINS).isCloseTo(1, within(1e-4));
    assertThat(silicon.measured()).containsOnly(1f);
    assertThat(silicon.values()).hasSize(PatternInput.SIZE);
    assertThat(silicon.values()[2 * highest + 1]).isEqualTo(1f);
  }

  @Test
  void shouldShiftUnderIsotropicStrainOnly() {
    Crystal halite = Phases.rockSalt(Element.Na, Element.Cl, 5.64);
    Crystal strained =
        Phases.rockSalt(Element.Na, Element.Cl, 5.64 * Math.exp(4 * DiffractionAxis.STEP));
    int line = argmax(PatternInput.of(halite).roots());
    assertThat(argmax(PatternInput.of(strained).roots())).isEqualTo(line - 4);
  }

  @Test
  void shouldReadTheSamePatternFromTwoWavelengths() {
    double molybdenum = Radiation.MO_KA.wavelength();
    PatternInput copper = measured(Phases.rutile(), COPPER, 9, 83, 0);
    PatternInput other = measured(Phases.rutile(), molybdenum, 4, 37, 0);
    assertThat(cosine(copper, other)).isGreaterThan(0.95);
    assertThat(cosine(copper, PatternInput.of(Phases.rutile()))).isGreaterThan(0.95);
    assertThat(cosine(copper, PatternInput.of(Phases.silicon()))).isLessThan(0.6);
  }

  @Test
  void shouldMaskWhatWasNotMeasured() {
    PatternInput part = measured(Phases.rutile(), COPPER, 20, 60, 0);
    for (int bin = 0; bin < DiffractionAxis.BINS; bin++) {
      double from = DiffractionAxis.twoTheta(bin, COPPER);
      double to = DiffractionAxis.twoTheta(bin + 1, COPPER);
      boolean inside = from > 20.02 && to < 59.98;
      boolean outside = from < 19.98 || to > 60.02;
      if (inside || outside) {
        assertThat(part.measured()[bin]).as("bin " + bin).isEqualTo(inside ? 1f : 0f);
      }
      if (outside) {
        assertThat(part.roots()[bin]).isZero();
      }
    }
  }

  @Test
  void shouldNotSeeTheBackground() {
    PatternInput flat = measured(Phases.rutile(), COPPER, 9, 83, 0);
    PatternInput lifted = measured(Phases.rutile(), COPPER, 9, 83, 400);
    assertThat(cosine(flat, lifted)).isGreaterThan(0.98);
  }

  @Test
  void shouldRefuseWhatSaysNothing() {
    double[] angles = new double[400];
    double[] counts = new double[400];
    for (int i = 0; i < angles.length; i++) {
      angles[i] = 30 + 0.01 * i;
      counts[i] = 100;
    }
    assertThatThrownBy(() -> PatternInput.of(new PowderPattern(angles, counts, COPPER)))
        .isInstanceOf(ModalityException.class)
        .hasMessageContaining("twoTheta: covers");
    for (int i = 0; i < angles.length; i++) {
      angles[i] = 10 + 0.15 * i;
      counts[i] = 0;
    }
    assertThatThrownBy(() -> PatternInput.of(new PowderPattern(angles, counts, COPPER)))
        .isInstanceOf(ModalityException.class)
        .hasMessage("intensity: nothing rises above the background");
  }

  private static PatternInput measured(
      Crystal crystal, double wavelength, double from, double to, double background) {
    ScatteringCell cell = ScatteringCell.of(crystal);
    List<PowderLine> lines = PowderLines.of(cell, wavelength, 2, 90);
    int n = (int) Math.round((to - from) / 0.02) + 1;
    double[] grid = new double[n];
    for (int i = 0; i < n; i++) {
      grid[i] = from + 0.02 * i;
    }
    double[] y =
        SimulatedPattern.of(
            lines,
            Radiation.componentsAt(wavelength),
            PeakProfile.ofWidth(0.2 * wavelength / COPPER),
            grid);
    double highest = 0;
    for (double each : y) {
      highest = Math.max(highest, each);
    }
    for (int i = 0; i < n; i++) {
      y[i] = 10_000 * y[i] / highest + background * (1 + Math.exp(-grid[i] / 30));
    }
    return PatternInput.of(new PowderPattern(grid, y, wavelength));
  }

  static double cosine(PatternInput one, PatternInput other) {
    return RetrievalScores.cosine(one, other);
  }

  private static int argmax(float[] values) {
    int best = 0;
    for (int i = 1; i < values.length; i++) {
      best = values[i] > values[best] ? i : best;
    }
    return best;
  }
}
