package io.athanor.acquisition.planner.acquisition;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * The region above a reference point that no point of a front dominates, cut into disjoint boxes
 * open to above: slices along the last objective, recursively. n + 1 boxes for n points in 2
 * objectives, O(n^2) in 3, O(n^(m-1)) in m.
 *
 * @param low lower corners
 * @param high upper corners, infinite where open
 */
record FreeBoxes(List<double[]> low, List<double[]> high) {
  /** Of a front, dominated points allowed; points not above the reference are left out. */
  static FreeBoxes of(List<double[]> points, double[] reference) {
    List<double[]> above = new ArrayList<>();
    for (double[] point : points) {
      boolean inside = true;
      for (int k = 0; k < reference.length; k++) {
        inside &= point[k] > reference[k];
      }
      if (inside) {
        above.add(point);
      }
    }
    FreeBoxes boxes = new FreeBoxes(new ArrayList<>(), new ArrayList<>());
    double[] open = new double[reference.length];
    Arrays.fill(open, Double.POSITIVE_INFINITY);
    boxes.cut(above, reference.clone(), open, reference.length);
    return boxes;
  }

  private void cut(List<double[]> points, double[] from, double[] to, int objectives) {
    int last = objectives - 1;
    if (last == 0) {
      double top = points.stream().mapToDouble(p -> p[0]).max().orElse(from[0]);
      add(from, to, Math.max(from[0], top));
      return;
    }
    List<double[]> sorted =
        points.stream().sorted(Comparator.comparingDouble((double[] p) -> -p[last])).toList();
    double ceiling = Double.POSITIVE_INFINITY;
    for (int k = 0; k <= sorted.size(); k++) {
      double floor = k < sorted.size() ? sorted.get(k)[last] : from[last];
      if (floor < ceiling) {
        double[] low = from.clone();
        double[] high = to.clone();
        low[last] = floor;
        high[last] = ceiling;
        List<double[]> before = sorted.subList(0, k);
        cut(last == 1 ? before : minimal(before, last), low, high, last);
        ceiling = floor;
      }
    }
  }

  private void add(double[] from, double[] to, double lowest) {
    double[] corner = from.clone();
    corner[0] = lowest;
    low.add(corner);
    high.add(to);
  }

  /** Without the points that others dominate in the first objectives. */
  private static List<double[]> minimal(List<double[]> points, int objectives) {
    List<double[]> projected =
        points.stream().map(point -> Arrays.copyOf(point, objectives)).toList();
    return Pareto.nondominated(projected);
  }
}
