package io.athanor.materials.diffraction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import io.athanor.materials.MeasurementException;
import io.athanor.materials.composition.Element;
import io.athanor.materials.crystal.Crystal;
import io.athanor.materials.crystal.Lattice;
import io.athanor.materials.crystal.Site;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PowderLinesTest {
  private static final double COPPER = Radiation.CU_KA.wavelength();

  /** Two-theta and relative intensity, computed independently with the same equations. */
  static Stream<Arguments> references() {
    return Stream.of(
        Arguments.of(
            Structures.silicon(),
            new double[][] {{28.465, 100}, {47.343, 66.6}, {56.171, 39.6}, {69.193, 10.7}}),
        Arguments.of(
            Structures.rockSalt("Na", "Cl", 5.6402),
            new double[][] {
              {27.389, 8.1}, {31.729, 100}, {45.486, 65.6}, {53.915, 1.9}, {56.521, 21.2}
            }),
        Arguments.of(
            Structures.caesiumChloride(),
            new double[][] {
              {21.553, 36.8},
              {30.666, 100},
              {37.793, 12.1},
              {43.920, 17.7},
              {49.429, 17.3},
              {54.517, 36.8}
            }),
        Arguments.of(
            Structures.perovskite("Sr", "Ti", 3.905),
            new double[][] {
              {22.772, 3.9},
              {32.424, 100},
              {39.990, 21.1},
              {46.512, 41.0},
              {52.392, 2.9},
              {57.838, 37.5}
            }));
  }

  @ParameterizedTest
  @MethodSource("references")
  void shouldAgreeWithTheReferencePatterns(ScatteringCell cell, double[][] expected) {
    List<PowderLine> lines = PowderLines.of(cell, COPPER, 10, 70);

    for (int i = 0; i < expected.length; i++) {
      assertThat(lines.get(i).twoTheta()).isCloseTo(expected[i][0], within(0.01));
      assertThat(lines.get(i).relative()).isCloseTo(expected[i][1], within(0.5));
    }
  }

  /**
   * Against cctbx 2021.12 (Debian), structure_factors_from_scatterers with the X-ray form factors
   * of International Tables C (1992), B = 0: another code and another table.
   */
  @Test
  void shouldAgreeWithAnIndependentImplementation() {
    double[][] expected = {
      {27.389, 8.1}, {31.729, 100}, {45.486, 65.8}, {53.915, 2.0}, {56.521, 21.2}, {66.286, 9.3}
    };
    List<PowderLine> lines =
        PowderLines.of(Structures.rockSalt("Na", "Cl", 5.6402), COPPER, 10, 70);

    assertThat(lines).hasSameSizeAs(expected);
    for (int i = 0; i < expected.length; i++) {
      assertThat(lines.get(i).twoTheta()).isCloseTo(expected[i][0], within(0.001));
      assertThat(lines.get(i).relative()).isCloseTo(expected[i][1], within(0.5));
    }
  }

  @Test
  void shouldNotDependOnTheChoiceOfCell() {
    double half = 5.431 / Math.sqrt(2);
    ScatteringCell primitive =
        ScatteringCell.of(
            new Crystal(
                new Lattice(half, half, half, 60, 60, 60),
                List.of(new Site(Element.Si, 0, 0, 0), new Site(Element.Si, 0.25, 0.25, 0.25))));
    List<PowderLine> small = PowderLines.of(primitive, COPPER, 10, 120);
    List<PowderLine> large = PowderLines.of(Structures.silicon(), COPPER, 10, 120);

    assertThat(small).hasSameSizeAs(large);
    for (int i = 0; i < small.size(); i++) {
      assertThat(small.get(i).twoTheta()).isCloseTo(large.get(i).twoTheta(), within(1e-6));
      assertThat(small.get(i).relative()).isCloseTo(large.get(i).relative(), within(1e-6));
      // four primitive cells: four times the amplitude
      assertThat(large.get(i).intensity() / small.get(i).intensity()).isCloseTo(16, within(1e-6));
    }
  }

  @Test
  void shouldLeaveOutExtinctReflections() {
    // face-centred: no reflection of mixed parity, and rounding must not make one
    assertThat(PowderLines.of(Structures.rockSalt("Na", "Cl", 5.6402), COPPER, 10, 25)).isEmpty();
  }

  @Test
  void shouldWeakenHighAnglesByDisplacement() {
    ScatteringCell still = Structures.silicon();
    ScatteringCell moving =
        new ScatteringCell(
            still.lattice(),
            still.sites().stream()
                .map(s -> new ScatteringSite(s.element(), s.x(), s.y(), s.z(), 1, 1.5))
                .toList());
    PowderLine rigid = PowderLines.of(still, COPPER, 10, 120).get(4);
    PowderLine soft = PowderLines.of(moving, COPPER, 10, 120).get(4);
    double s = Math.sin(Math.toRadians(rigid.twoTheta()) / 2) / COPPER;

    assertThat(soft.intensity() / rigid.intensity())
        .isCloseTo(Math.exp(-2 * 1.5 * s * s), within(1e-9));
  }

  @Test
  void shouldScaleWithOccupancy() {
    ScatteringCell full = Structures.silicon();
    ScatteringCell half =
        new ScatteringCell(
            full.lattice(),
            full.sites().stream()
                .map(s -> new ScatteringSite(s.element(), s.x(), s.y(), s.z(), 0.5, 0))
                .toList());

    assertThat(
            PowderLines.of(half, COPPER, 10, 70).get(0).intensity()
                / PowderLines.of(full, COPPER, 10, 70).get(0).intensity())
        .isCloseTo(0.25, within(1e-9));
  }

  @Test
  void shouldRefuseWhatCannotBeCalculated() {
    ScatteringCell huge =
        new ScatteringCell(
            Lattice.cubic(900), List.of(new ScatteringSite(Element.Si, 0, 0, 0, 1, 0)));
    assertThatExceptionOfType(MeasurementException.class)
        .isThrownBy(() -> PowderLines.of(huge, COPPER, 10, 80))
        .withMessageContaining("too many planes");
    ScatteringCell heavy =
        new ScatteringCell(
            Lattice.cubic(4), List.of(new ScatteringSite(Element.Lr, 0, 0, 0, 1, 0)));
    assertThatExceptionOfType(MeasurementException.class)
        .isThrownBy(() -> PowderLines.of(heavy, COPPER, 10, 80))
        .withMessageContaining("Lr");
    assertThatExceptionOfType(MeasurementException.class)
        .isThrownBy(() -> PowderLines.of(Structures.silicon(), 0, 10, 80))
        .withMessageStartingWith("wavelength");
  }

  @Test
  void shouldKnowTheFormFactorOfEveryElementToCalifornium() {
    for (int z = 1; z <= 98; z++) {
      Element element = Element.ofAtomicNumber(z);
      assertThat(ScatteringFactors.knows(element)).isTrue();
      assertThat(ScatteringFactors.of(element, 0)).isEqualTo(z);
      for (double s = 0.05; s < 0.65; s += 0.05) {
        assertThat(ScatteringFactors.of(element, s)).isBetween(0.0, (double) z);
      }
    }
    assertThat(ScatteringFactors.of(Element.O, 0.25)).isCloseTo(4.812, within(5e-4));
  }

  @Test
  void shouldDrawEachLineWithItsArea() {
    List<PowderLine> lines = PowderLines.of(Structures.silicon(), COPPER, 20, 40);
    double[] grid = new double[4001];
    for (int i = 0; i < grid.length; i++) {
      grid[i] = 20 + i * 0.005;
    }
    PeakProfile profile = new PeakProfile(0.01, -0.005, 0.01, 0.5, 300);
    double[] y = SimulatedPattern.of(lines, Radiation.CU_KA1.components(), profile, grid);
    double area = 0;
    double highest = 0;
    double at = 0;
    for (int i = 0; i < y.length; i++) {
      area += y[i] * 0.005;
      at = y[i] > highest ? grid[i] : at;
      highest = Math.max(highest, y[i]);
    }

    assertThat(area).isCloseTo(lines.get(0).intensity(), within(0.02 * area));
    // the spacing is the same, K-alpha-1 is shorter than the mean
    assertThat(at)
        .isCloseTo(
            2 * Math.toDegrees(Math.asin(1.54056 / 2 / lines.get(0).spacing())), within(0.005));
    // Scherrer's width on top of the instrument's
    assertThat(profile.width(60, COPPER))
        .isCloseTo(
            Math.sqrt(0.01 / 3 - 0.005 / Math.sqrt(3) + 0.01)
                + Math.toDegrees(0.9 * COPPER / (300 * Math.cos(Math.PI / 6))),
            within(1e-9));
  }

  @Test
  void shouldKnowTheRadiations() {
    assertThat(Radiation.of("cu-kalpha1")).contains(Radiation.CU_KA1);
    assertThat(Radiation.of("MoKa").orElseThrow().wavelength()).isEqualTo(0.71073);
    assertThat(Radiation.of("sunlight")).isEmpty();
    for (Radiation each : Radiation.values()) {
      double mean = each.components().stream().mapToDouble(c -> c.share() * c.wavelength()).sum();
      assertThat(mean).as(each.label()).isCloseTo(each.wavelength(), within(2e-4));
    }
    assertThat(Radiation.componentsAt(1.5418)).hasSize(2);
    assertThat(Radiation.componentsAt(0.8)).hasSize(1);
  }
}
