package io.athanor.materials.photovoltaic;

import io.athanor.materials.numeric.Polynomial;
import io.athanor.materials.numeric.Robust;
import io.athanor.materials.photovoltaic.CurrentVoltageResult.Estimate;
import io.athanor.materials.photovoltaic.CurrentVoltageResult.FiguresOfMerit;
import io.athanor.materials.photovoltaic.CurrentVoltageResult.Refused;
import java.util.Arrays;
import java.util.Locale;

/**
 * Figures of merit of a solar cell from one sweep. Current at short circuit, voltage at open
 * circuit and power at its maximum are each read from a local cubic through the points around, as
 * wide as the points still follow it; noise is estimated from the sweep itself. Standard errors are
 * the local fit's, and the difference to a narrower fit on top.
 */
public final class CurrentVoltage {
  private static final int LEAST_POINTS = 12;
  private static final int NARROWEST = 7;
  private static final int WIDEST = 41;
  private static final double WORST_FIT = 1.0;
  private static final double SIGNIFICANT = 8;

  /** 1 mW/cm² is 10 W/m². */
  private static final double WATT_PER_SQUARE_METRE = 10;

  private CurrentVoltage() {}

  /** The figures of merit of a sweep, or the reason why it gives none. */
  public static CurrentVoltageResult analyse(CurrentVoltageCurve curve) {
    double[] voltages = curve.voltages();
    int n = voltages.length;
    if (n < LEAST_POINTS) {
      return new Refused("sweep has " + n + " points, fewer than " + LEAST_POINTS);
    }
    if (voltages[0] > 0 || voltages[n - 1] < 0) {
      return new Refused("sweep does not reach short circuit (0 V)");
    }
    double[] currents = withoutOutliers(curve.currents());
    double noise = noise(currents);
    int zero = nearest(voltages, 0);
    if (medianAround(currents, zero) < 0) {
      currents = negated(currents);
    }
    Sweep sweep = new Sweep(voltages, currents, weights(n, noise));
    Estimate shortCircuit = sweep.valueAt(0, zero);
    if (!(shortCircuit.value() > SIGNIFICANT * Math.max(shortCircuit.standardError(), noise / 3))) {
      return new Refused(
          String.format(
              Locale.ROOT,
              "no photocurrent: %.3g mA/cm2 at short circuit is within the noise",
              shortCircuit.value()));
    }
    int crossing = crossing(currents, zero);
    if (crossing < 0) {
      return new Refused("sweep does not reach open circuit: the current never changes sign");
    }
    Estimate openCircuit = sweep.rootNear(crossing);
    if (Double.isNaN(openCircuit.value())) {
      return new Refused("current is too noisy around open circuit");
    }
    return figures(curve, sweep, shortCircuit, openCircuit, zero, crossing);
  }

  private static CurrentVoltageResult figures(
      CurrentVoltageCurve curve,
      Sweep sweep,
      Estimate shortCircuit,
      Estimate openCircuit,
      int zero,
      int crossing) {
    int n = sweep.voltages.length;
    double[] powers = new double[n];
    double[] weights = new double[n];
    for (int i = 0; i < n; i++) {
      double voltage = Math.max(Math.abs(sweep.voltages[i]), 1e-3);
      powers[i] = sweep.voltages[i] * sweep.currents[i];
      weights[i] = sweep.weights[i] / (voltage * voltage);
    }
    int best = zero;
    double highest = 0;
    for (int i = zero; i < crossing; i++) {
      double around = medianAround(powers, i);
      if (around > highest) {
        highest = around;
        best = i;
      }
    }
    Sweep power = new Sweep(sweep.voltages, powers, weights);
    double voltage = power.maximumNear(best);
    if (!(voltage > 0 && voltage < openCircuit.value())) {
      return new Refused("power has no maximum between short and open circuit");
    }
    Estimate maximum = power.valueAt(voltage, nearest(sweep.voltages, voltage));
    double rectangle = openCircuit.value() * shortCircuit.value();
    double fill = maximum.value() / rectangle;
    if (!(fill > 0 && fill < 1)) {
      return new Refused(String.format(Locale.ROOT, "fill factor %.3f is outside 0..1", fill));
    }
    double relative =
        Math.sqrt(
            square(maximum.standardError() / maximum.value())
                + square(openCircuit.standardError() / openCircuit.value())
                + square(shortCircuit.standardError() / shortCircuit.value()));
    double toPercent = 100 * WATT_PER_SQUARE_METRE / curve.irradiance();
    return new FiguresOfMerit(
        openCircuit,
        shortCircuit,
        new Estimate(fill, fill * relative),
        new Estimate(maximum.value() * toPercent, maximum.standardError() * toPercent),
        voltage);
  }

  /** Last fall through zero at positive voltage that the neighbourhood confirms, or -1. */
  private static int crossing(double[] currents, int zero) {
    for (int i = zero; i + 1 < currents.length; i++) {
      boolean falls = currents[i] > 0 && currents[i + 1] <= 0;
      boolean stays = i + 2 >= currents.length || currents[i + 2] <= 0;
      if (falls && stays) {
        return i;
      }
    }
    return -1;
  }

  /** Isolated wild points become the mean of their neighbours; the exponential's bend stays. */
  private static double[] withoutOutliers(double[] measured) {
    double[] currents = measured.clone();
    double noise = noise(currents);
    double[] detrended = new double[currents.length];
    for (int i = 1; i + 1 < currents.length; i++) {
      detrended[i] = currents[i] - (currents[i - 1] + currents[i + 1]) / 2;
    }
    boolean[] wild = Robust.outliers(detrended, 3, 8, noise);
    for (int i = 1; i + 1 < currents.length; i++) {
      // a wild point also bends both of its neighbours' differences: the middle one is largest
      if (wild[i]
          && Math.abs(detrended[i]) > Math.abs(detrended[i - 1])
          && Math.abs(detrended[i]) > Math.abs(detrended[i + 1])
          && detrended[i] * detrended[i - 1] < 0
          && detrended[i] * detrended[i + 1] < 0) {
        currents[i] = (currents[i - 1] + currents[i + 1]) / 2;
      }
    }
    return currents;
  }

  private static double noise(double[] currents) {
    double scale = 0;
    for (double current : currents) {
      scale = Math.max(scale, Math.abs(current));
    }
    // a median over few points is itself uncertain by about this much: err on the wide side
    double doubt = 1 + 1.5 / Math.sqrt(currents.length);
    return Math.max(doubt * Robust.noise(currents), 1e-7 * scale + 1e-12);
  }

  private static double[] weights(int n, double noise) {
    double[] weights = new double[n];
    Arrays.fill(weights, 1 / (noise * noise));
    return weights;
  }

  private static double medianAround(double[] values, int i) {
    return Robust.median(
        Arrays.copyOfRange(values, Math.max(0, i - 2), Math.min(values.length, i + 3)));
  }

  private static double[] negated(double[] values) {
    double[] negated = new double[values.length];
    Arrays.setAll(negated, i -> -values[i]);
    return negated;
  }

  private static int nearest(double[] ascending, double value) {
    int best = 0;
    for (int i = 1; i < ascending.length; i++) {
      if (Math.abs(ascending[i] - value) < Math.abs(ascending[best] - value)) {
        best = i;
      }
    }
    return best;
  }

  private static double square(double value) {
    return value * value;
  }

  /** A curve over voltage, read through local cubics. */
  private record Sweep(double[] voltages, double[] currents, double[] weights) {

    Estimate valueAt(double voltage, int index) {
      int width = width(index);
      Polynomial wide = around(index, width);
      Polynomial narrow = around(index, narrower(width));
      double value = wide.value(voltage);
      return new Estimate(
          value, Math.hypot(wide.standardError(voltage), bias(value, narrow.value(voltage))));
    }

    Estimate rootNear(int index) {
      int width = width(index);
      Polynomial wide = around(index, width);
      double low = voltages[Math.max(0, index - 2)];
      double high = voltages[Math.min(voltages.length - 1, index + 3)];
      double root = root(wide, low, high);
      double other = root(around(index, narrower(width)), low, high);
      double error = wide.standardError(root) / Math.abs(wide.slope(root));
      double bias = Double.isNaN(other) ? 0 : bias(root, other);
      return new Estimate(root, Math.hypot(error, bias));
    }

    double maximumNear(int index) {
      int width = width(index);
      Polynomial wide = around(index, width);
      double low = voltages[Math.max(0, index - width / 2)];
      double high = voltages[Math.min(voltages.length - 1, index + width / 2)];
      for (int i = 0; i < 60; i++) {
        double middle = (low + high) / 2;
        if (wide.slope(middle) > 0) {
          low = middle;
        } else {
          high = middle;
        }
      }
      return (low + high) / 2;
    }

    /** Grows while the points still follow a cubic within their noise. */
    private int width(int index) {
      int width = NARROWEST;
      while (width + 4 <= Math.min(WIDEST, voltages.length)
          && around(index, width + 4).reducedChiSquare() < WORST_FIT) {
        width += 4;
      }
      return width;
    }

    private static int narrower(int width) {
      return Math.max(NARROWEST, width * 2 / 3);
    }

    private static double bias(double wide, double narrow) {
      return wide - narrow;
    }

    private Polynomial around(int index, int width) {
      int from = Math.max(0, Math.min(index - width / 2, voltages.length - width));
      int to = Math.min(voltages.length, from + width);
      return Polynomial.fit(voltages, currents, weights, from, to, 3);
    }

    private static double root(Polynomial polynomial, double from, double to) {
      double low = from;
      double high = to;
      if (!(polynomial.value(low) > 0 && polynomial.value(high) < 0)) {
        return Double.NaN;
      }
      for (int i = 0; i < 60; i++) {
        double middle = (low + high) / 2;
        if (polynomial.value(middle) > 0) {
          low = middle;
        } else {
          high = middle;
        }
      }
      return (low + high) / 2;
    }
  }
}
