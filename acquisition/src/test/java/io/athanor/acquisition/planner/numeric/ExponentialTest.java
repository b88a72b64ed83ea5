package io.athanor.acquisition.planner.numeric;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ExponentialTest {
  @Test
  void agreesWithStrictMathToFifteenDigits() {
    SplittableRandom random = new SplittableRandom(7);
    double worst = 0;
    for (int i = 0; i < 400_000; i++) {
      double x = i % 2 == 0 ? 1418 * random.nextDouble() - 708.3 : 4 * random.nextDouble() - 4;
      if (x < 709.7) {
        double expected = StrictMath.exp(x);
        worst = Math.max(worst, Math.abs(Exponential.exp(x) - expected) / expected);
      }
    }
    assertThat(worst).isLessThan(1e-15);
  }

  @Test
  void isOneAtZeroAndRisesThroughEveryJointOfItsPieces() {
    assertThat(Exponential.exp(0.0)).isEqualTo(1.0);
    assertThat(Exponential.exp(-0.0)).isEqualTo(1.0);
    double half = StrictMath.log(2) / 2;
    for (int k = -60; k < 60; k++) {
      double joint = half * (2 * k + 1);
      assertThat(Exponential.exp(joint * (1 - 1e-13)) < Exponential.exp(joint * (1 + 1e-13)))
          .as("k = %d", k)
          .isEqualTo(joint > 0);
    }
  }

  @Test
  void leavesTheEndsOfTheRangeToStrictMath() {
    for (double x :
        new double[] {
          -709,
          -745.2,
          -1e300,
          709.782712893384,
          710,
          Double.NEGATIVE_INFINITY,
          Double.POSITIVE_INFINITY,
          Double.NaN
        }) {
      assertThat(Exponential.exp(x)).as("exp(%s)", x).isEqualTo(Double.valueOf(StrictMath.exp(x)));
    }
  }
}
