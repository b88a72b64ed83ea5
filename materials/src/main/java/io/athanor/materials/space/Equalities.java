package io.athanor.materials.space;

import java.util.ArrayList;
import java.util.List;

/**
 * Linear equalities over some free coordinates, each counted in its own width: projects directions
 * on the affine subspace and points back on it. Rows are made orthonormal (modified Gram-Schmidt);
 * dependent ones drop out.
 */
final class Equalities {
  private static final double DEPENDENT = 1e-10;

  private final List<Rules.Row> rows;
  private final int[] free;
  private final double[] width;
  private final List<double[]> basis = new ArrayList<>();
  private final List<double[]> mixing = new ArrayList<>();

  /** Rows over the coordinates {@code free}, with {@code width} by coordinate of a point. */
  Equalities(List<Rules.Row> rows, int[] free, double[] width) {
    this.rows = rows;
    this.free = free;
    this.width = width;
    for (int r = 0; r < rows.size(); r++) {
      double[] row = scaled(rows.get(r));
      double[] mix = new double[rows.size()];
      mix[r] = 1;
      double before = norm(row);
      for (int pass = 0; pass < 2; pass++) {
        for (int b = 0; b < basis.size(); b++) {
          double share = dot(row, basis.get(b));
          subtract(row, share, basis.get(b));
          subtract(mix, share, mixing.get(b));
        }
      }
      double after = norm(row);
      if (after > DEPENDENT * before && after > 0) {
        divide(row, after);
        divide(mix, after);
        basis.add(row);
        mixing.add(mix);
      }
    }
  }

  private double[] scaled(Rules.Row row) {
    double[] scaled = new double[free.length];
    for (int f = 0; f < free.length; f++) {
      for (int i = 0; i < row.places().length; i++) {
        if (row.places()[i] == free[f]) {
          scaled[f] += row.coefficients()[i] * width[free[f]];
        }
      }
    }
    return scaled;
  }

  /** Takes out of a direction (one number per free coordinate, in widths) what leaves the rows. */
  void project(double[] direction) {
    for (int pass = 0; pass < 2; pass++) {
      for (double[] row : basis) {
        subtract(direction, dot(direction, row), row);
      }
    }
  }

  /** Moves a point the shortest way, in widths, to where every row holds. */
  void correct(double[] point) {
    if (basis.isEmpty()) {
      return;
    }
    double[] residual = new double[rows.size()];
    for (int r = 0; r < residual.length; r++) {
      residual[r] = rows.get(r).bound() - rows.get(r).sum(point);
    }
    for (int b = 0; b < basis.size(); b++) {
      double step = dot(mixing.get(b), residual);
      for (int f = 0; f < free.length; f++) {
        point[free[f]] += step * basis.get(b)[f] * width[free[f]];
      }
    }
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  private static double norm(double[] a) {
    return Math.sqrt(dot(a, a));
  }

  private static void subtract(double[] from, double factor, double[] row) {
    for (int i = 0; i < from.length; i++) {
      from[i] -= factor * row[i];
    }
  }

  private static void divide(double[] row, double by) {
    for (int i = 0; i < row.length; i++) {
      row[i] /= by;
    }
  }
}
