package io.athanor.materials.spectra;

import io.athanor.materials.numeric.Robust;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The peaks of a spectrum. The curve is brought to an even grid, its baseline is taken off by
 * asymmetric least squares, and each maximum of the smoothed curve that stands out of its valleys
 * by more than the noise allows is fitted between them, and kept where its height is significant.
 */
public final class Peaks {
  private static final int LEAST_POINTS = 25;
  private static final int MOST_CELLS = 4_096;
  private static final int HALF_WIDTH = 3;
  private static final double SMOOTHNESS_PER_CELL = 1e-3;
  private static final double ASYMMETRY = 0.01;
  private static final double PROMINENCE = 3;
  private static final double SIGNIFICANT = 6;

  private Peaks() {}

  /**
   * The peaks, highest first.
   *
   * @param x ascending abscissa
   * @param y ordinate
   * @param most how many at most
   * @throws io.athanor.materials.MeasurementException if the curve is malformed
   */
  public static List<Peak> of(double[] x, double[] y, int most) {
    Spectra.requireCurve(x, y);
    if (x.length < LEAST_POINTS) {
      return List.of();
    }
    boolean even = isEven(x) && x.length <= MOST_CELLS;
    // two points to a cell, so that their noise is not shared by neighbours
    int cells = even ? x.length : Math.min(MOST_CELLS, Math.max(LEAST_POINTS, x.length / 2));
    double spacing = (x[x.length - 1] - x[0]) / (even ? cells - 1 : cells);
    double low = even ? x[0] : x[0] + spacing / 2;
    double[] values = even ? y : Spectra.resample(x, y, low, spacing, cells);
    double[] grid = IntStream.range(0, cells).mapToDouble(i -> low + i * spacing).toArray();
    // a background may bend over a good part of the curve: the penalty grows with its length
    double stiffness = SMOOTHNESS_PER_CELL * Math.pow(cells, 4);
    double[] base = Spectra.baseline(values, stiffness, ASYMMETRY);
    double[] net = new double[cells];
    for (int i = 0; i < cells; i++) {
      net[i] = values[i] - base[i];
    }
    double largest = IntStream.range(0, cells).mapToDouble(i -> Math.abs(net[i])).max().orElse(0);
    double noise = Math.max(Robust.noise(net), 1e-6 * largest);
    return largest > 0 ? found(grid, net, noise, most) : List.of();
  }

  private static List<Peak> found(double[] grid, double[] net, double noise, int most) {
    double[] smooth = SavitzkyGolay.smooth(net, HALF_WIDTH, 2);
    List<Peak> peaks = new ArrayList<>();
    for (int i = 1; i + 1 < net.length; i++) {
      if (smooth[i] > smooth[i - 1] && smooth[i] >= smooth[i + 1]) {
        int left = valley(smooth, i, -1);
        int right = valley(smooth, i, 1);
        double rise = smooth[i] - Math.max(smooth[left], smooth[right]);
        if (rise > PROMINENCE * noise && right - left >= 2 * HALF_WIDTH) {
          double[] start = {smooth[i], grid[i], halfWidth(grid, smooth, i, left, right), 0};
          double narrowest = 2 * (grid[1] - grid[0]);
          PeakFit.fit(grid, net, left, right + 1, start, noise)
              .filter(peak -> peak.height() > SIGNIFICANT * peak.heightError())
              .filter(peak -> peak.width() > narrowest)
              .ifPresent(peaks::add);
        }
      }
    }
    return peaks.stream()
        .sorted(Comparator.comparingDouble(Peak::height).reversed())
        .limit(most)
        .toList();
  }

  private static boolean isEven(double[] x) {
    double spacing = (x[x.length - 1] - x[0]) / (x.length - 1);
    for (int i = 1; i < x.length; i++) {
      if (Math.abs(x[i] - x[i - 1] - spacing) > 1e-3 * spacing) {
        return false;
      }
    }
    return true;
  }

  /** The lowest point on the way to the next point that is higher than the peak, or to the end. */
  private static int valley(double[] smooth, int peak, int step) {
    int lowest = peak;
    for (int i = peak + step; i >= 0 && i < smooth.length && smooth[i] <= smooth[peak]; i += step) {
      if (smooth[i] < smooth[lowest]) {
        lowest = i;
      }
    }
    return lowest;
  }

  private static double halfWidth(double[] grid, double[] smooth, int peak, int left, int right) {
    int low = peak;
    while (low > left && smooth[low] > smooth[peak] / 2) {
      low--;
    }
    int high = peak;
    while (high < right && smooth[high] > smooth[peak] / 2) {
      high++;
    }
    return grid[high] - grid[low];
  }
}
