package io.athanor.generator.structure;

import io.athanor.materials.crystal.Crystal;
import io.athanor.materials.crystal.NeighbourList;
import io.athanor.materials.crystal.Site;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Which sites are in the nearest shell of each site, with the cell that the neighbour is in: all
 * within 1.2 times the distance to the nearest.
 */
final class BondGraph {
  private static final double SHELL = 1.2;
  private static final double SELF = 1e-6;

  /** A neighbour in the cell that is this many cells away along each axis. */
  record Bond(int site, int p, int q, int r) {}

  private final List<List<Bond>> bonds = new ArrayList<>();

  BondGraph(Crystal crystal) {
    NeighbourList nearest = NeighbourList.nearest(crystal, 1);
    double[][] matrix = crystal.lattice().matrix();
    double[][] reciprocal = crystal.lattice().reciprocal();
    for (int i = 0; i < nearest.atoms(); i++) {
      double radius = SHELL * nearest.distances()[i];
      double[] reach = new double[3];
      for (int m = 0; m < 3; m++) {
        reach[m] =
            radius * Math.hypot(reciprocal[m][0], Math.hypot(reciprocal[m][1], reciprocal[m][2]));
      }
      List<Bond> found = new ArrayList<>();
      for (int j = 0; j < nearest.atoms(); j++) {
        collect(crystal.sites().get(i), crystal.sites().get(j), j, matrix, reach, radius, found);
      }
      bonds.add(found);
    }
  }

  private static void collect(
      Site from,
      Site to,
      int j,
      double[][] matrix,
      double[] reach,
      double radius,
      List<Bond> found) {
    double x = to.x() - from.x();
    double y = to.y() - from.y();
    double z = to.z() - from.z();
    for (int p = ceiling(-reach[0] - x); p <= reach[0] - x; p++) {
      for (int q = ceiling(-reach[1] - y); q <= reach[1] - y; q++) {
        for (int r = ceiling(-reach[2] - z); r <= reach[2] - z; r++) {
          double squared = 0;
          for (int axis = 0; axis < 3; axis++) {
            double d =
                (x + p) * matrix[0][axis] + (y + q) * matrix[1][axis] + (z + r) * matrix[2][axis];
            squared += d * d;
          }
          if (squared > SELF && squared <= radius * radius) {
            found.add(new Bond(j, p, q, r));
          }
        }
      }
    }
  }

  private static int ceiling(double value) {
    return (int) Math.ceil(value);
  }

  /** The nearest shell of a site. */
  List<Bond> of(int site) {
    return bonds.get(site);
  }

  /**
   * How many sites are first reached after one bond, two, and so on: the coordination sequence
   * (Brunner and Laves 1971), which tells zinc blende from wurtzite.
   */
  int[] sequence(int site, int depth) {
    Set<Bond> reached = new HashSet<>();
    List<Bond> front = List.of(new Bond(site, 0, 0, 0));
    reached.addAll(front);
    int[] sequence = new int[depth];
    for (int step = 0; step < depth; step++) {
      List<Bond> next = new ArrayList<>();
      for (Bond at : front) {
        for (Bond bond : bonds.get(at.site())) {
          Bond there =
              new Bond(bond.site(), at.p() + bond.p(), at.q() + bond.q(), at.r() + bond.r());
          if (reached.add(there)) {
            next.add(there);
          }
        }
      }
      sequence[step] = next.size();
      front = next;
    }
    return sequence;
  }
}
