package io.athanor.materials.spectra;

import io.athanor.materials.numeric.Robust;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The peaks of a spectrum. The curve is brought to an even grid, its baseline is taken off by
 * asymmetric least squares, and each maximum of the smoothed curve that stands out of its valleys
 * by more than the noise allows is fitted between them.
 */
public final class Peaks {
  private static final int LEAST_POINTS = 25;
  private static final int MOST_CELLS = 4_096;
  private static final int HALF_WIDTH = 3;
  private static final double SMOOTHNESS_PER_CELL = 1e-3;
  private static final double ASYMMETRY = 0.01;
  private static final double PROMINENCE = 6;

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
    int cells = Math.min(MOST_CELLS, x.length - 1);
    double spacing = (x[x.length - 1] - x[0]) / cells;
    double low = x[0] + spacing / 2;
    double[] even = Spectra.resample(x, y, low, spacing, cells);
    double[] grid = IntStream.range(0, cells).mapToDouble(i -> low + i * spacing).toArray();
    // a background may bend over a good part of the curve: the penalty grows with its length
    double stiffness = SMOOTHNESS_PER_CELL * Math.pow(cells, 4);
    double[] base = Spectra.baseline(even, stiffness, ASYMMETRY);
    double[] net = new double[cells];
    for (int i = 0; i < cells; i++) {
      net[i] = even[i] - base[i];
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
          PeakFit.fit(grid, net, left, right + 1, start, noise)
              .filter(peak -> peak.height() > PROMINENCE * noise)
              .ifPresent(peaks::add);
        }
      }
    }
    return peaks.stream()
        .sorted(Comparator.comparingDouble(Peak::height).reversed())
        .limit(most)
        .toList();
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
