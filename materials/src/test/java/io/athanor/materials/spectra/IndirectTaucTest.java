package io.athanor.materials.spectra;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class IndirectTaucTest {
  private static final long SEED = 20_261_126L;

  private static TaucResult gap(DoubleUnaryOperator absorbance, double noise, Random random) {
    double[] energies = IntStream.range(0, 301).mapToDouble(i -> 0.8 + 0.006 * i).toArray();
    double[] absorbances = new double[energies.length];
    for (int i = 0; i < energies.length; i++) {
      absorbances[i] = absorbance.applyAsDouble(energies[i]) + noise * random.nextGaussian();
    }
    return IndirectTauc.gap(AbsorptionSpectrum.ofEnergies(energies, absorbances));
  }

  @Test
  void shouldRecoverAnIndirectGapWithinItsError() {
    Random random = new Random(SEED);
    int cases = 1_000;
    int found = 0;
    int covered = 0;
    int close = 0;
    for (int i = 0; i < cases; i++) {
      double gap = 1.1 + random.nextDouble();
      double strength = 1 + 3 * random.nextDouble();
      double base = 0.1 * random.nextDouble();
      DoubleUnaryOperator absorbance =
          e -> base + (e > gap ? strength * (e - gap) * (e - gap) / e : 0);
      if (gap(absorbance, 0.002, random) instanceof TaucResult.Gap estimate) {
        double deviation = Math.abs(estimate.energy() - gap);
        found++;
        covered += deviation <= 2 * estimate.standardError() ? 1 : 0;
        close += deviation <= 0.03 ? 1 : 0;
      }
    }
    String figures = "found " + found + ", covered " + covered + ", within 0.03 eV " + close;
    assertThat(found).as(figures).isGreaterThanOrEqualTo(990);
    assertThat(covered).as(figures).isGreaterThanOrEqualTo(found * 90 / 100);
    assertThat(close).as(figures).isGreaterThanOrEqualTo(found * 95 / 100);
  }

  @Test
  void shouldFindNoEdgeInNoiseOrWhereNothingIsTransparent() {
    Random random = new Random(SEED);
    for (int i = 0; i < 500; i++) {
      double level = random.nextDouble();
      assertThat(gap(e -> level, 0.01, random))
          .as("seed %d case %d", SEED, i)
          .isInstanceOf(TaucResult.NoEdge.class);
    }
    assertThat(gap(e -> e * e, 1e-4, random)).isInstanceOf(TaucResult.NoEdge.class);
  }
}
