package io.athanor.materials.stability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class GaussianTest {
  /** Against Simpson's rule over the density. */
  @Test
  void shouldBeTheIntegralOfTheDensity() {
    for (double x : new double[] {-8, -5, -3, -1.3, -0.2, 0, 0.7, 2.5, 6}) {
      int steps = 20_000;
      double from = -14;
      double step = (x - from) / steps;
      double sum = 0;
      for (int i = 0; i <= steps; i++) {
        double at = from + i * step;
        int weight = i == 0 || i == steps ? 1 : i % 2 == 1 ? 4 : 2;
        sum += weight * Math.exp(-at * at / 2);
      }
      double integral = sum * step / 3 / Math.sqrt(2 * Math.PI);
      assertThat(Gaussian.cumulative(x)).isEqualTo(integral, within(1e-13));
    }
  }

  @Test
  void shouldTurnBack() {
    for (double part : new double[] {1e-12, 1e-5, 0.02, 0.3, 0.5, 0.77, 0.999, 1 - 1e-9}) {
      assertThat(Gaussian.cumulative(Gaussian.quantile(part)))
          .isEqualTo(part, within(1e-12 * Math.max(part, 1e-3)));
    }
  }

  @Test
  void shouldFillTheGaussianEvenly() {
    QuasiGaussian points = new QuasiGaussian(20, 4);
    for (int d = 0; d < 20; d++) {
      double sum = 0;
      double squares = 0;
      for (int i = 0; i < 1_024; i++) {
        double z = points.at(i, d);
        sum += z;
        squares += z * z;
      }
      // a tenth of what random draws would be off by
      assertThat(sum / 1_024).isEqualTo(0, within(0.01));
      assertThat(squares / 1_024).isEqualTo(1, within(0.03));
    }
  }
}
