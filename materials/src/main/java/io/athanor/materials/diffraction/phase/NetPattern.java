package io.athanor.materials.diffraction.phase;

import io.athanor.materials.MeasurementException;
import io.athanor.materials.diffraction.Background;
import io.athanor.materials.diffraction.PowderPattern;
import io.athanor.materials.diffraction.Radiation;
import io.athanor.materials.diffraction.Reflection;
import io.athanor.materials.diffraction.Reflections;
import io.athanor.materials.numeric.Resampling;
import io.athanor.materials.numeric.Robust;
import java.util.List;

/**
 * A pattern prepared for fitting: on an even grid, without its background, with the error of each
 * point. The error has three parts: counting noise (its size taken from the data), a share of the
 * intensity itself, since texture and structure make calculated intensities wrong by that much, and
 * a small share of the highest peak.
 */
final class NetPattern {
  private static final double FINEST_STEP = 0.02;
  private static final double COARSEST_STEP = 0.08;
  private static final double HALF_WIDTH_DEGREES = 2.0;
  private static final double MODEL_ERROR = 0.15;
  private static final double LEAST_OF_HIGHEST = 0.004;
  private static final double PLACES_PER_WIDTH = 0.3;
  private static final int MOST_POINTS = 8_000;
  private static final int LEAST_POINTS = 100;

  final double from;
  final double step;
  final int points;
  final double[] raw;
  final double[] background;
  final double[] net;

  /** One over the variance of each point. */
  final double[] weight;

  final double highest;

  /** Whether anything rises above the noise. */
  final boolean hasPeaks;

  /** Typical width of its peaks in degrees. */
  final double width;

  final double wavelength;
  final List<Radiation.Component> components;

  private NetPattern(PowderPattern pattern) {
    double[] x = pattern.twoTheta();
    double[] y = pattern.intensity();
    wavelength = pattern.wavelength();
    components = Radiation.componentsAt(wavelength);
    List<Reflection> reflections = Reflections.of(pattern);
    hasPeaks = !reflections.isEmpty();
    width = typicalWidth(reflections);
    from = x[0];
    double range = x[x.length - 1] - from;
    double wanted = Math.max(FINEST_STEP, Math.min(COARSEST_STEP, width / 3.5));
    step = Math.max(wanted, range / MOST_POINTS);
    points = (int) Math.floor(range / step + 1e-9) + 1;
    if (points < LEAST_POINTS) {
      throw new MeasurementException(
          "twoTheta", "covers " + range + " degrees, too few to tell phases apart");
    }
    raw = Resampling.even(x, y, from, step, points);
    double[] smooth = smoothed(raw);
    double level = Math.max(Robust.median(raw), 1e-9);
    double[] scaled = new double[points];
    for (int i = 0; i < points; i++) {
      scaled[i] = raw[i] / Math.sqrt(Math.max(smooth[i], 0.05 * level));
    }
    double relative = Robust.noise(scaled);
    background =
        Background.of(
            smooth,
            (int) Math.round(Math.max(HALF_WIDTH_DEGREES, 4 * width) / step),
            relative * Math.sqrt(level) / 2);
    net = new double[points];
    double[] netSmooth = new double[points];
    double top = 0;
    for (int i = 0; i < points; i++) {
      net[i] = raw[i] - background[i];
      netSmooth[i] = Math.max(0, smooth[i] - background[i]);
      top = Math.max(top, netSmooth[i]);
    }
    highest = Math.max(top, 1e-9);
    weight = new double[points];
    for (int i = 0; i < points; i++) {
      double noise = relative * Math.sqrt(Math.max(smooth[i], 0.05 * level));
      double model = MODEL_ERROR * netSmooth[i];
      double least = LEAST_OF_HIGHEST * highest;
      weight[i] = 1 / (noise * noise + model * model + least * least);
    }
  }

  static NetPattern of(PowderPattern pattern) {
    return new NetPattern(pattern);
  }

  double to() {
    return from + step * (points - 1);
  }

  /**
   * Number of independent data: fewer than ranges of one peak width, as what is wrong with the
   * intensity of a line or with the background is wrong over several of them.
   */
  double places() {
    return PLACES_PER_WIDTH * points * step / width;
  }

  private static double typicalWidth(List<Reflection> reflections) {
    double[] widths =
        reflections.stream()
            .filter(each -> each.relativeIntensity() > 5)
            .mapToDouble(Reflection::width)
            .toArray();
    return widths.length == 0 ? 0.3 : Math.max(0.06, Math.min(1.5, Robust.median(widths)));
  }

  private static double[] smoothed(double[] y) {
    double[] smooth = y.clone();
    for (int i = 2; i < y.length - 2; i++) {
      smooth[i] = (-3 * y[i - 2] + 12 * y[i - 1] + 17 * y[i] + 12 * y[i + 1] - 3 * y[i + 2]) / 35;
    }
    return smooth;
  }
}
