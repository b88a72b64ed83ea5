package io.athanor.acquisition.planner.acquisition;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** Non-dominated sets and the volume they dominate; points are merits, more is better in each. */
public final class Pareto {
  private Pareto() {}

  /** Whether a is at least as good as b in everything and better in something. */
  public static boolean dominates(double[] a, double[] b) {
    boolean better = false;
    for (int k = 0; k < a.length; k++) {
      if (a[k] < b[k]) {
        return false;
      }
      better |= a[k] > b[k];
    }
    return better;
  }

  /** Indices of the points nobody dominates, ascending; of equal points the first. O(n^2 m). */
  public static int[] front(List<double[]> points) {
    List<Integer> front = new ArrayList<>();
    for (int i = 0; i < points.size(); i++) {
      boolean kept = true;
      for (int j = 0; j < points.size() && kept; j++) {
        kept =
            !dominates(points.get(j), points.get(i))
                && !(j < i && Arrays.equals(points.get(j), points.get(i)));
      }
      if (kept) {
        front.add(i);
      }
    }
    return front.stream().mapToInt(Integer::intValue).toArray();
  }

  /** The points nobody dominates, each once, in their order. */
  public static List<double[]> nondominated(List<double[]> points) {
    return Arrays.stream(front(points)).mapToObj(points::get).toList();
  }

  /**
   * A reference point below all points: in each objective a tenth of their range below the worst of
   * them, or, where they have no range, of 1. Farther out than a reference at the ends of the
   * front, it lets the front grow at its ends too.
   *
   * @throws IllegalArgumentException without points
   */
  public static double[] reference(List<double[]> points) {
    if (points.isEmpty()) {
      throw new IllegalArgumentException("a reference point needs points");
    }
    double[] reference = new double[points.get(0).length];
    for (int k = 0; k < reference.length; k++) {
      int at = k;
      double worst = points.stream().mapToDouble(p -> p[at]).min().orElseThrow();
      double range = points.stream().mapToDouble(p -> p[at]).max().orElseThrow() - worst;
      reference[k] = worst - 0.1 * (range > 0 ? range : 1);
    }
    return reference;
  }

  /**
   * Volume dominated by the points and above the reference, exact. O(n log n) for 2 objectives,
   * O(n^2 log n) for 3, exponential in the worst case beyond (the recursion of While, Bradstreet
   * and Barone 2012, "WFG").
   */
  public static double hypervolume(List<double[]> points, double[] reference) {
    List<double[]> above = new ArrayList<>();
    for (double[] point : points) {
      if (point.length != reference.length) {
        throw new IllegalArgumentException(
            "reference must have %d values, had %d".formatted(point.length, reference.length));
      }
      if (strictlyAbove(point, reference)) {
        above.add(point);
      }
    }
    return volume(nondominated(above), reference, reference.length);
  }

  private static boolean strictlyAbove(double[] point, double[] reference) {
    for (int k = 0; k < point.length; k++) {
      if (!(point[k] > reference[k])) {
        return false;
      }
    }
    return true;
  }

  private static double volume(List<double[]> front, double[] reference, int m) {
    if (front.isEmpty()) {
      return 0;
    }
    if (front.size() == 1) {
      return box(front.get(0), reference, m);
    }
    return switch (m) {
      case 1 -> front.stream().mapToDouble(p -> p[0]).max().orElseThrow() - reference[0];
      case 2 -> area(front, reference);
      case 3 -> slices(front, reference);
      default -> exclusive(front, reference);
    };
  }

  private static double box(double[] point, double[] reference, int m) {
    double volume = 1;
    for (int k = 0; k < m; k++) {
      volume *= point[k] - reference[k];
    }
    return volume;
  }

  private static double area(List<double[]> points, double[] reference) {
    double area = 0;
    double height = reference[1];
    for (double[] point : descending(points, 0)) {
      if (point[1] > height) {
        area += (point[0] - reference[0]) * (point[1] - height);
        height = point[1];
      }
    }
    return area;
  }

  private static double slices(List<double[]> points, double[] reference) {
    List<double[]> sorted = descending(points, 2);
    double volume = 0;
    for (int k = 0; k < sorted.size(); k++) {
      double next = k + 1 < sorted.size() ? sorted.get(k + 1)[2] : reference[2];
      double thickness = sorted.get(k)[2] - next;
      if (thickness > 0) {
        volume += thickness * area(sorted.subList(0, k + 1), reference);
      }
    }
    return volume;
  }

  private static double exclusive(List<double[]> front, double[] reference) {
    int m = reference.length;
    List<double[]> sorted = descending(front, m - 1);
    double volume = 0;
    for (int i = 0; i < sorted.size(); i++) {
      double[] point = sorted.get(i);
      List<double[]> limited = new ArrayList<>();
      for (double[] other : sorted.subList(i + 1, sorted.size())) {
        double[] corner = new double[m];
        Arrays.setAll(corner, k -> Math.min(point[k], other[k]));
        limited.add(corner);
      }
      volume += box(point, reference, m) - volume(nondominated(limited), reference, m);
    }
    return volume;
  }

  private static List<double[]> descending(List<double[]> points, int objective) {
    return points.stream()
        .sorted(Comparator.comparingDouble((double[] p) -> -p[objective]))
        .toList();
  }
}
