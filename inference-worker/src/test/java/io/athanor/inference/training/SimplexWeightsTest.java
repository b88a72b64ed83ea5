package io.athanor.inference.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SimplexWeightsTest {
  private static final int ROWS = 4_000;

  private final Random random = new Random(3);

  @Test
  void shouldWeighIndependentErrorsByTheirPrecision() {
    double[][] errors = {noise(1), noise(2)};
    assertThat(weights(errors)).containsExactly(new double[] {0.8, 0.2}, within(0.02));
  }

  @Test
  void shouldGiveNoWeightToErrorsThatOnlyAddToAnothers() {
    double[] common = noise(1);
    double[] more = noise(1);
    double[] worse = new double[ROWS];
    for (int row = 0; row < ROWS; row++) {
      worse[row] = 1.5 * common[row] + more[row];
    }
    // least squares without a bound would subtract a part of the second
    assertThat(weights(new double[][] {common, worse, noise(9)}))
        .satisfies(
            weights -> {
              assertThat(weights[1]).isZero();
              assertThat(weights[0] + weights[2]).isCloseTo(1, within(1e-9));
            });
  }

  @Test
  void shouldTakeTwoThatSayTheSame() {
    double[] errors = noise(1);
    double[] weights = weights(new double[][] {errors, errors.clone()});
    assertThat(weights[0] + weights[1]).isCloseTo(1, within(1e-9));
    assertThat(weights[0]).isNotNegative();
    assertThat(weights[1]).isNotNegative();
  }

  @Test
  void shouldTakeErrorsThatAreNone() {
    assertThat(weights(new double[][] {new double[ROWS], noise(1)})[0]).isEqualTo(1);
  }

  private static double[] weights(double[][] errors) {
    double[] alike = new double[ROWS];
    Arrays.fill(alike, 1);
    return SimplexWeights.of(errors, alike);
  }

  private double[] noise(double deviation) {
    double[] noise = new double[ROWS];
    for (int row = 0; row < ROWS; row++) {
      noise[row] = deviation * random.nextGaussian();
    }
    return noise;
  }
}
