package io.athanor.acquisition.planner.auto;

import io.athanor.acquisition.planner.space.FeatureMatrix;
import java.util.Arrays;

/**
 * Start points that represent a pool: the next one is the candidate that takes most from the sum
 * over all candidates of the distance to the nearest point tried (greedy k-median; Nemhauser,
 * Wolsey and Fisher 1978 bound what greed loses). Unlike a maximin design, which begins with the
 * corners, it goes where candidates are: a pool's density is what its maker knew.
 */
public final class RepresentativeDesign {
  /**
   * Differences looked at: about a tenth of a second. In larger pools every k-th candidate stands
   * for its neighbours in the list.
   */
  private static final long DIFFERENCES = 1 << 26;

  private RepresentativeDesign() {}

  /**
   * What measuring each row would take from the summed distance, divided by the number of
   * candidates, in units of the features; before the first point, minus the mean distance to all.
   * Negative infinity for rows that another one stands for. O(min(rows^2 columns, 2^26)).
   *
   * @param features by row
   * @param tried rows measured or awaited
   */
  public static double[] gains(FeatureMatrix features, int[] tried) {
    int rows = features.rows();
    int stride = 1;
    while ((long) (rows / stride) * (rows / stride) * features.columns() > DIFFERENCES) {
      stride++;
    }
    int standing = (rows + stride - 1) / stride;
    double[] nearest = new double[standing];
    for (int s = 0; s < standing; s++) {
      double least = tried.length == 0 ? 0 : Double.MAX_VALUE;
      for (int other : tried) {
        least = Math.min(least, features.squaredDistance(s * stride, features, other));
      }
      nearest[s] = Math.sqrt(least);
    }
    double[] gains = new double[rows];
    Arrays.fill(gains, Double.NEGATIVE_INFINITY);
    for (int s = 0; s < standing; s++) {
      double sum = 0;
      for (int t = 0; t < standing; t++) {
        double gain =
            nearest[t] - Math.sqrt(features.squaredDistance(s * stride, features, t * stride));
        sum += tried.length == 0 ? gain : Math.max(0, gain);
      }
      gains[s * stride] = sum / standing;
    }
    return gains;
  }
}
