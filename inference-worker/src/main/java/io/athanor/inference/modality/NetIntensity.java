package io.athanor.inference.modality;

import io.athanor.materials.diffraction.Background;
import io.athanor.materials.diffraction.PowderPattern;
import io.athanor.materials.numeric.Resampling;
import io.athanor.materials.numeric.Robust;

/** A measured pattern without its background, integrated over any range of angles. */
final class NetIntensity {
  private static final double FINEST_STEP = 0.02;
  private static final int MOST_POINTS = 8_000;
  private static final double HALF_WIDTH_DEGREES = 2.0;
  private static final double LEAST_OF_MEDIAN = 0.05;

  private final double from;
  private final double step;

  /** Integrals of net intensity and of its variance up to the start of each point's interval. */
  private final double[] sum;

  private final double[] variance;

  private NetIntensity(double from, double step, double[] sum, double[] variance) {
    this.from = from;
    this.step = step;
    this.sum = sum;
    this.variance = variance;
  }

  static NetIntensity of(PowderPattern pattern) {
    double[] x = pattern.twoTheta();
    double[] y = pattern.intensity();
    double range = x[x.length - 1] - x[0];
    double step = Math.max(Math.max(FINEST_STEP, range / (x.length - 1)), range / MOST_POINTS);
    int points = (int) Math.floor(range / step + 1e-6) + 1;
    double[] even =
        points == x.length && even(x, step) ? y : Resampling.even(x, y, x[0], step, points);
    double[] smooth = smoothed(even);
    double level = Math.max(Robust.median(even), 1e-9);
    double[] scaled = new double[points];
    for (int i = 0; i < points; i++) {
      scaled[i] = even[i] / Math.sqrt(Math.max(smooth[i], LEAST_OF_MEDIAN * level));
    }
    // counting noise: variance in proportion to intensity, the factor taken from the data
    double relative = points < 8 ? 0 : Robust.noise(scaled);
    double[] background =
        Background.of(
            smooth,
            Math.max(4, (int) Math.round(HALF_WIDTH_DEGREES / step)),
            relative * Math.sqrt(level) / 2);
    double[] sum = new double[points + 1];
    double[] variance = new double[points + 1];
    for (int i = 0; i < points; i++) {
      double spread = relative * relative * Math.max(smooth[i], LEAST_OF_MEDIAN * level);
      sum[i + 1] = sum[i] + step * (even[i] - background[i]);
      variance[i + 1] = variance[i] + step * step * spread;
    }
    return new NetIntensity(x[0] - step / 2, step, sum, variance);
  }

  /** Where the first point's interval begins, degrees. */
  double from() {
    return from;
  }

  /** Where the last point's interval ends, degrees. */
  double to() {
    return from + step * (sum.length - 1);
  }

  /** Integral of the net intensity, unit of intensity times degrees; may be below 0. */
  double area(double low, double high) {
    return at(sum, high) - at(sum, low);
  }

  /** Standard deviation of that integral by counting noise. */
  double error(double low, double high) {
    return Math.sqrt(Math.max(0, at(variance, high) - at(variance, low)));
  }

  private double at(double[] integral, double angle) {
    double position = Math.max(0, Math.min(integral.length - 1, (angle - from) / step));
    int left = Math.min(integral.length - 2, (int) position);
    return integral[left] + (position - left) * (integral[left + 1] - integral[left]);
  }

  private static boolean even(double[] x, double step) {
    for (int i = 0; i < x.length; i++) {
      if (Math.abs(x[i] - x[0] - i * step) > 0.05 * step) {
        return false;
      }
    }
    return true;
  }

  /** Five-point quadratic smoothing (Savitzky and Golay, Anal. Chem. 36, 1627, 1964). */
  private static double[] smoothed(double[] y) {
    double[] smooth = y.clone();
    for (int i = 2; i < y.length - 2; i++) {
      smooth[i] = (-3 * y[i - 2] + 12 * y[i - 1] + 17 * y[i] + 12 * y[i + 1] - 3 * y[i + 2]) / 35;
    }
    return smooth;
  }
}
