package io.athanor.materials.imaging;

import java.util.Arrays;

/**
 * What an image says as functions: which pixels are bright, how they are correlated, at which
 * lengths brightness varies. Lengths in pixels.
 */
public final class Microstructure {
  private static final int LEVELS = 256;

  private Microstructure() {}

  /**
   * Which pixels are brighter than the threshold that separates two classes best (N. Otsu, IEEE
   * Trans. SMC 9, 62, 1979), row by row.
   *
   * @throws ImageException if the image has one brightness only
   */
  public static boolean[] bright(GrayImage image) {
    float[] values = image.values();
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (float value : values) {
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
    if (!(high > low)) {
      throw new ImageException("has one brightness only");
    }
    long[] histogram = new long[LEVELS];
    double total = 0;
    for (float value : values) {
      int level = level(value, low, high, LEVELS);
      histogram[level]++;
      total += level;
    }
    int best = 0;
    double most = -1;
    double below = 0;
    double sum = 0;
    for (int level = 0; level + 1 < LEVELS; level++) {
      below += histogram[level];
      sum += (double) level * histogram[level];
      double above = values.length - below;
      if (below > 0 && above > 0) {
        double distance = sum / below - (total - sum) / above;
        double between = below * above * distance * distance;
        if (between > most) {
          most = between;
          best = level;
        }
      }
    }
    boolean[] bright = new boolean[values.length];
    for (int i = 0; i < values.length; i++) {
      bright[i] = level(values[i], low, high, LEVELS) > best;
    }
    return bright;
  }

  /**
   * Two-point correlation S2(r) of a phase: the probability that two points at distance r both lie
   * in it (S. Torquato, Random Heterogeneous Materials, 2002, chapter 2). All pairs of pixels are
   * counted, by way of the Fourier transform, and averaged over directions in rings one pixel wide;
   * the image is not taken to be periodic.
   *
   * @param phase row by row
   * @param most largest distance, below half the shorter side
   * @return by distance from 0 to {@code most}
   */
  public static double[] twoPointCorrelation(boolean[] phase, int width, int height, int most) {
    if (phase.length != width * height || most < 0 || most > Math.min(width, height) / 2) {
      throw new ImageException("does not hold pairs at a distance of " + most);
    }
    double[] ones = new double[phase.length];
    double[] inside = new double[phase.length];
    Arrays.fill(ones, 1);
    for (int i = 0; i < phase.length; i++) {
      inside[i] = phase[i] ? 1 : 0;
    }
    int columns = Fourier.size(width + most + 1);
    int rows = Fourier.size(height + most + 1);
    double[] hits = autocorrelation(inside, width, height, columns, rows);
    double[] pairs = autocorrelation(ones, width, height, columns, rows);
    double[] hitsAt = new double[most + 1];
    double[] pairsAt = new double[most + 1];
    for (int dy = -most; dy <= most; dy++) {
      for (int dx = -most; dx <= most; dx++) {
        int ring = (int) Math.round(Math.hypot(dx, dy));
        if (ring <= most) {
          int at = Math.floorMod(dy, rows) * columns + Math.floorMod(dx, columns);
          hitsAt[ring] += Math.rint(hits[at]);
          pairsAt[ring] += Math.rint(pairs[at]);
        }
      }
    }
    for (int ring = 0; ring <= most; ring++) {
      hitsAt[ring] /= pairsAt[ring];
    }
    return hitsAt;
  }

  private static double[] autocorrelation(
      double[] values, int width, int height, int columns, int rows) {
    double[] real = new double[columns * rows];
    double[] imaginary = new double[columns * rows];
    for (int y = 0; y < height; y++) {
      System.arraycopy(values, y * width, real, y * columns, width);
    }
    Fourier.transform(real, imaginary, columns, rows);
    for (int i = 0; i < real.length; i++) {
      real[i] = (real[i] * real[i] + imaginary[i] * imaginary[i]) / real.length;
      imaginary[i] = 0;
    }
    // even, so that forward and backward are the same
    Fourier.transform(real, imaginary, columns, rows);
    return real;
  }

  /**
   * Radial power spectrum: mean of |F|^2 over directions, by spatial frequency in bins from 0 to
   * 1/2 cycles per pixel. The mean brightness is taken off and a Hann window is laid over the
   * image, so that its edges do not show.
   *
   * @param bins how many, at least 2
   * @return power in each bin, in sum 1; the centre of bin i is at {@code (i + 0.5) / (2 bins)}
   */
  public static double[] radialSpectrum(GrayImage image, int bins) {
    int width = image.width();
    int height = image.height();
    double mean = 0;
    for (float value : image.values()) {
      mean += value / (double) image.values().length;
    }
    int columns = Fourier.size(width);
    int rows = Fourier.size(height);
    double[] real = new double[columns * rows];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        real[y * columns + x] = (image.at(x, y) - mean) * hann(x, width) * hann(y, height);
      }
    }
    double[] imaginary = new double[real.length];
    Fourier.transform(real, imaginary, columns, rows);
    double[] power = new double[bins];
    double[] count = new double[bins];
    for (int v = 0; v < rows; v++) {
      for (int u = 0; u < columns; u++) {
        double fx = (double) (u <= columns / 2 ? u : u - columns) / columns;
        double fy = (double) (v <= rows / 2 ? v : v - rows) / rows;
        int bin = (int) (Math.hypot(fx, fy) * 2 * bins);
        if (bin < bins) {
          int at = v * columns + u;
          power[bin] += real[at] * real[at] + imaginary[at] * imaginary[at];
          count[bin]++;
        }
      }
    }
    double sum = 0;
    for (int bin = 0; bin < bins; bin++) {
      power[bin] = count[bin] > 0 ? power[bin] / count[bin] : 0;
      sum += power[bin];
    }
    for (int bin = 0; bin < bins && sum > 0; bin++) {
      power[bin] /= sum;
    }
    return power;
  }

  private static double hann(int i, int n) {
    return n < 4 ? 1 : 0.5 - 0.5 * Math.cos(2 * Math.PI * (i + 0.5) / n);
  }

  static int level(double value, double low, double high, int levels) {
    return (int) Math.min(levels - 1, Math.floor((value - low) / (high - low) * levels));
  }
}
