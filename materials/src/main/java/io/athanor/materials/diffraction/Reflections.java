package io.athanor.materials.diffraction;

import io.athanor.materials.numeric.Polynomial;
import io.athanor.materials.numeric.Robust;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The main reflections of a powder pattern: smoothing (five-point quadratic, Savitzky and Golay),
 * background (clipping), maxima whose prominence exceeds the local noise, and a parabola through
 * the logarithm of the counts above half maximum for the position, which is exact for a Gaussian
 * top and unbiased for any symmetric one. No K-alpha-2 stripping: two resolved lines are two
 * reflections.
 */
public final class Reflections {
  private static final double SIGNIFICANT = 6;
  private static final double LEAST_RELATIVE = 0.01;
  private static final double CLIPPING_DEGREES = 1.2;
  private static final double SMOOTHED_NOISE = Math.sqrt(17.0 / 35.0);

  private Reflections() {}

  /** The reflections of a pattern in order of angle; empty if nothing rises above the noise. */
  public static List<Reflection> of(PowderPattern pattern) {
    return new Search(pattern).run();
  }

  /** Bragg's law: spacing in Angstrom of planes that reflect at two-theta (degrees). */
  public static double spacing(double twoTheta, double wavelength) {
    return wavelength / (2 * Math.sin(Math.toRadians(twoTheta) / 2));
  }

  private static final class Search {
    private final double[] x;
    private final double[] y;
    private final double wavelength;
    private final double[] smooth;
    private final double[] background;
    private final double perCount;
    private final double floor;

    Search(PowderPattern pattern) {
      x = pattern.twoTheta();
      y = pattern.intensity();
      wavelength = pattern.wavelength();
      smooth = smoothed(y);
      // counting noise: variance in proportion to intensity, the factor taken from the data
      double[] scaled = new double[y.length];
      double level = Math.max(Robust.median(y), 1e-12);
      for (int i = 0; i < y.length; i++) {
        scaled[i] = y[i] / Math.sqrt(Math.max(smooth[i], 0.05 * level));
      }
      double relative = Robust.noise(scaled);
      perCount = relative * relative;
      floor = Math.max(0.05 * level, 1e-12);
      double step = (x[x.length - 1] - x[0]) / (x.length - 1);
      int halfWidth = Math.max(4, (int) Math.round(CLIPPING_DEGREES / step));
      background = Background.of(smooth, halfWidth, SMOOTHED_NOISE * sigma(level));
    }

    List<Reflection> run() {
      double highest = 0;
      for (int i = 0; i < x.length; i++) {
        highest = Math.max(highest, net(i));
      }
      List<Reflection> found = new ArrayList<>();
      for (int i = 2; i < x.length - 2; i++) {
        double height = net(i);
        double noise = SMOOTHED_NOISE * sigma(smooth[i]);
        boolean maximum = smooth[i] > smooth[i - 1] && smooth[i] >= smooth[i + 1];
        if (maximum
            && height > SIGNIFICANT * noise
            && height > LEAST_RELATIVE * highest
            && prominence(i, SIGNIFICANT * noise) > SIGNIFICANT * noise) {
          Reflection reflection = refined(i, height, highest);
          if (reflection != null) {
            found.add(reflection);
          }
        }
      }
      found.sort(Comparator.comparingDouble(Reflection::twoTheta));
      return List.copyOf(found);
    }

    private double sigma(double intensity) {
      return Math.sqrt(perCount * Math.max(intensity, floor)) + 1e-12;
    }

    private double net(int i) {
      return smooth[i] - background[i];
    }

    /** Fall on the shallower side before anything higher comes; stops as soon as it is enough. */
    private double prominence(int peak, double enough) {
      return Math.min(fall(peak, -1, enough), fall(peak, 1, enough));
    }

    private double fall(int peak, int direction, double enough) {
      double lowest = net(peak);
      for (int i = peak + direction; i >= 0 && i < x.length; i += direction) {
        if (net(i) > net(peak)) {
          break;
        }
        lowest = Math.min(lowest, net(i));
        if (net(peak) - lowest > enough * 1.01) {
          break;
        }
      }
      return net(peak) - lowest;
    }

    private Reflection refined(int peak, double height, double highest) {
      double left = crossing(peak, -1, height / 2);
      double right = crossing(peak, 1, height / 2);
      double width = 2 * Math.min(x[peak] - left, right - x[peak]);
      width = right - left > 1.6 * width ? width : right - left;
      int from = peak;
      int to = peak + 1;
      while (from > 0 && x[from - 1] >= x[peak] - width / 2) {
        from--;
      }
      while (to < x.length && x[to] <= x[peak] + width / 2) {
        to++;
      }
      from = Math.max(0, Math.min(from, peak - 2));
      to = Math.min(x.length, Math.max(to, peak + 3));
      double[] logarithms = new double[to];
      double[] weights = new double[to];
      for (int i = from; i < to; i++) {
        double net = Math.max(y[i] - background[i], 0.1 * height);
        logarithms[i] = Math.log(net);
        double sigma = sigma(smooth[i]);
        // the shape is weighed by the smooth curve: weights that follow the noise would bias it
        double expected = Math.max(net(i), 0.1 * height);
        weights[i] = expected * expected / (sigma * sigma);
      }
      Polynomial top = Polynomial.fit(x, logarithms, weights, from, to, 2);
      double curvature = top.coefficient(2);
      double offset = -top.coefficient(1) / (2 * curvature);
      double position = top.centre() + offset;
      if (!(curvature < 0)
          || Math.abs(position - x[peak]) > Math.max(width, x[peak + 1] - x[peak])) {
        return null;
      }
      double slopeError = top.slopeError(position);
      double error = slopeError / (2 * Math.abs(curvature));
      return new Reflection(
          position, error, spacing(position, wavelength), 100 * height / highest, width);
    }

    private double crossing(int peak, int direction, double level) {
      int i = peak;
      while (i + direction >= 0 && i + direction < x.length && net(i) > level) {
        if (net(i + direction) > net(peak)) {
          break;
        }
        i += direction;
      }
      int before = i - direction;
      if (i == peak || net(i) > level) {
        return x[i];
      }
      double part = (net(before) - level) / (net(before) - net(i));
      return x[before] + part * (x[i] - x[before]);
    }

    private static double[] smoothed(double[] y) {
      double[] smooth = y.clone();
      for (int i = 2; i < y.length - 2; i++) {
        smooth[i] = (-3 * y[i - 2] + 12 * y[i - 1] + 17 * y[i] + 12 * y[i + 1] - 3 * y[i + 2]) / 35;
      }
      return smooth;
    }
  }
}
