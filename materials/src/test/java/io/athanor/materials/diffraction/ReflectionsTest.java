package io.athanor.materials.diffraction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.athanor.materials.MeasurementException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ReflectionsTest {
  private static final long SEED = 20_261_122L;

  @Test
  void shouldFindEveryReflectionWhereItIs() {
    Random random = new Random(SEED);
    int lines = 0;
    int found = 0;
    int covered = 0;
    int spurious = 0;
    for (int i = 0; i < 500; i++) {
      double edge = 5.6 + 0.8 * random.nextDouble();
      List<Reflection> reflections = Reflections.of(Patterns.cubic(random, edge));
      int matched = 0;
      for (int squares : Patterns.SQUARES) {
        double expected = Patterns.angle(edge, squares);
        lines++;
        for (Reflection reflection : reflections) {
          double deviation = Math.abs(reflection.twoTheta() - expected);
          if (deviation < 0.08) {
            matched++;
            covered += deviation <= 2 * reflection.standardError() ? 1 : 0;
            break;
          }
        }
      }
      found += matched;
      spurious += reflections.size() - matched;
    }
    assertThat(found / (double) lines).as("seed %d: found", SEED).isGreaterThan(0.99);
    assertThat(spurious / (double) lines).as("seed %d: spurious", SEED).isLessThan(0.005);
    assertThat(covered / (double) found)
        .as("seed %d: positions within two standard errors", SEED)
        .isGreaterThanOrEqualTo(0.95);
  }

  @Test
  void shouldMeasureHeightAndWidth() {
    double[] x = new double[3_000];
    double[] y = new double[3_000];
    for (int i = 0; i < x.length; i++) {
      x[i] = 10 + 0.02 * i;
      y[i] = 100 + 4000 * gauss(x[i], 28.443, 0.3) + 1000 * gauss(x[i], 47.3, 0.4);
    }
    List<Reflection> reflections = Reflections.of(new PowderPattern(x, y, Patterns.COPPER));

    assertThat(reflections).hasSize(2);
    assertThat(reflections.get(0).twoTheta()).isCloseTo(28.443, within(0.001));
    assertThat(reflections.get(0).spacing()).isCloseTo(3.1355, within(0.0005));
    assertThat(reflections.get(0).relativeIntensity()).isEqualTo(100);
    assertThat(reflections.get(0).width()).isCloseTo(0.3, within(0.02));
    assertThat(reflections.get(1).twoTheta()).isCloseTo(47.3, within(0.001));
    assertThat(reflections.get(1).relativeIntensity()).isCloseTo(25, within(1.0));
    assertThat(reflections.get(1).width()).isCloseTo(0.4, within(0.02));
  }

  @Test
  void shouldFindNothingInNoise() {
    Random random = new Random(SEED + 1);
    int spurious = 0;
    for (int i = 0; i < 200; i++) {
      double level = 5 + 500 * random.nextDouble();
      double[] x = new double[2_000];
      double[] y = new double[2_000];
      for (int j = 0; j < x.length; j++) {
        x[j] = 10 + 0.03 * j;
        y[j] = Math.max(0, level + Math.sqrt(level) * random.nextGaussian());
      }
      spurious += Reflections.of(new PowderPattern(x, y, Patterns.COPPER)).size();
    }
    assertThat(spurious).as("seed %d: reflections in 200 empty patterns", SEED + 1).isLessThan(5);
  }

  @Test
  void shouldNameTheWrongColumn() {
    double[] x = new double[40];
    Arrays.setAll(x, i -> 10 + i);
    assertRefused(x, new double[40], 9, "wavelength");
    assertRefused(x, new double[41], 1.54, "intensity");
    assertRefused(new double[] {1, 2}, new double[2], 1.54, "twoTheta");
    assertRefused(new double[40], new double[40], 1.54, "twoTheta");
    double[] holes = new double[40];
    holes[7] = Double.NaN;
    assertRefused(x, holes, 1.54, "intensity");
    x[3] = x[2];
    assertRefused(x, new double[40], 1.54, "twoTheta");
  }

  @Test
  void shouldFindNothingInAFlatPattern() {
    double[] x = new double[40];
    Arrays.setAll(x, i -> 10 + i);
    assertThat(Reflections.of(new PowderPattern(x, new double[40], 1.54))).isEmpty();
  }

  private static void assertRefused(double[] x, double[] y, double wavelength, String field) {
    assertThatThrownBy(() -> new PowderPattern(x, y, wavelength))
        .isInstanceOfSatisfying(
            MeasurementException.class, e -> assertThat(e.field()).isEqualTo(field));
  }

  private static double gauss(double x, double centre, double width) {
    return Math.exp(-4 * Math.log(2) * Math.pow((x - centre) / width, 2));
  }
}
