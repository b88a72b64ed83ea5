package io.athanor.materials.spectra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.athanor.materials.MeasurementException;
import java.util.Arrays;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

class TaucTest {
  private static final long SEED = 20_261_122L;

  @Test
  void shouldRecoverTheGapWithinItsError() {
    Random random = new Random(SEED);
    int cases = 2_000;
    int found = 0;
    int covered = 0;
    double[] errors = new double[cases];
    for (int i = 0; i < cases; i++) {
      double gap = 1.4 + 1.55 * random.nextDouble();
      TaucResult result = Tauc.directGap(spectrum(random, gap));
      if (result instanceof TaucResult.Gap estimate) {
        double deviation = estimate.energy() - gap;
        errors[found++] = Math.abs(deviation);
        if (Math.abs(deviation) <= 2 * estimate.standardError()) {
          covered++;
        }
      }
    }
    double[] sorted = Arrays.copyOf(errors, found);
    Arrays.sort(sorted);
    assertThat(found).as("seed %d: gaps found", SEED).isGreaterThanOrEqualTo(cases * 99 / 100);
    assertThat(covered / (double) found)
        .as("seed %d: within two standard errors", SEED)
        .isGreaterThanOrEqualTo(0.95);
    assertThat(sorted[found / 2]).as("seed %d: median error in eV", SEED).isLessThan(0.001);
    assertThat(sorted[found * 99 / 100]).as("seed %d: 99 %% error in eV", SEED).isLessThan(0.005);
  }

  @Test
  void shouldFindNoEdgeInNoise() {
    Random random = new Random(SEED + 1);
    int edges = 0;
    for (int i = 0; i < 500; i++) {
      double level = random.nextDouble();
      double noise = 0.001 + 0.02 * random.nextDouble();
      if (sampled(e -> level, noise, random) instanceof TaucResult.Gap) {
        edges++;
      }
    }
    assertThat(edges).as("seed %d", SEED + 1).isZero();
  }

  @Test
  void shouldRefuseWhatOnlyScatters() {
    Random random = new Random(SEED + 2);
    for (int i = 0; i < 150; i++) {
      double strength = 0.001 + 0.01 * random.nextDouble();
      assertThat(sampled(e -> strength * Math.pow(e, 4), 0.002, random))
          .as("seed %d case %d: Rayleigh scattering", SEED + 2, i)
          .isInstanceOf(TaucResult.NoEdge.class);
    }
  }

  @Test
  void shouldSayWhyThereIsNoGap() {
    double[] few = new double[10];
    Arrays.setAll(few, i -> 1 + i);
    assertThat(Tauc.directGap(AbsorptionSpectrum.ofEnergies(few, few)))
        .isEqualTo(new TaucResult.NoEdge("spectrum has 10 points, fewer than 30"));
    TaucResult metal = sampled(e -> Math.sqrt(Math.max(0, e - 1.12)) / e, 0.002, new Random(SEED));
    assertThat(metal).isInstanceOf(TaucResult.NoEdge.class);
    assertThat(((TaucResult.NoEdge) metal).reason()).contains("no transparent region below");
  }

  @Test
  void shouldNotDependOnThicknessNorOnTheAxis() {
    Random random = new Random(SEED + 3);
    for (int i = 0; i < 150; i++) {
      AbsorptionSpectrum spectrum = spectrum(random, 1.4 + random.nextDouble());
      double factor = 0.1 + random.nextDouble();
      double[] energies = spectrum.energies();
      double[] wavelengths = new double[energies.length];
      double[] scaled = spectrum.absorbances();
      for (int j = 0; j < energies.length; j++) {
        wavelengths[j] = 1239.841984 / energies[j];
        scaled[j] *= factor;
      }
      TaucResult thick = Tauc.directGap(spectrum);
      TaucResult thin = Tauc.directGap(AbsorptionSpectrum.ofWavelengths(wavelengths, scaled));
      if (thick instanceof TaucResult.Gap one && thin instanceof TaucResult.Gap other) {
        assertThat(other.energy())
            .as("seed %d case %d", SEED + 3, i)
            .isCloseTo(one.energy(), within(1e-7));
      } else {
        assertThat(thin.getClass()).as("seed %d case %d", SEED + 3, i).isEqualTo(thick.getClass());
      }
    }
  }

  @Test
  void shouldNameTheWrongColumn() {
    assertThatThrownBy(() -> AbsorptionSpectrum.ofWavelengths(new double[] {500, 0}, new double[2]))
        .isInstanceOf(MeasurementException.class)
        .hasMessageStartingWith("wavelength: must be positive");
    assertThatThrownBy(() -> AbsorptionSpectrum.ofEnergies(new double[] {1, 2}, new double[3]))
        .hasMessageStartingWith("absorbance: has 3 points");
    assertThatThrownBy(
            () -> AbsorptionSpectrum.ofEnergies(new double[] {1}, new double[] {Double.NaN}))
        .hasMessageStartingWith("absorbance: must be finite");
    assertThatThrownBy(() -> AbsorptionSpectrum.ofEnergies(new double[] {1, 1}, new double[2]))
        .hasMessageStartingWith("energy: has a value twice");
  }

  /** Direct edge with an Urbach tail joined smoothly, baseline, noise and a few wild points. */
  private static AbsorptionSpectrum spectrum(Random random, double gap) {
    double urbach = 0.012 + 0.035 * random.nextDouble();
    double strength = 0.5 + 1.5 * random.nextDouble();
    double baseline = 0.1 * random.nextDouble();
    double noise = 0.001 + 0.006 * random.nextDouble();
    double wild = 0.01 * random.nextDouble();
    double step = 1 + random.nextInt(2);
    int n = (int) (750 / step);
    double[] wavelengths = new double[n];
    double[] absorbances = new double[n];
    DoubleUnaryOperator edge = edge(gap, urbach, strength);
    for (int i = 0; i < n; i++) {
      wavelengths[i] = 350 + step * i;
      absorbances[i] =
          edge.applyAsDouble(1239.841984 / wavelengths[i])
              + baseline
              + noise * random.nextGaussian();
      if (random.nextDouble() < wild) {
        absorbances[i] += 2 * random.nextDouble() - 0.5;
      }
    }
    return AbsorptionSpectrum.ofWavelengths(wavelengths, absorbances);
  }

  private static DoubleUnaryOperator edge(double gap, double urbach, double strength) {
    double scale = strength * (gap + 0.5) / Math.sqrt(0.5);
    double join = gap + urbach / 2;
    double level = scale * Math.sqrt(urbach / 2) / join;
    return e -> e >= join ? scale * Math.sqrt(e - gap) / e : level * Math.exp((e - join) / urbach);
  }

  private static TaucResult sampled(DoubleUnaryOperator curve, double noise, Random random) {
    double[] wavelengths = new double[700];
    double[] absorbances = new double[700];
    for (int i = 0; i < 700; i++) {
      wavelengths[i] = 400 + i;
      absorbances[i] =
          curve.applyAsDouble(1239.841984 / wavelengths[i]) + noise * random.nextGaussian();
    }
    return Tauc.directGap(AbsorptionSpectrum.ofWavelengths(wavelengths, absorbances));
  }
}
