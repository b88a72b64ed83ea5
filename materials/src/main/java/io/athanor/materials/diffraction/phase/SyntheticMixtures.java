package io.athanor.materials.diffraction.phase;

import io.athanor.materials.diffraction.PeakProfile;
import io.athanor.materials.diffraction.PowderPattern;
import io.athanor.materials.diffraction.Radiation;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * Patterns of known mixtures with what goes wrong in a laboratory: counting noise, background with
 * an amorphous hump, zero shift, strained lattices, atoms that move more or less than assumed,
 * small domains, texture about any axis, spotty intensities, and lines of impurities that no
 * reference has. The same seed and index give the same pattern.
 */
public final class SyntheticMixtures {
  private static final double FROM = 10;
  private static final double TO = 80;
  private static final double STEP = 0.02;
  private static final double WAVELENGTH = Radiation.CU_KA.wavelength();

  private SyntheticMixtures() {}

  /**
   * A pattern and the truth about it.
   *
   * @param pattern 10..80 degrees, Cu K-alpha
   * @param weightFractions by name of the phase, sum 1
   * @param signalToNoise mean square of the peaks over that of the noise, dB
   */
  public record Example(
      PowderPattern pattern, Map<String, Double> weightFractions, double signalToNoise) {
    /** Sorts the names. */
    public Example {
      weightFractions = Collections.unmodifiableMap(new TreeMap<>(weightFractions));
    }
  }

  /**
   * A mixture of so many different phases of the references, each at least 0.2 by weight for two.
   */
  public static Example of(List<ReferencePhase> references, int phases, long seed, long index) {
    // well mixed, so that neighbouring seeds have nothing in common
    Random random = new Random(new SplittableRandom(seed * 1_000_003 + index).nextLong());
    int n = (int) Math.round((TO - FROM) / STEP) + 1;
    double[] grid = new double[n];
    for (int i = 0; i < n; i++) {
      grid[i] = FROM + i * STEP;
    }
    double zero = 0.3 * (2 * random.nextDouble() - 1);
    double caglioti = 0.004 + 0.014 * random.nextDouble();
    double eta = 0.2 + 0.6 * random.nextDouble();
    double[] weights = weights(phases, random);
    double[] signal = new double[n];
    Map<String, Double> truth = new TreeMap<>();
    List<Integer> chosen =
        random.ints(0, references.size()).distinct().limit(phases).boxed().toList();
    for (int p = 0; p < phases; p++) {
      ReferencePhase phase = references.get(chosen.get(p));
      truth.put(phase.name(), weights[p]);
      double domain = 100 * Math.exp(Math.log(8) * random.nextDouble());
      PeakProfile profile = new PeakProfile(caglioti, -caglioti / 2, caglioti, eta, domain);
      add(signal, grid, phase, weights[p] / phase.massPerIntensity(), zero, profile, random);
    }
    double highest = Arrays.stream(signal).max().orElseThrow();
    impurities(signal, grid, highest, random);
    return counted(signal, grid, highest, truth, random);
  }

  private static double[] weights(int phases, Random random) {
    if (phases == 1) {
      return new double[] {1};
    }
    double[] weights = new double[phases];
    double sum = 0;
    // for two phases uniform in 0.2..0.8
    double first = 0.2 + 0.6 * random.nextDouble();
    for (int p = 0; p < phases; p++) {
      weights[p] = phases == 2 ? (p == 0 ? first : 1 - first) : 0.5 + random.nextDouble();
      sum += weights[p];
    }
    for (int p = 0; p < phases; p++) {
      weights[p] /= sum;
    }
    return weights;
  }

  private static void add(
      double[] signal,
      double[] grid,
      ReferencePhase phase,
      double scale,
      double zero,
      PeakProfile profile,
      Random random) {
    double[] strain = new double[phase.modes()];
    // computed cells are off by a percent now and then, refined ones hardly
    double spread = 0.0035 * Math.exp(0.6 * random.nextGaussian());
    for (int mode = 0; mode < strain.length; mode++) {
      strain[mode] = Math.max(-0.025, Math.min(0.025, spread * random.nextGaussian()));
    }
    double damping = 1.5 * random.nextDouble() - 0.5;
    double spotty = 0.05 + 0.15 * random.nextDouble();
    int[] axis = new int[3];
    while (axis[0] == 0 && axis[1] == 0 && axis[2] == 0) {
      for (int i = 0; i < 3; i++) {
        axis[i] = random.nextInt(5) - 2;
      }
    }
    double[] intensity = phase.textured(axis, Math.exp(0.2 * random.nextGaussian()));
    for (int line = 0; line < intensity.length; line++) {
      double area =
          scale
              * intensity[line]
              * Math.exp(spotty * random.nextGaussian())
              * Math.exp(-damping * phase.inverseSquare(line, strain) / 2);
      for (Radiation.Component component : Radiation.CU_KA.components()) {
        double sine = component.wavelength() * Math.sqrt(phase.inverseSquare(line, strain)) / 2;
        if (sine < 1) {
          double centre = 2 * Math.toDegrees(Math.asin(sine));
          double width = profile.width(centre, component.wavelength());
          peak(signal, grid, centre + zero, width, profile, area * component.share());
        }
      }
    }
  }

  private static void peak(
      double[] signal,
      double[] grid,
      double centre,
      double width,
      PeakProfile profile,
      double area) {
    double reach = 15 * width;
    int from = Math.max(0, (int) Math.ceil((centre - reach - grid[0]) / STEP));
    int to = Math.min(grid.length - 1, (int) Math.floor((centre + reach - grid[0]) / STEP));
    for (int i = from; i <= to; i++) {
      signal[i] += area * profile.at(grid[i] - centre, width);
    }
  }

  /** None to three lines, each up to a tenth of the highest. */
  private static void impurities(double[] signal, double[] grid, double highest, Random random) {
    int lines = random.nextInt(4);
    for (int line = 0; line < lines; line++) {
      double centre = FROM + (TO - FROM) * random.nextDouble();
      double width = 0.15 + 0.2 * random.nextDouble();
      double height = 0.1 * highest * random.nextDouble();
      PeakProfile profile = PeakProfile.ofWidth(width);
      peak(signal, grid, centre, width, profile, height / profile.at(0, width));
    }
  }

  private static Example counted(
      double[] signal, double[] grid, double highest, Map<String, Double> truth, Random random) {
    double peak = 500 * Math.exp(Math.log(40) * random.nextDouble());
    double level = peak * (0.02 + 0.2 * random.nextDouble());
    double slope = random.nextDouble();
    double hump = level * random.nextDouble();
    double humpAt = 18 + 15 * random.nextDouble();
    double squares = 0;
    double noise = 0;
    double[] counts = new double[grid.length];
    for (int i = 0; i < counts.length; i++) {
      double u = (grid[i] - humpAt) / 6;
      double mean =
          level * (1 + slope * Math.exp(-(grid[i] - FROM) / 15)) + hump * Math.exp(-u * u);
      double peaks = signal[i] * peak / highest;
      squares += peaks * peaks;
      noise += mean + peaks;
      // counts are large enough for the normal limit of the Poisson distribution
      counts[i] =
          Math.max(0, Math.rint(mean + peaks + Math.sqrt(mean + peaks) * random.nextGaussian()));
    }
    return new Example(
        new PowderPattern(grid, counts, WAVELENGTH), truth, 10 * Math.log10(squares / noise));
  }
}
