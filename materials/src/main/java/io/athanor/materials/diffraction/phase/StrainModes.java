package io.athanor.materials.diffraction.phase;

import io.athanor.materials.crystal.Lattice;
import java.util.ArrayList;
import java.util.List;

/**
 * The ways in which a lattice may be strained without losing its symmetry: the first mode is
 * isotropic, the others (none for a cubic lattice, up to five for a triclinic one) change its
 * shape. The symmetry is that of the lattice metric: integer changes of basis that leave all
 * lengths and angles as they are, found among matrices of -1, 0 and 1.
 */
public final class StrainModes {
  private static final double SAME_METRIC = 2e-3;

  /** Per mode the change of the reciprocal metric tensor by unit strain. */
  private final List<double[][]> modes;

  private StrainModes(List<double[][]> modes) {
    this.modes = modes;
  }

  /** The modes of this lattice; those of a triclinic one if it has no symmetry. */
  public static StrainModes of(Lattice lattice) {
    double[][] direct = lattice.matrix();
    double[][] reciprocal = lattice.reciprocal();
    List<int[][]> symmetry = symmetry(metric(direct));
    List<double[][]> strains = new ArrayList<>();
    strains.add(new double[][] {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}});
    for (int i = 0; i < 3; i++) {
      for (int j = i; j < 3; j++) {
        double[][] strain = new double[3][3];
        strain[i][j] = 1;
        strain[j][i] = 1;
        double[][] invariant = strain(averaged(metricChange(strain, reciprocal), symmetry), direct);
        double[][] fresh = orthogonal(invariant, strains);
        if (norm(fresh) > 1e-3) {
          strains.add(scaled(fresh, 1 / norm(fresh)));
        }
      }
    }
    return new StrainModes(
        strains.stream().map(strain -> metricChange(strain, reciprocal)).toList());
  }

  /** How many modes there are, 1 to 6. */
  public int count() {
    return modes.size();
  }

  /** Change of 1/d^2 of a plane by unit strain of a mode, 1/Angstrom^2. */
  public double change(int mode, int h, int k, int l) {
    double[][] g = modes.get(mode);
    return h * (h * g[0][0] + 2.0 * k * g[0][1] + 2.0 * l * g[0][2])
        + k * (k * g[1][1] + 2.0 * l * g[1][2])
        + (double) l * l * g[2][2];
  }

  private static List<int[][]> symmetry(double[][] metric) {
    List<int[][]> found = new ArrayList<>();
    List<List<int[]>> images = new ArrayList<>();
    for (int axis = 0; axis < 3; axis++) {
      List<int[]> alike = new ArrayList<>();
      for (int code = 0; code < 27; code++) {
        int[] v = {code % 3 - 1, code / 3 % 3 - 1, code / 9 - 1};
        if (same(product(v, metric, v), metric[axis][axis], metric[axis][axis])) {
          alike.add(v);
        }
      }
      images.add(alike);
    }
    for (int[] a : images.get(0)) {
      for (int[] b : images.get(1)) {
        if (!same(product(a, metric, b), metric[0][1], root(metric, 0, 1))) {
          continue;
        }
        for (int[] c : images.get(2)) {
          if (same(product(a, metric, c), metric[0][2], root(metric, 0, 2))
              && same(product(b, metric, c), metric[1][2], root(metric, 1, 2))) {
            found.add(new int[][] {a, b, c});
          }
        }
      }
    }
    return found;
  }

  /**
   * Mean of W g W^T over the symmetry; rows of W are the images of the basis vectors, so W^T acts.
   */
  private static double[][] averaged(double[][] g, List<int[][]> symmetry) {
    double[][] mean = new double[3][3];
    for (int[][] w : symmetry) {
      for (int i = 0; i < 3; i++) {
        for (int j = 0; j < 3; j++) {
          for (int p = 0; p < 3; p++) {
            for (int q = 0; q < 3; q++) {
              mean[i][j] += w[p][i] * g[p][q] * w[q][j] / symmetry.size();
            }
          }
        }
      }
    }
    return mean;
  }

  private static double[][] metric(double[][] rows) {
    double[][] g = new double[3][3];
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 3; j++) {
        g[i][j] = rows[i][0] * rows[j][0] + rows[i][1] * rows[j][1] + rows[i][2] * rows[j][2];
      }
    }
    return g;
  }

  /** -2 A* E A*^T: what a small strain E does to the reciprocal metric. */
  private static double[][] metricChange(double[][] strain, double[][] reciprocal) {
    return scaled(congruent(reciprocal, strain), -2);
  }

  /** The strain of a change of the reciprocal metric: -1/2 A^T dG* A, A* A^T = 1. */
  private static double[][] strain(double[][] change, double[][] direct) {
    double[][] transposed = new double[3][3];
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 3; j++) {
        transposed[i][j] = direct[j][i];
      }
    }
    return scaled(congruent(transposed, change), -0.5);
  }

  private static double[][] congruent(double[][] m, double[][] inner) {
    double[][] result = new double[3][3];
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 3; j++) {
        for (int p = 0; p < 3; p++) {
          for (int q = 0; q < 3; q++) {
            result[i][j] += m[i][p] * inner[p][q] * m[j][q];
          }
        }
      }
    }
    return result;
  }

  private static double[][] orthogonal(double[][] strain, List<double[][]> to) {
    double[][] rest = scaled(strain, 1);
    for (double[][] each : to) {
      double along = inner(rest, each) / inner(each, each);
      for (int i = 0; i < 3; i++) {
        for (int j = 0; j < 3; j++) {
          rest[i][j] -= along * each[i][j];
        }
      }
    }
    return rest;
  }

  private static double inner(double[][] a, double[][] b) {
    double sum = 0;
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 3; j++) {
        sum += a[i][j] * b[i][j];
      }
    }
    return sum;
  }

  private static double norm(double[][] a) {
    return Math.sqrt(inner(a, a));
  }

  private static double[][] scaled(double[][] a, double factor) {
    double[][] result = new double[3][3];
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 3; j++) {
        result[i][j] = factor * a[i][j];
      }
    }
    return result;
  }

  private static double product(int[] u, double[][] metric, int[] v) {
    double sum = 0;
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 3; j++) {
        sum += u[i] * metric[i][j] * v[j];
      }
    }
    return sum;
  }

  private static double root(double[][] metric, int i, int j) {
    return Math.sqrt(metric[i][i] * metric[j][j]);
  }

  private static boolean same(double value, double wanted, double scale) {
    return Math.abs(value - wanted) <= SAME_METRIC * scale;
  }
}
