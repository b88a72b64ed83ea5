package io.athanor.materials.numeric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NumericTest {
  private static final long SEED = 20_261_122L;

  @Test
  void shouldReproduceAnExactPolynomial() {
    Random random = new Random(SEED);
    for (int i = 0; i < 2_000; i++) {
      int degree = 1 + random.nextInt(3);
      double[] c = random.doubles(degree + 1, -2, 2).toArray();
      double shift = 20 * random.nextDouble();
      int n = degree + 2 + random.nextInt(20);
      double[] x = random.doubles(n, shift - 3, shift + 3).sorted().toArray();
      double[] y = new double[n];
      double[] weights = random.doubles(n, 0.5, 2).toArray();
      for (int j = 0; j < n; j++) {
        for (int p = degree; p >= 0; p--) {
          y[j] = y[j] * (x[j] - shift) + c[p];
        }
      }
      Polynomial fit = Polynomial.fit(x, y, weights, 0, n, degree);
      assertThat(fit.value(shift)).as("seed %d case %d", SEED, i).isCloseTo(c[0], within(1e-4));
      assertThat(fit.slope(shift)).as("seed %d case %d", SEED, i).isCloseTo(c[1], within(1e-3));
    }
  }

  @Test
  void shouldStateHonestErrors() {
    Random random = new Random(SEED + 1);
    int cases = 3_000;
    int values = 0;
    int slopes = 0;
    for (int i = 0; i < cases; i++) {
      int n = 25;
      double[] x = new double[n];
      double[] y = new double[n];
      double[] weights = new double[n];
      for (int j = 0; j < n; j++) {
        double sigma = 0.05 + 0.2 * random.nextDouble();
        x[j] = 0.1 * j;
        y[j] = 1 - x[j] + 0.5 * x[j] * x[j] + sigma * random.nextGaussian();
        weights[j] = 1 / (sigma * sigma);
      }
      Polynomial fit = Polynomial.fit(x, y, weights, 0, n, 2);
      values += Math.abs(fit.value(1) - 0.5) <= 2 * fit.standardError(1) ? 1 : 0;
      slopes += Math.abs(fit.slope(2) - 1) <= 2 * fit.slopeError(2) ? 1 : 0;
    }
    assertThat(values / (double) cases).as("seed %d", SEED + 1).isBetween(0.94, 0.98);
    assertThat(slopes / (double) cases).as("seed %d", SEED + 1).isBetween(0.94, 0.98);
  }

  @Test
  void shouldRefuseAnUndeterminedPolynomial() {
    double[] ones = {1, 1, 1, 1};
    assertThatThrownBy(() -> Polynomial.fit(ones, ones, ones, 0, 2, 2))
        .hasMessageContaining("at least 3 points");
    assertThatThrownBy(() -> Polynomial.fit(new double[] {1, 1, 1, 2}, ones, ones, 0, 4, 2))
        .hasMessageContaining("do not determine");
  }

  @Test
  void shouldMeasureNoiseOnASmoothCurve() {
    Random random = new Random(SEED + 2);
    for (int i = 0; i < 500; i++) {
      double sigma = Math.pow(10, -3 + 2 * random.nextDouble());
      double[] curve = new double[800];
      Arrays.setAll(curve, j -> Math.sin(j / 60.0) + sigma * random.nextGaussian());
      assertThat(Robust.noise(curve))
          .as("seed %d case %d", SEED + 2, i)
          .isCloseTo(sigma, within(0.25 * sigma));
    }
    assertThat(Robust.noise(new double[5])).isNaN();
  }

  @Test
  void shouldPointAtWildPointsOnly() {
    double[] curve = new double[100];
    Arrays.setAll(curve, j -> j * 0.1);
    curve[0] = 5;
    curve[50] = -3;
    curve[51] = -3;
    boolean[] wild = Robust.outliers(curve, 3, 5, 0.05);
    for (int j = 0; j < 100; j++) {
      assertThat(wild[j]).as("point %d", j).isEqualTo(j == 0 || j == 50 || j == 51);
    }
    assertThat(Robust.median(new double[] {3, 1, 2, 10})).isEqualTo(2.5);
    assertThat(Robust.median(new double[0])).isNaN();
  }
}
