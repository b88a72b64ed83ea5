package io.athanor.materials.validity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class PerovskiteFactorsTest {
  private static final long SEED = 20_261_122L;

  @Test
  void shouldCallStrontiumTitanateAPerovskite() {
    // Shannon radii: Sr(XII) 1.44, Ti(VI) 0.605, O 1.40
    assertThat(PerovskiteFactors.tolerance(1.44, 0.605, 1.40)).isCloseTo(1.0016, within(1e-4));
    assertThat(PerovskiteFactors.octahedral(0.605, 1.40)).isCloseTo(0.4321, within(1e-4));
    assertThat(PerovskiteFactors.tau(1.44, 0.605, 1.40, 2))
        .isCloseTo(3.804, within(1e-3))
        .isLessThan(PerovskiteFactors.MOST_TAU);
  }

  @Test
  void shouldOnlyCompareRadii() {
    Random random = new Random(SEED);
    for (int i = 0; i < 5_000; i++) {
      double b = 0.4 + random.nextDouble();
      double a = b * (1.05 + random.nextDouble());
      double x = 1.2 + random.nextDouble();
      double scale = 0.5 + random.nextDouble();
      int oxidation = 1 + random.nextInt(3);
      assertThat(PerovskiteFactors.tau(a * scale, b * scale, x * scale, oxidation))
          .as("seed %d case %d: tau does not depend on the unit of length", SEED, i)
          .isCloseTo(PerovskiteFactors.tau(a, b, x, oxidation), within(1e-9));
      assertThat(PerovskiteFactors.tolerance(a * scale, b * scale, x * scale))
          .as("seed %d case %d", SEED, i)
          .isCloseTo(PerovskiteFactors.tolerance(a, b, x), within(1e-12));
      assertThat(PerovskiteFactors.tolerance(a * 1.01, b, x))
          .as("seed %d case %d: a larger A makes the factor larger", SEED, i)
          .isGreaterThan(PerovskiteFactors.tolerance(a, b, x));
    }
  }

  @Test
  void shouldRefuseWhereTheFactorsAreNotDefined() {
    assertThatThrownBy(() -> PerovskiteFactors.tau(0.6, 0.6, 1.4, 2))
        .hasMessageContaining("radiusA must be larger than radiusB");
    assertThatThrownBy(() -> PerovskiteFactors.tau(1.4, 0.6, 1.4, 0))
        .hasMessageContaining("oxidationA");
    assertThatThrownBy(() -> PerovskiteFactors.tolerance(Double.NaN, 0.6, 1.4))
        .hasMessageContaining("radiusA");
    assertThatThrownBy(() -> PerovskiteFactors.octahedral(0.6, -1)).hasMessageContaining("radiusX");
  }
}
