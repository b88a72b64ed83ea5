package io.athanor.materials.spectra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.athanor.materials.MeasurementException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpectraTest {
  private static final long SEED = 20_261_126L;
  private static final double LN2 = Math.log(2);

  private static double[] grid(double low, double high, int points) {
    return IntStream.range(0, points)
        .mapToDouble(i -> low + (high - low) * i / (points - 1))
        .toArray();
  }

  private static double[] map(double[] x, DoubleUnaryOperator function) {
    return Arrays.stream(x).map(function).toArray();
  }

  @Test
  void shouldGiveBackPolynomialsAndTheirDerivativesEverywhere() {
    double[] x = grid(-2, 3, 51);
    double[] y = map(x, v -> 1 - 2 * v + 0.5 * v * v - 0.3 * v * v * v);

    double[] smooth = SavitzkyGolay.smooth(y, 4, 3);
    double[] slope = SavitzkyGolay.derivative(y, 0.1, 4, 3, 1);
    double[] curvature = SavitzkyGolay.derivative(y, 0.1, 4, 3, 2);

    for (int i = 0; i < x.length; i++) {
      assertThat(smooth[i]).isCloseTo(y[i], within(1e-10));
      assertThat(slope[i]).isCloseTo(-2 + x[i] - 0.9 * x[i] * x[i], within(1e-9));
      assertThat(curvature[i]).isCloseTo(1 - 1.8 * x[i], within(1e-8));
    }
  }

  @Test
  void shouldSmoothAsTheTableOfSavitzkyAndGolaySays() {
    // quadratic, five points: (-3, 12, 17, 12, -3) / 35
    double[] y = {0, 0, 0, 0, 1, 0, 0, 0, 0};

    double[] smooth = SavitzkyGolay.smooth(y, 2, 2);

    assertThat(Arrays.copyOfRange(smooth, 2, 7))
        .containsExactly(
            new double[] {-3 / 35.0, 12 / 35.0, 17 / 35.0, 12 / 35.0, -3 / 35.0}, within(1e-12));
  }

  @Test
  void shouldKeepTheAreaWhicheverGridIsFiner() {
    Random random = new Random(SEED);
    for (int round = 0; round < 500; round++) {
      int points = 5 + random.nextInt(200);
      double[] x = new double[points];
      double[] y = new double[points];
      for (int i = 0; i < points; i++) {
        x[i] = (i == 0 ? -3 : x[i - 1]) + 0.01 + random.nextDouble();
        y[i] = random.nextGaussian();
      }
      int cells = 1 + random.nextInt(300);
      double spacing = (x[points - 1] - x[0]) / cells;

      double[] out = Spectra.resample(x, y, x[0] + spacing / 2, spacing, cells);

      double area = 0;
      for (int i = 1; i < points; i++) {
        area += (x[i] - x[i - 1]) * (y[i] + y[i - 1]) / 2;
      }
      assertThat(Arrays.stream(out).sum() * spacing)
          .as("seed %d round %d", SEED, round)
          .isCloseTo(area, within(1e-9 * points));
    }
    double[] x = grid(0, 10, 11);
    assertThat(Spectra.resample(x, map(x, v -> 2 * v), 1, 2, 4)).containsExactly(2, 6, 10, 14);
    assertThatThrownBy(() -> Spectra.resample(x, x, 0, 1, 10))
        .isInstanceOf(MeasurementException.class)
        .hasMessageContaining("beyond the points");
  }

  @Test
  void shouldTakeOffsetAndScaleAway() {
    Random random = new Random(SEED);
    double[] y = random.doubles(200).toArray();

    double[] normal = Spectra.standardNormalVariate(y);

    assertThat(Arrays.stream(normal).sum()).isCloseTo(0, within(1e-10));
    assertThat(Arrays.stream(normal).map(v -> v * v).sum()).isCloseTo(199, within(1e-9));
    assertThat(Spectra.standardNormalVariate(map(y, v -> 5 + 3 * v)))
        .containsExactly(normal, within(1e-9));
    assertThatThrownBy(() -> Spectra.standardNormalVariate(new double[] {2, 2, 2}))
        .isInstanceOf(MeasurementException.class);
  }

  @Test
  void shouldFindABaselineUnderPeaks() {
    double[] x = grid(0, 1000, 1001);
    DoubleUnaryOperator background = v -> 50 + 0.03 * v - 1e-5 * (v - 400) * (v - 400);
    double[] y =
        map(
            x,
            v ->
                background.applyAsDouble(v)
                    + 100 * Math.exp(-4 * LN2 * Math.pow((v - 300) / 20, 2))
                    + 60 * Math.exp(-4 * LN2 * Math.pow((v - 700) / 30, 2)));

    double[] baseline = Spectra.baseline(y, 1e7, 0.001);

    for (int i = 0; i < x.length; i++) {
      assertThat(baseline[i]).isCloseTo(background.applyAsDouble(x[i]), within(1.0));
    }
    // a straight line has no second difference: it is its own baseline
    double[] line = map(x, v -> 3 - 0.2 * v);
    assertThat(Spectra.baseline(line, 1e5, 0.01)).containsExactly(line, within(1e-5));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void shouldMeasurePeaksWithinTheErrorsThatItStates(boolean lorentzian) {
    Random random = new Random(SEED);
    double factor = lorentzian ? Math.PI / 2 : Math.sqrt(Math.PI / (4 * LN2));
    int rounds = 200;
    int within = 0;
    int right = 0;
    for (int round = 0; round < rounds; round++) {
      double centre = 480 + 40 * random.nextDouble();
      double width = 15 + 15 * random.nextDouble();
      double height = 50 + 100 * random.nextDouble();
      double[] x = grid(300, 700, 401);
      double[] y =
          map(
              x,
              v -> {
                double u = (v - centre) / width;
                double shape = lorentzian ? 1 / (1 + 4 * u * u) : Math.exp(-4 * LN2 * u * u);
                return 5 + 0.01 * v + height * shape + random.nextGaussian();
              });

      List<Peak> peaks = Peaks.of(x, y, 3);

      String which = "seed " + SEED + " round " + round;
      assertThat(peaks).as(which).isNotEmpty();
      Peak peak = peaks.get(0);
      right += peak.lorentzian() == lorentzian ? 1 : 0;
      assertThat(peak.width()).as(which).isCloseTo(width, within(0.15 * width));
      assertThat(peak.height()).as(which).isCloseTo(height, within(0.1 * height));
      if (peak.lorentzian() == lorentzian) {
        double area = factor * height * width;
        assertThat(peak.area()).as(which).isCloseTo(area, within(0.2 * area));
      }
      within += Math.abs(peak.position() - centre) < 2 * peak.positionError() ? 1 : 0;
    }
    assertThat(right).isGreaterThan((int) (0.95 * rounds));
    // two standard errors cover 95 %
    assertThat(within).isGreaterThan((int) (0.88 * rounds));
  }

  @Test
  void shouldFindEveryPeakOfARamanSpectrum() {
    double[] positions = {144, 197, 399, 513, 639};
    double[] heights = {500, 60, 120, 100, 140};
    Random random = new Random(SEED);
    double[] x = grid(80, 800, 1_441);
    double[] y =
        map(
            x,
            v -> {
              double sum = 200 + 0.1 * v + 2 * random.nextGaussian();
              for (int i = 0; i < positions.length; i++) {
                sum += heights[i] / (1 + 4 * Math.pow((v - positions[i]) / 12, 2));
              }
              return sum;
            });

    List<Peak> peaks = Peaks.of(x, y, 10);

    assertThat(peaks.stream().mapToDouble(Peak::position).sorted().toArray())
        .containsExactly(positions, within(0.7));
  }

  @Test
  void shouldFindNothingInNoise() {
    Random random = new Random(SEED);
    for (int round = 0; round < 200; round++) {
      double[] x = grid(0, 100, 500);
      double[] y = map(x, v -> 10 + random.nextGaussian());

      assertThat(Peaks.of(x, y, 5)).as("seed %d round %d", SEED, round).isEmpty();
    }
    assertThat(Peaks.of(grid(0, 1, 100), new double[100], 5)).isEmpty();
  }
}
