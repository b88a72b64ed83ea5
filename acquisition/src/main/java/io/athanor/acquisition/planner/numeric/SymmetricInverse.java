package io.athanor.acquisition.planner.numeric;

import java.util.Arrays;

/**
 * Inverse of a symmetric positive definite matrix by Cholesky, n^3/2 multiplications in rows that
 * lie together, four at a time: K = U'U, then M = U'^-1, then K^-1 = M'M (Golub and Van Loan 2013,
 * sections 4.2 and 3.1). Holds its space for many matrices of one size. Not thread-safe.
 */
public final class SymmetricInverse {
  private final int size;
  private final double[][] factor;
  private final double[][] solved;
  private final double[][] inverse;
  private double halfLogDeterminant;

  /** For matrices of this many rows. */
  public SymmetricInverse(int size) {
    this.size = size;
    this.factor = new double[size][size];
    this.solved = new double[size][size];
    this.inverse = new double[size][size];
  }

  /** Where the matrix goes, [i][j] with j at least i; overwritten by {@link #decompose}. */
  public double[][] upper() {
    return factor;
  }

  /** Inverts what was decomposed: two thirds of all the work. */
  public void invert() {
    for (int i = 0; i < size; i++) {
      double[] row = solved[i];
      Arrays.fill(row, 0);
      row[i] = 1;
      int k = 0;
      for (; k + 4 <= i; k += 4) {
        subtract(row, solved, k, factor, i, 0, k + 4);
      }
      for (; k < i; k++) {
        subtract(row, solved[k], factor[k][i], 0, k + 1);
      }
      scale(row, 1 / factor[i][i], 0, i + 1);
    }
    for (int a = 0; a < size; a++) {
      double[] row = inverse[a];
      Arrays.fill(row, 0);
      int i = a;
      for (; i + 4 <= size; i += 4) {
        subtract(row, solved, i, solved, a, 0, a + 1);
      }
      for (; i < size; i++) {
        subtract(row, solved[i], solved[i][a], 0, a + 1);
      }
      scale(row, -1, 0, a + 1);
    }
  }

  /** Decomposes what is in {@link #upper}; false where it is not positive definite. */
  public boolean decompose() {
    halfLogDeterminant = 0;
    for (int i = 0; i < size; i++) {
      double[] row = factor[i];
      int k = 0;
      for (; k + 4 <= i; k += 4) {
        subtract(row, factor, k, factor, i, i, size);
      }
      for (; k < i; k++) {
        subtract(row, factor[k], factor[k][i], i, size);
      }
      if (!(row[i] > 0)) {
        return false;
      }
      double pivot = Math.sqrt(row[i]);
      scale(row, 1 / pivot, i, size);
      row[i] = pivot;
      halfLogDeterminant += StrictMath.log(pivot);
    }
    return true;
  }

  /** Half the logarithm of the determinant of the matrix last decomposed. */
  public double halfLogDeterminant() {
    return halfLogDeterminant;
  }

  /** v'K^-1 v of the matrix last decomposed, as the square of U'^-1 v. */
  public double square(double[] vector) {
    double[] solved = vector.clone();
    double square = 0;
    for (int i = 0; i < size; i++) {
      double value = solved[i] / factor[i][i];
      square += value * value;
      subtract(solved, factor[i], value, i + 1, size);
    }
    return square;
  }

  /** The inverse, [i][j] with j at most i; not to be written to. */
  public double[][] lower() {
    return inverse;
  }

  /** The inverse times a vector, as M'(M v). */
  public double[] times(double[] vector) {
    double[] product = new double[size];
    for (int i = 0; i < size; i++) {
      double sum = 0;
      for (int j = 0; j <= i; j++) {
        sum += solved[i][j] * vector[j];
      }
      subtract(product, solved[i], -sum, 0, i + 1);
    }
    return product;
  }

  /** row -= four rows from the first on, each times its entry in a column, in [from, to). */
  private static void subtract(
      double[] row, double[][] rows, int first, double[][] weights, int column, int from, int to) {
    double wa = weights[first][column];
    double wb = weights[first + 1][column];
    double wc = weights[first + 2][column];
    double wd = weights[first + 3][column];
    double[] a = rows[first];
    double[] b = rows[first + 1];
    double[] c = rows[first + 2];
    double[] d = rows[first + 3];
    for (int j = from; j < to; j++) {
      row[j] = row[j] - wa * a[j] - wb * b[j] - wc * c[j] - wd * d[j];
    }
  }

  private static void subtract(double[] row, double[] other, double weight, int from, int to) {
    for (int j = from; j < to; j++) {
      row[j] -= weight * other[j];
    }
  }

  private static void scale(double[] row, double factor, int from, int to) {
    for (int j = from; j < to; j++) {
      row[j] *= factor;
    }
  }
}
