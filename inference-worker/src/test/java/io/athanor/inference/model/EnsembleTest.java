package io.athanor.inference.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class EnsembleTest {
  @Test
  void shouldSeparateDisagreementFromNoise() {
    float[] heads = {9, 1, (float) Math.log(0.1), 0, 0, 0, 3, (float) Math.log(0.3), 0, 0, 0};
    Ensemble energy = Ensemble.of(shape(2), Property.FORMATION_ENERGY_PER_ATOM, heads, 1);
    assertThat(energy.mean()).isCloseTo(2, within(1e-6));
    assertThat(energy.epistemic()).isCloseTo(Math.sqrt(2), within(1e-6));
    assertThat(energy.aleatoric()).isCloseTo(Math.sqrt(2 * (0.01 + 0.09) / 2), within(1e-6));
  }

  @Test
  void shouldTakeTheMomentsOfAHurdle() {
    // P(positive) 0.5 of a gap 2 +- 0: mean 1, variance 0.5 * 4 - 1 = 1
    float[] heads = {0, 0, 0.5f, 2, -60};
    Ensemble gap = Ensemble.of(shape(1), Property.BAND_GAP, heads, 0);
    assertThat(gap.mean()).isCloseTo(1, within(1e-6));
    assertThat(gap.aleatoric()).isCloseTo(1, within(1e-6));
    assertThat(gap.epistemic()).isZero();
  }

  private static NetworkShape shape(int heads) {
    NetworkShape shape = Models.SHAPE;
    return new NetworkShape(8, 1, 1, 12, 0.1, 8, 8, 1, heads, 8, 101, 92, 1, shape.properties());
  }

  @Test
  void shouldNeverReportANegativeGap() {
    try (MaterialModel model = Models.open(3)) {
      for (long seed = 0; seed < 20; seed++) {
        PropertyEstimate gap =
            model
                .predict(java.util.List.of(Cells.random(seed).graph()))
                .get(0)
                .estimates()
                .get(Property.BAND_GAP);
        assertThat(gap.mean()).as("seed " + seed).isNotNegative();
        assertThat(gap.lower()).as("seed " + seed).isNotNegative().isLessThanOrEqualTo(gap.mean());
      }
    }
  }
}
