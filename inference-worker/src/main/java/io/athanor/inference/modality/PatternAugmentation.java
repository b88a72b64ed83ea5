package io.athanor.inference.modality;

import io.athanor.materials.diffraction.PeakProfile;
import io.athanor.materials.diffraction.PowderPattern;
import io.athanor.materials.diffraction.Radiation;
import java.util.SplittableRandom;

/**
 * What a laboratory does to a calculated pattern, drawn at random: a lattice that differs from the
 * computed one, a shifted zero, small domains, texture, spotty intensities, atoms that move more or
 * less than assumed, a limited range, background with an amorphous hump, lines of impurities, lost
 * weak lines, counting noise. Kinds and ranges as in Szymanski et al., Chem. Mater. 33, 4204
 * (2021), who apply them one at a time; here all act together.
 *
 * @param strain largest relative change of the lattice, uniform in both directions; the changes of
 *     its shape that keep its symmetry are half as large
 * @param zeroShift largest shift of all angles in degrees, uniform
 * @param smallestDomain smallest size of domains in Angstrom, log-uniform
 * @param largestDomain largest size of domains in Angstrom
 * @param texture largest |ln r| of March and Dollase's r, uniform, about the normal of a random
 *     line
 * @param spottiness largest standard deviation of the logarithm of a line's intensity
 * @param impurityLines largest number of foreign lines, uniform
 * @param impurityHeight largest height of one, relative to the highest peak
 * @param background largest level of the background, relative to the highest peak
 * @param lost lines below a share of the strongest are not seen; the largest such share
 * @param leastCounts least counts within 0.02 degrees at the highest peak, log-uniform; a coarser
 *     step counts as much longer
 * @param mostCounts most counts within 0.02 degrees at the highest peak
 * @param step degrees between points
 */
public record PatternAugmentation(
    double strain,
    double zeroShift,
    double smallestDomain,
    double largestDomain,
    double texture,
    double spottiness,
    int impurityLines,
    double impurityHeight,
    double background,
    double lost,
    double leastCounts,
    double mostCounts,
    double step) {
  private static final double EARLIEST = 8;
  private static final double LATEST = 90;
  private static final double REACH = 12;
  private static final double GAUSSIAN_REACH = 3;
  private static final double COUNTED_STEP = 0.02;

  /** Checks the ranges. */
  public PatternAugmentation {
    requireIn("strain", strain, 0, 0.1);
    requireIn("zeroShift", zeroShift, 0, 2);
    requireIn("smallestDomain", smallestDomain, 10, 1e6);
    requireIn("largestDomain", largestDomain, smallestDomain, 1e6);
    requireIn("texture", texture, 0, 1);
    requireIn("spottiness", spottiness, 0, 1);
    requireIn("impurityLines", impurityLines, 0, 100);
    requireIn("impurityHeight", impurityHeight, 0, 1);
    requireIn("background", background, 0, 10);
    requireIn("lost", lost, 0, 0.5);
    requireIn("leastCounts", leastCounts, 10, 1e9);
    requireIn("mostCounts", mostCounts, leastCounts, 1e9);
    requireIn("step", step, 0.005, 0.2);
  }

  /**
   * A powder measured with care: computed cells a percent and a half off at most, domains above 10
   * nm, foreign lines up to a tenth of the highest peak.
   */
  public static PatternAugmentation laboratory() {
    return new PatternAugmentation(
        0.015, 0.3, 100, 800, 0.3, 0.2, 3, 0.1, 0.2, 0.01, 500, 20_000, 0.02);
  }

  /**
   * The widest ranges that Szymanski et al. train with, all at once: 3 percent of strain, half a
   * degree of zero shift, domains of 5 to 30 nm, half of the intensity by texture, foreign lines up
   * to 70 percent of the highest peak.
   */
  public static PatternAugmentation wide() {
    return new PatternAugmentation(
        0.03, 0.5, 50, 300, 0.4, 0.3, 3, 0.7, 0.2, 0.03, 500, 20_000, 0.02);
  }

  /** The same with another step in degrees; a coarse one is faster. */
  public PatternAugmentation withStep(double degrees) {
    return new PatternAugmentation(
        strain,
        zeroShift,
        smallestDomain,
        largestDomain,
        texture,
        spottiness,
        impurityLines,
        impurityHeight,
        background,
        lost,
        leastCounts,
        mostCounts,
        degrees);
  }

  /** A pattern of the phase as Cu K-alpha would show it; the same seed gives the same pattern. */
  public PowderPattern measure(PowderPhase phase, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double from = EARLIEST + 7 * random.nextDouble();
    double to = LATEST - 20 * random.nextDouble();
    int n = (int) Math.round((to - from) / step) + 1;
    double[] grid = new double[n];
    for (int i = 0; i < n; i++) {
      grid[i] = from + i * step;
    }
    double[] signal = new double[n];
    lines(signal, grid, phase, random);
    double highest = 0;
    for (double each : signal) {
      highest = Math.max(highest, each);
    }
    // a range without any line shows background only
    impurities(signal, grid, highest, random);
    return new PowderPattern(
        grid, counted(signal, grid, Math.max(highest, 1e-9), random), PowderPhase.WAVELENGTH);
  }

  private void lines(double[] signal, double[] grid, PowderPhase phase, SplittableRandom random) {
    double[] strains = new double[phase.modes()];
    for (int mode = 0; mode < strains.length; mode++) {
      strains[mode] = (mode == 0 ? strain : strain / 2) * signed(random);
    }
    double zero = zeroShift * signed(random);
    double domain =
        smallestDomain * Math.exp(Math.log(largestDomain / smallestDomain) * random.nextDouble());
    double caglioti = 0.004 + 0.014 * random.nextDouble();
    double eta = 0.2 + 0.6 * random.nextDouble();
    PeakProfile profile = new PeakProfile(caglioti, -caglioti / 2, caglioti, eta, domain);
    double[] pole = phase.pole(random.nextInt(phase.lines()));
    double r = Math.exp(texture * signed(random));
    double damping = 1.5 * random.nextDouble() - 0.5;
    double spotty = spottiness * random.nextDouble();
    double least = lost * random.nextDouble();
    for (int line = 0; line < phase.lines(); line++) {
      double deviation = Math.exp(spotty * random.nextGaussian());
      if (phase.intensity(line) < least) {
        continue;
      }
      double spacing = phase.spacing(line, strains);
      double area =
          phase.intensity(line)
              * phase.texture(line, pole, r)
              * deviation
              * Math.exp(-damping / (2 * spacing * spacing));
      for (Radiation.Component component : Radiation.CU_KA.components()) {
        double sine = component.wavelength() / (2 * spacing);
        if (sine < 1) {
          double centre = 2 * Math.toDegrees(Math.asin(sine));
          double width = profile.width(centre, component.wavelength());
          peak(signal, grid, centre + zero, width, eta, area * component.share());
        }
      }
    }
  }

  private void impurities(double[] signal, double[] grid, double highest, SplittableRandom random) {
    int count = random.nextInt(impurityLines + 1);
    for (int line = 0; line < count; line++) {
      double centre = grid[0] + (grid[grid.length - 1] - grid[0]) * random.nextDouble();
      double width = 0.15 + 0.2 * random.nextDouble();
      double height = impurityHeight * highest * random.nextDouble();
      double eta = 0.5;
      peak(signal, grid, centre, width, eta, height / value(0, width, eta));
    }
  }

  private double[] counted(
      double[] signal, double[] grid, double highest, SplittableRandom random) {
    double top = leastCounts * Math.exp(Math.log(mostCounts / leastCounts) * random.nextDouble());
    top *= step / COUNTED_STEP;
    double level = top * background * (0.1 + 0.9 * random.nextDouble());
    double slope = random.nextDouble();
    double hump = level * random.nextDouble();
    double humpAt = 18 + 15 * random.nextDouble();
    double[] counts = new double[grid.length];
    for (int i = 0; i < counts.length; i++) {
      double u = (grid[i] - humpAt) / 6;
      double expected =
          level * (1 + slope * Math.exp(-(grid[i] - grid[0]) / 15))
              + hump * Math.exp(-u * u)
              + signal[i] * top / highest;
      counts[i] = poisson(expected, random);
    }
    return counts;
  }

  /** Knuth's product of uniforms for few counts, the normal limit for many. */
  private static double poisson(double expected, SplittableRandom random) {
    if (expected > 40) {
      return Math.max(0, Math.rint(expected + Math.sqrt(expected) * random.nextGaussian()));
    }
    double limit = Math.exp(-expected);
    int count = -1;
    for (double product = 1; product > limit; product *= random.nextDouble()) {
      count++;
    }
    return Math.max(0, count);
  }

  private void peak(
      double[] signal, double[] grid, double centre, double width, double eta, double area) {
    double reach = REACH * width;
    int from = Math.max(0, (int) Math.ceil((centre - reach - grid[0]) / step));
    int to = Math.min(grid.length - 1, (int) Math.floor((centre + reach - grid[0]) / step));
    for (int i = from; i <= to; i++) {
      signal[i] += area * value(grid[i] - centre, width, eta);
    }
  }

  /** As {@link PeakProfile#at}, without the Gaussian where it is below 1e-10 of its height. */
  private static double value(double distance, double width, double eta) {
    double t = 2 * distance / width;
    double lorentz = eta * 2 / (Math.PI * width * (1 + t * t));
    if (Math.abs(t) > 2 * GAUSSIAN_REACH) {
      return lorentz;
    }
    double height = 2 / width * Math.sqrt(Math.log(2) / Math.PI);
    return lorentz + (1 - eta) * height * Math.exp(-Math.log(2) * t * t);
  }

  private static double signed(SplittableRandom random) {
    return 2 * random.nextDouble() - 1;
  }

  private static void requireIn(String field, double value, double low, double high) {
    if (!(value >= low && value <= high)) {
      throw new ModalityException(field, "must be in " + low + ".." + high + " but is " + value);
    }
  }
}
