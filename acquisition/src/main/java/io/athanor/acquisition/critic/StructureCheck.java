package io.athanor.acquisition.critic;

import io.athanor.materials.crystal.Crystal;
import io.athanor.materials.crystal.Site;
import java.util.List;

/** Whether atoms have room; a {@link Crystal} already has a volume that crystals can have. */
final class StructureCheck {
  private static final String CHECK = "structure";

  /** Of the sum of covalent radii (Cordero 2008); the shortest real bonds keep 0.75. */
  private static final double TOO_CLOSE = 0.6;

  private static final double OVERLAP = 0.45;

  /** Above this the pairs alone would take longer than the rest of the review. */
  private static final int MOST_SITES = 40;

  private StructureCheck() {}

  static void on(Review review) {
    review.proposal().crystal().ifPresent(crystal -> look(review, crystal));
  }

  private static void look(Review review, Crystal crystal) {
    if (crystal.sites().size() <= MOST_SITES) {
      double ratio = closest(crystal);
      review.find(
          CHECK,
          1 - Review.ramp(ratio, OVERLAP, TOO_CLOSE),
          () -> "two atoms are at %s of their covalent distance".formatted(Review.figure(ratio)));
    }
  }

  /** Smallest distance of two atoms, images included, over the sum of their covalent radii. */
  private static double closest(Crystal crystal) {
    double[][] matrix = crystal.lattice().matrix();
    List<Site> sites = crystal.sites();
    double least = Double.POSITIVE_INFINITY;
    for (int i = 0; i < sites.size(); i++) {
      for (int j = i; j < sites.size(); j++) {
        double radii =
            sites.get(i).element().covalentRadius() + sites.get(j).element().covalentRadius();
        if (!Double.isNaN(radii)) {
          least = Math.min(least, distance(sites.get(i), sites.get(j), matrix, i == j) / radii);
        }
      }
    }
    return least;
  }

  private static double distance(Site from, Site to, double[][] matrix, boolean itself) {
    double x = wrapped(to.x() - from.x());
    double y = wrapped(to.y() - from.y());
    double z = wrapped(to.z() - from.z());
    double least = Double.POSITIVE_INFINITY;
    for (int p = -1; p <= 1; p++) {
      for (int q = -1; q <= 1; q++) {
        for (int r = -1; r <= 1; r++) {
          if (!itself || p != 0 || q != 0 || r != 0) {
            least = Math.min(least, squared(x + p, y + q, z + r, matrix));
          }
        }
      }
    }
    return Math.sqrt(least);
  }

  private static double squared(double x, double y, double z, double[][] matrix) {
    double sum = 0;
    for (int axis = 0; axis < 3; axis++) {
      double d = x * matrix[0][axis] + y * matrix[1][axis] + z * matrix[2][axis];
      sum += d * d;
    }
    return sum;
  }

  private static double wrapped(double fraction) {
    return fraction - Math.rint(fraction);
  }
}
