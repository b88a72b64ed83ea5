package io.athanor.materials.spectra;

import io.athanor.materials.numeric.Polynomial;
import io.athanor.materials.numeric.Robust;
import java.util.Arrays;
import java.util.Locale;

/**
 * The indirect allowed optical gap after Tauc: above the edge {@code (alpha E)^1/2} is a straight
 * line in the photon energy that meets zero at the gap (phonon energies are not told apart). The
 * line starts where absorption rises out of the baseline and is lengthened while the points beyond
 * agree with it. The standard error adds in quadrature the regression's, the baseline's and that of
 * the choice of section.
 */
public final class IndirectTauc {
  private static final int LEAST_POINTS = 30;
  private static final int LEAST_BASELINE = 10;
  private static final int LEAST_SECTION = 12;
  private static final int MEAN_OF = 5;
  private static final double RISES = 6;
  private static final double AGREES = 3;
  private static final double SIGNIFICANT = 8;

  private IndirectTauc() {}

  /** The indirect allowed gap of a spectrum, or the reason why it shows none. */
  public static TaucResult gap(AbsorptionSpectrum spectrum) {
    double[] energies = spectrum.energies();
    double[] absorbances = spectrum.absorbances();
    int n = energies.length;
    if (n < LEAST_POINTS) {
      return new TaucResult.NoEdge("spectrum has " + n + " points, fewer than " + LEAST_POINTS);
    }
    double scale = Arrays.stream(absorbances).map(Math::abs).max().orElse(0);
    double noise = Math.max(Robust.noise(absorbances), 1e-6 * scale + Double.MIN_NORMAL);
    double first = Robust.median(Arrays.copyOf(absorbances, Math.max(LEAST_BASELINE, n / 8)));
    int onset = onset(absorbances, first, noise);
    if (onset < 0) {
      return new TaucResult.NoEdge("no section rises significantly above the baseline");
    }
    int transparent = onset * 2 / 3;
    if (transparent < LEAST_BASELINE || n - onset < LEAST_SECTION) {
      return new TaucResult.NoEdge(
          String.format(
              Locale.ROOT,
              "too little of the spectrum lies below or above the rise at %.3f eV",
              energies[onset]));
    }
    double level = Robust.median(Arrays.copyOf(absorbances, transparent));
    double levelError = 1.2533 * noise / Math.sqrt(transparent);
    int to = lengthen(energies, absorbances, level, noise, onset);
    Line line = line(energies, absorbances, level, noise, onset, to);
    if (!(line.slope() > SIGNIFICANT * line.slopeError()) || !(line.root() > energies[0])) {
      return new TaucResult.NoEdge("the rise is no straight line above zero");
    }
    double shifted = line(energies, absorbances, level + levelError, noise, onset, to).root();
    int third = (to - onset) / 3;
    double upper = line(energies, absorbances, level, noise, onset + third, to).root();
    double lower = line(energies, absorbances, level, noise, onset, to - third).root();
    double spread = Math.max(Math.abs(upper - line.root()), Math.abs(lower - line.root()));
    double error = Math.hypot(Math.hypot(line.rootError(), shifted - line.root()), spread);
    return new TaucResult.Gap(line.root(), error, energies[onset], energies[to - 1], to - onset);
  }

  private static int onset(double[] absorbances, double level, double noise) {
    double limit = level + RISES * noise / Math.sqrt(MEAN_OF);
    for (int i = 0; i + MEAN_OF <= absorbances.length; i++) {
      boolean rises = true;
      // once risen it stays so: a bump below the edge is no edge
      for (int j = i; j + MEAN_OF <= absorbances.length && j < i + 2 * MEAN_OF && rises; j++) {
        double sum = 0;
        for (int k = j; k < j + MEAN_OF; k++) {
          sum += absorbances[k];
        }
        rises = sum / MEAN_OF > limit;
      }
      if (rises) {
        return i + MEAN_OF / 2;
      }
    }
    return -1;
  }

  private static int lengthen(
      double[] energies, double[] absorbances, double level, double noise, int from) {
    int to = from + LEAST_SECTION;
    while (to < energies.length) {
      int end = Math.min(energies.length, to + Math.max(4, (to - from) / 3));
      Line line = line(energies, absorbances, level, noise, from, to);
      double weights = 0;
      double residual = 0;
      for (int i = to; i < end; i++) {
        double weight = weight(energies[i], absorbances[i] - level, noise);
        weights += weight;
        double value = root(energies[i], absorbances[i] - level);
        residual += weight * (value - line.fit().value(energies[i]));
      }
      double middle = (energies[to] + energies[end - 1]) / 2;
      double error = Math.hypot(1 / Math.sqrt(weights), line.fit().standardError(middle));
      if (Math.abs(residual / weights) > AGREES * error) {
        return to;
      }
      to = end;
    }
    return to;
  }

  private static Line line(
      double[] energies, double[] absorbances, double level, double noise, int from, int to) {
    double[] y = new double[energies.length];
    double[] weights = new double[energies.length];
    for (int i = from; i < to; i++) {
      y[i] = root(energies[i], absorbances[i] - level);
      weights[i] = weight(energies[i], absorbances[i] - level, noise);
    }
    return new Line(Polynomial.fit(energies, y, weights, from, to, 1));
  }

  private static double root(double energy, double absorbance) {
    return Math.signum(absorbance) * Math.sqrt(Math.abs(absorbance) * energy);
  }

  /** One over the variance of the root: E noise^2 / (4 A), not below one noise of A. */
  private static double weight(double energy, double absorbance, double noise) {
    return 4 * Math.max(absorbance, noise) / (energy * noise * noise);
  }

  private record Line(Polynomial fit) {
    double slope() {
      return fit.coefficient(1);
    }

    double slopeError() {
      return Math.sqrt(fit.covariance(1, 1));
    }

    double root() {
      return fit.centre() - fit.coefficient(0) / fit.coefficient(1);
    }

    double rootError() {
      return fit.standardError(root()) / Math.abs(slope());
    }
  }
}
