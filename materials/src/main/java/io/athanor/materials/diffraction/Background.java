package io.athanor.materials.diffraction;

import io.athanor.materials.numeric.Robust;
import java.util.Arrays;

/**
 * The slowly varying background under the peaks by sensitive nonlinear iterative peak clipping
 * (Ryan et al., Nucl. Instrum. Methods B 34, 396, 1988): on a doubly logarithmic square-root scale
 * every point is clipped to the mean of its neighbours at shrinking distances.
 */
public final class Background {

  private Background() {}

  /**
   * Background of a smoothed curve; clipping follows the lower edge of the noise, so the result is
   * lifted to the middle of the points that carry no peak.
   *
   * @param smooth counts after smoothing, equidistant
   * @param halfWidth half the width in points of the widest peak that is no background
   * @param noise standard deviation of the smoothed counts between the peaks
   */
  public static double[] of(double[] smooth, int halfWidth, double noise) {
    int n = smooth.length;
    double[] clipped = new double[n];
    for (int i = 0; i < n; i++) {
      clipped[i] = Math.log(Math.log(Math.sqrt(Math.max(0, smooth[i]) + 1) + 1) + 1);
    }
    double[] next = new double[n];
    for (int reach = Math.min(halfWidth, (n - 1) / 2); reach >= 1; reach--) {
      for (int i = 0; i < n; i++) {
        boolean inside = i >= reach && i < n - reach;
        next[i] =
            inside
                ? Math.min(clipped[i], (clipped[i - reach] + clipped[i + reach]) / 2)
                : clipped[i];
      }
      double[] swap = clipped;
      clipped = next;
      next = swap;
    }
    double[] background = new double[n];
    for (int i = 0; i < n; i++) {
      double root = Math.exp(Math.exp(clipped[i]) - 1) - 1;
      background[i] = root * root - 1;
    }
    return lifted(background, smooth, noise);
  }

  private static double[] lifted(double[] background, double[] smooth, double noise) {
    double[] quiet = new double[smooth.length];
    int count = 0;
    for (int i = 0; i < smooth.length; i++) {
      double above = smooth[i] - background[i];
      if (above < 4 * noise) {
        quiet[count++] = above;
      }
    }
    if (count == 0) {
      return background;
    }
    double lift = Robust.median(Arrays.copyOf(quiet, count));
    for (int i = 0; i < background.length; i++) {
      background[i] += lift;
    }
    return background;
  }
}
