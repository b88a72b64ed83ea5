package io.athanor.materials.diffraction.phase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class NonNegativeLeastSquaresTest {
  @Test
  void shouldFulfilTheOptimalityConditions() {
    Random random = new Random(1);
    for (int trial = 0; trial < 500; trial++) {
      int n = 1 + random.nextInt(6);
      int m = n + random.nextInt(10);
      double[][] a = new double[m][n];
      double[][] normal = new double[n][n];
      double[] right = new double[n];
      for (int r = 0; r < m; r++) {
        double b = random.nextGaussian();
        for (int i = 0; i < n; i++) {
          a[r][i] = random.nextGaussian();
          right[i] += a[r][i] * b;
        }
        for (int i = 0; i < n; i++) {
          for (int j = 0; j < n; j++) {
            normal[i][j] += a[r][i] * a[r][j];
          }
        }
      }
      double[] x = NonNegativeLeastSquares.solve(normal, right);
      for (int i = 0; i < n; i++) {
        double gradient = right[i];
        for (int j = 0; j < n; j++) {
          gradient -= normal[i][j] * x[j];
        }
        assertThat(x[i]).isNotNegative();
        // Karush, Kuhn, Tucker: no free direction downhill, none at all at the bounds
        if (x[i] > 1e-9) {
          assertThat(gradient).isCloseTo(0, within(1e-7));
        } else {
          assertThat(gradient).isLessThan(1e-7);
        }
      }
    }
  }

  @Test
  void shouldLiveWithEqualColumns() {
    double[] x =
        NonNegativeLeastSquares.solve(new double[][] {{1, 1}, {1, 1}}, new double[] {2, 2});

    assertThat(x[0] + x[1]).isCloseTo(2, within(1e-9));
  }
}
