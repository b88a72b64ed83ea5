package io.athanor.acquisition.planner.acquisition;

import io.athanor.acquisition.planner.numeric.NormalMath;
import java.util.Comparator;
import java.util.stream.IntStream;

/** The highest of many lines in a standard normal variable. */
final class UpperEnvelope {
  private UpperEnvelope() {}

  /**
   * E max_j (a_j + b_j z) - max_j a_j, exactly, O(n log n): the sum over corners c of the envelope
   * of the rise in slope times h(-|c|), h(u) = phi(u) + u Phi(u) (Frazier, Powell and Dayanik 2009,
   * equation 14).
   */
  static double expectedRise(double[] intercepts, double[] slopes) {
    int[] order =
        IntStream.range(0, slopes.length)
            .boxed()
            .sorted(
                Comparator.<Integer>comparingDouble(j -> slopes[j])
                    .thenComparingDouble(j -> intercepts[j]))
            .mapToInt(Integer::intValue)
            .toArray();
    int[] hull = new int[order.length];
    double[] from = new double[order.length];
    int size = 0;
    for (int line : order) {
      double corner = Double.NEGATIVE_INFINITY;
      while (size > 0) {
        int last = hull[size - 1];
        double steeper = slopes[line] - slopes[last];
        if (steeper == 0) {
          size--;
          continue;
        }
        corner = (intercepts[last] - intercepts[line]) / steeper;
        if (corner > from[size - 1]) {
          break;
        }
        size--;
      }
      from[size] = size == 0 ? Double.NEGATIVE_INFINITY : corner;
      hull[size++] = line;
    }
    double rise = 0;
    for (int k = 1; k < size; k++) {
      double step = slopes[hull[k]] - slopes[hull[k - 1]];
      rise += step * StrictMath.exp(NormalMath.logImprovement(-Math.abs(from[k])));
    }
    return rise;
  }
}
