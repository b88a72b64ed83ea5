package io.athanor.materials.crystal;

import java.util.ArrayList;
import java.util.List;

/**
 * Finds the pairs of atoms that stand closer than some small distance, periodic images included.
 */
final class ClosePairs {

  /** Sites i and j (i may be j: an image of itself) and their shortest distance in Angstrom. */
  record Pair(int i, int j, double distance) {}

  private ClosePairs() {}

  static List<Pair> within(Lattice lattice, List<Site> sites, double radius) {
    double[][] matrix = lattice.matrix();
    double[] reach = reach(lattice, radius);
    List<Pair> pairs = new ArrayList<>();
    for (int i = 0; i < sites.size(); i++) {
      for (int j = i; j < sites.size(); j++) {
        double distance = shortest(sites.get(i), sites.get(j), matrix, reach, i == j);
        if (distance < radius) {
          pairs.add(new Pair(i, j, distance));
        }
      }
    }
    return pairs;
  }

  /** How far in fractional coordinates a sphere of this radius reaches along each axis. */
  static double[] reach(Lattice lattice, double radius) {
    double[][] reciprocal = lattice.reciprocal();
    double[] reach = new double[3];
    for (int m = 0; m < 3; m++) {
      double[] b = reciprocal[m];
      reach[m] = radius * Math.sqrt(b[0] * b[0] + b[1] * b[1] + b[2] * b[2]);
    }
    return reach;
  }

  private static double shortest(
      Site from, Site to, double[][] matrix, double[] reach, boolean same) {
    double[] f = {to.x() - from.x(), to.y() - from.y(), to.z() - from.z()};
    double least = Double.POSITIVE_INFINITY;
    for (double p = Math.ceil(-reach[0] - f[0]); p <= reach[0] - f[0]; p++) {
      for (double q = Math.ceil(-reach[1] - f[1]); q <= reach[1] - f[1]; q++) {
        for (double r = Math.ceil(-reach[2] - f[2]); r <= reach[2] - f[2]; r++) {
          if (same && p == 0 && q == 0 && r == 0) {
            continue;
          }
          double squared = 0;
          for (int axis = 0; axis < 3; axis++) {
            double d =
                (f[0] + p) * matrix[0][axis]
                    + (f[1] + q) * matrix[1][axis]
                    + (f[2] + r) * matrix[2][axis];
            squared += d * d;
          }
          least = Math.min(least, squared);
        }
      }
    }
    return Math.sqrt(least);
  }
}
