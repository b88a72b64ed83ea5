package io.athanor.acquisition.planner.numeric;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ExponentialTest {
  private static final int STEPS = 44_000;

  @Test
  void shouldEqualTheExponential() {
    for (int i = 0; i <= STEPS; i++) {
      double s = i / 1000.0;
      double exact = StrictMath.exp(-s);
      assertThat(Math.abs(Exponential.decay(s) / exact - 1)).isLessThan(3e-14);
    }
  }

  @Test
  void shouldVanishFarAway() {
    assertThat(Exponential.decay(0)).isEqualTo(1);
    assertThat(Exponential.decay(60)).isPositive().isLessThan(1e-19);
    assertThat(Exponential.decay(Double.POSITIVE_INFINITY)).isPositive().isLessThan(1e-19);
  }

  @Test
  void shouldGiveTheSameBitsInALoop() {
    double[] values = IntStream.range(0, STEPS).mapToDouble(i -> i / 900.0).toArray();
    double[] one =
        IntStream.range(0, STEPS).mapToDouble(i -> Exponential.decay(i / 900.0)).toArray();
    Exponential.decay(values);
    assertThat(values).isEqualTo(one);
  }
}
