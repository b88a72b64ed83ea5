package io.athanor.acquisition.critic;

import java.util.List;

/**
 * How near a proposal is to what was measured.
 *
 * @param nearest root mean square distance to the nearest measured point, each coordinate in units
 *     of its range (dimensionless); infinite where nothing was measured
 * @param repeats measured points that are the same within 1e-9 of the range
 * @param measured measured points in all
 */
public record Familiarity(double nearest, int repeats, int measured) {
  private static final double SAME = 1e-9;

  /** Checks the numbers. */
  public Familiarity {
    if (!(nearest >= 0) || repeats < 0 || measured < repeats) {
      throw new IllegalArgumentException(
          "familiarity: nearest %s, repeats %d and measured %d do not fit together"
              .formatted(nearest, repeats, measured));
    }
  }

  /** Of a proposal before anything was measured. */
  public static Familiarity none() {
    return new Familiarity(Double.POSITIVE_INFINITY, 0, 0);
  }

  /**
   * Of a point beside measured ones of the same length.
   *
   * @param ranges width of each coordinate; a coordinate without width only counts as the same or
   *     one range away
   */
  public static Familiarity of(List<Double> point, List<List<Double>> measured, double[] ranges) {
    double nearest = Double.POSITIVE_INFINITY;
    int repeats = 0;
    for (List<Double> other : measured) {
      double squares = 0;
      for (int i = 0; i < ranges.length; i++) {
        double difference = point.get(i) - other.get(i);
        double relative = ranges[i] > 0 ? difference / ranges[i] : difference == 0 ? 0 : 1;
        squares += relative * relative;
      }
      double distance = Math.sqrt(squares / Math.max(1, ranges.length));
      nearest = Math.min(nearest, distance);
      repeats += distance <= SAME ? 1 : 0;
    }
    return new Familiarity(nearest, repeats, measured.size());
  }
}
