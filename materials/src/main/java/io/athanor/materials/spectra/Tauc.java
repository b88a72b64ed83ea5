package io.athanor.materials.spectra;

import io.athanor.materials.numeric.Robust;
import java.util.Arrays;
import java.util.Locale;

/**
 * The direct allowed optical gap after Tauc: above the edge {@code (alpha E)^2} is a straight line
 * in the photon energy E that meets zero at the gap. Absorbance stands for the absorption
 * coefficient alpha: thickness only scales the line and leaves its root alone, so none is asked
 * for.
 *
 * <p>Wild points are dropped (Hampel); a constant baseline is taken from the transparent side; the
 * lowest-energy steep section is found by weighted lines over short windows, lengthened while the
 * points beyond agree with it and shortened while an Urbach tail lifts its foot. The standard error
 * adds in quadrature the regression's, the baseline's and that of the choice of section.
 */
public final class Tauc {
  private static final int LEAST_POINTS = 30;
  private static final int LEAST_WINDOW = 8;
  private static final double WINDOW = 0.12;
  private static final double AHEAD = 0.30;
  private static final double BELOW_EDGE = 0.15;
  private static final double OUTLIER = 5;
  private static final double SIGNIFICANT = 8;

  private Tauc() {}

  /** The direct allowed gap of a spectrum, or the reason why it shows none. */
  public static TaucResult directGap(AbsorptionSpectrum spectrum) {
    if (spectrum.size() < LEAST_POINTS) {
      return new TaucResult.NoEdge(
          "spectrum has " + spectrum.size() + " points, fewer than " + LEAST_POINTS);
    }
    Curve curve = Curve.clean(spectrum);
    if (curve.energies.length < LEAST_POINTS) {
      return new TaucResult.NoEdge("too few points are left after removing outliers");
    }
    Section rough = onset(curve.ordinate(0));
    if (rough == null) {
      return new TaucResult.NoEdge("no section rises significantly above the noise");
    }
    double edge = rough.root();
    for (int pass = 0; pass < 2; pass++) {
      Baseline baseline = curve.baselineBelow(edge - BELOW_EDGE);
      if (baseline == null) {
        return new TaucResult.NoEdge(
            shown("no transparent region below the edge at %.3f eV to take a baseline from", edge));
      }
      Ordinate ordinate = curve.ordinate(baseline.level());
      Section found = onset(ordinate);
      if (found == null) {
        return new TaucResult.NoEdge("no section rises significantly above the baseline");
      }
      Section section = trimFoot(ordinate, lengthen(ordinate, found));
      edge = section.root();
      if (pass == 1) {
        return judge(curve, baseline, ordinate, section);
      }
    }
    throw new IllegalStateException("unreachable");
  }

  private static TaucResult judge(
      Curve curve, Baseline baseline, Ordinate ordinate, Section section) {
    double gap = section.root();
    double top = ordinate.energies[section.to - 1];
    if (!(gap > ordinate.energies[0]) || gap >= top) {
      return new TaucResult.NoEdge(shown("edge at %.3f eV lies outside the spectrum", gap));
    }
    double foot = curve.levelBetween(gap - BELOW_EDGE, gap - BELOW_EDGE / 3) - baseline.level();
    double head = curve.levelBetween(top - WINDOW, top) - baseline.level();
    if (!Double.isNaN(foot) && foot > 0.3 * head) {
      return new TaucResult.NoEdge(
          shown("absorption rises too gently to be a direct edge near %.3f eV", gap));
    }
    double shifted =
        line(curve.ordinate(baseline.level() + baseline.error()), section.from, section.to).root();
    double spread = 0;
    int third = (section.to - section.from) / 3;
    if (third >= 3) {
      Section upper = line(ordinate, section.from + third, section.to);
      Section lower = line(ordinate, section.from, section.to - third);
      spread = Math.max(square(upper.root() - gap), square(lower.root() - gap));
    }
    double variance =
        square(section.rootError()) + square(shifted - gap) + spread + square(gap * 1e-6);
    return new TaucResult.Gap(
        gap, Math.sqrt(variance), ordinate.energies[section.from], top, section.to - section.from);
  }

  /** The lowest window whose slope the windows a little above it do not surpass. */
  private static Section onset(Ordinate ordinate) {
    int n = ordinate.energies.length;
    Section[] windows = new Section[n];
    double steepest = 0;
    int from = 0;
    int to = 0;
    while (to < n && from + LEAST_WINDOW <= n) {
      to = Math.max(from + LEAST_WINDOW, ordinate.indexOf(ordinate.energies[from] + WINDOW));
      Section window = line(ordinate, from, to);
      if (window.slope() > SIGNIFICANT * window.slopeError()) {
        windows[from] = window;
        steepest = Math.max(steepest, window.slope() - 2 * window.slopeError());
      }
      from += Math.max(1, (to - from) / 12);
    }
    for (int i = 0; i < n; i++) {
      Section window = windows[i];
      if (window == null || window.slope() < 0.2 * steepest) {
        continue;
      }
      double ahead = 0;
      for (int j = i + 1; j < n && ordinate.energies[j] <= ordinate.energies[i] + AHEAD; j++) {
        if (windows[j] != null) {
          ahead = Math.max(ahead, windows[j].slope() - 2 * windows[j].slopeError());
        }
      }
      if (window.slope() + window.slopeError() >= 0.95 * ahead) {
        return window;
      }
    }
    return null;
  }

  private static Section lengthen(Ordinate ordinate, Section start) {
    Section section = start;
    int n = ordinate.energies.length;
    while (section.to < n) {
      int block = Math.max(4, (section.to - section.from) / 3);
      int end = Math.min(n, section.to + block);
      if (end - section.to < 2 || !ordinate.agrees(section, section.to, end, 2.5)) {
        return section;
      }
      section = line(ordinate, section.from, end);
    }
    return section;
  }

  private static Section trimFoot(Ordinate ordinate, Section start) {
    Section section = start;
    while (section.to - section.from > 2 * LEAST_WINDOW) {
      int block = Math.max(3, (section.to - section.from) / 8);
      Section rest = line(ordinate, section.from + block, section.to);
      if (ordinate.agrees(rest, section.from, section.from + block, 2)) {
        return section;
      }
      section = rest;
    }
    return section;
  }

  /** A weighted line; hundreds of windows need one, so it is written out instead of general. */
  private static Section line(Ordinate ordinate, int from, int to) {
    double[] x = ordinate.energies;
    double[] y = ordinate.values;
    double[] w = ordinate.weights;
    double weight = 0;
    double meanX = 0;
    double meanY = 0;
    for (int i = from; i < to; i++) {
      weight += w[i];
      meanX += w[i] * x[i];
      meanY += w[i] * y[i];
    }
    meanX /= weight;
    meanY /= weight;
    double xx = 0;
    double xy = 0;
    for (int i = from; i < to; i++) {
      xx += w[i] * (x[i] - meanX) * (x[i] - meanX);
      xy += w[i] * (x[i] - meanX) * (y[i] - meanY);
    }
    double slope = xy / xx;
    double chiSquare = 0;
    for (int i = from; i < to; i++) {
      double residual = y[i] - meanY - slope * (x[i] - meanX);
      chiSquare += w[i] * residual * residual;
    }
    double widened = Math.max(1, chiSquare / (to - from - 2));
    return new Section(from, to, meanX, meanY, slope, widened / weight, widened / xx, widened);
  }

  private static double square(double value) {
    return value * value;
  }

  private static String shown(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }

  private record Baseline(double level, double error) {}

  /** A line through (meanX, meanY); variances are widened by the reduced chi-square. */
  private record Section(
      int from,
      int to,
      double meanX,
      double meanY,
      double slope,
      double meanVariance,
      double slopeVariance,
      double widened) {

    double slopeError() {
      return Math.sqrt(slopeVariance);
    }

    double value(double x) {
      return meanY + slope * (x - meanX);
    }

    double standardError(double x) {
      return Math.sqrt(meanVariance + slopeVariance * square(x - meanX));
    }

    double root() {
      return meanX - meanY / slope;
    }

    double rootError() {
      return standardError(root()) / Math.abs(slope);
    }
  }

  /** (A E)² with its weights. */
  private record Ordinate(double[] energies, double[] values, double[] weights) {

    /** First index with an energy above this. */
    int indexOf(double energy) {
      int position = Arrays.binarySearch(energies, energy);
      return position >= 0 ? position + 1 : -position - 1;
    }

    /** Whether a block of points lies on the line's continuation within its errors. */
    boolean agrees(Section section, int from, int to, double sigmas) {
      double weight = 0;
      double residual = 0;
      double abscissa = 0;
      for (int i = from; i < to; i++) {
        weight += weights[i];
        residual += weights[i] * (values[i] - section.value(energies[i]));
        abscissa += weights[i] * energies[i];
      }
      double error =
          Math.hypot(Math.sqrt(section.widened / weight), section.standardError(abscissa / weight));
      return Math.abs(residual / weight) <= sigmas * error;
    }
  }

  /** The measured points that are left, and the noise on them. */
  private record Curve(double[] energies, double[] absorbances, double[] smooth, double noise) {

    static Curve clean(AbsorptionSpectrum spectrum) {
      double[] energies = spectrum.energies();
      double[] absorbances = spectrum.absorbances();
      double scale = 0;
      for (double absorbance : absorbances) {
        scale = Math.max(scale, Math.abs(absorbance));
      }
      double noise = Math.max(Robust.noise(absorbances), 1e-9 * scale + Double.MIN_NORMAL);
      boolean[] wild = Robust.outliers(absorbances, 3, OUTLIER, noise);
      int left = 0;
      for (int i = 0; i < energies.length; i++) {
        if (!wild[i]) {
          energies[left] = energies[i];
          absorbances[left] = absorbances[i];
          left++;
        }
      }
      energies = Arrays.copyOf(energies, left);
      absorbances = Arrays.copyOf(absorbances, left);
      double[] smooth = new double[left];
      for (int i = 0; i < left; i++) {
        int from = Math.max(0, i - 3);
        int to = Math.min(left, i + 4);
        double sum = 0;
        for (int j = from; j < to; j++) {
          sum += absorbances[j];
        }
        smooth[i] = sum / (to - from);
      }
      return new Curve(energies, absorbances, smooth, noise);
    }

    /** Values are freed of the noise's own square; weights are one over variance. */
    Ordinate ordinate(double baseline) {
      double[] values = new double[energies.length];
      double[] weights = new double[energies.length];
      for (int i = 0; i < values.length; i++) {
        double absorbance = absorbances[i] - baseline;
        double squaredEnergy = energies[i] * energies[i];
        values[i] = (absorbance * absorbance - noise * noise) * squaredEnergy;
        double level = smooth[i] - baseline;
        double variance =
            squaredEnergy * squaredEnergy * noise * noise * (4 * level * level + 2 * noise * noise);
        weights[i] = 1 / variance;
      }
      return new Ordinate(energies, values, weights);
    }

    /**
     * Median below an energy, from the half that is farther from the edge where there is enough.
     */
    Baseline baselineBelow(double energy) {
      int end = 0;
      while (end < energies.length && energies[end] < energy) {
        end++;
      }
      if (end < 5) {
        return null;
      }
      int used = end >= 20 ? Math.max(10, end * 2 / 3) : end;
      double[] transparent = Arrays.copyOf(absorbances, used);
      double level = Robust.median(transparent);
      double error = 1.2533 * noise / Math.sqrt(used);
      double[] nearer = Arrays.copyOfRange(absorbances, used / 2, used);
      double[] farther = Arrays.copyOf(absorbances, Math.max(1, used / 2));
      double drift = (Robust.median(nearer) - Robust.median(farther)) / 2;
      return new Baseline(level, Math.hypot(error, drift));
    }

    double levelBetween(double low, double high) {
      double[] inside = new double[energies.length];
      int count = 0;
      for (int i = 0; i < energies.length; i++) {
        if (energies[i] >= low && energies[i] <= high) {
          inside[count++] = absorbances[i];
        }
      }
      return Robust.median(Arrays.copyOf(inside, count));
    }
  }
}
