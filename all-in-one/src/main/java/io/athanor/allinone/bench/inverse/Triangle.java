package io.athanor.allinone.bench.inverse;

import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/** Lower Cholesky factors by rows: row i has the columns 0 to i. Each sum has one order. */
final class Triangle {
  private Triangle() {}

  /** Steps that do not depend on each other. */
  static void each(int n, IntConsumer step) {
    IntStream.range(0, n).parallel().forEach(step);
  }

  /** Sum of products in a range, four sums side by side. */
  private static double dot(double[] one, double[] other, int from, int to) {
    double a = 0;
    double b = 0;
    double c = 0;
    double d = 0;
    int k = from;
    for (; k + 4 <= to; k += 4) {
      a += one[k] * other[k];
      b += one[k + 1] * other[k + 1];
      c += one[k + 2] * other[k + 2];
      d += one[k + 3] * other[k + 3];
    }
    for (; k < to; k++) {
      a += one[k] * other[k];
    }
    return a + b + (c + d);
  }

  /** Factorises a matrix in place; false where the matrix is not positive definite. */
  static boolean factorise(double[][] lower) {
    for (int i = 0; i < lower.length; i++) {
      for (int j = 0; j <= i; j++) {
        double[] one = lower[i];
        double[] other = lower[j];
        double sum = one[j] - dot(one, other, 0, j);
        if (i == j && !(sum > 0)) {
          return false;
        }
        one[j] = i == j ? Math.sqrt(sum) : sum / other[j];
      }
    }
    return true;
  }

  /** Inverse of the matrix whose factor this is. */
  static double[][] inverse(double[][] lower) {
    int n = lower.length;
    // columns of the inverse of the factor, then their products
    double[][] columns = new double[n][n];
    each(
        n,
        c -> {
          double[] column = columns[c];
          column[c] = 1 / lower[c][c];
          for (int i = c + 1; i < n; i++) {
            column[i] = -dot(lower[i], column, c, i) / lower[i][i];
          }
        });
    double[][] inverse = new double[n][n];
    each(
        n,
        i -> {
          for (int j = 0; j <= i; j++) {
            inverse[i][j] = dot(columns[i], columns[j], i, n);
          }
        });
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < i; j++) {
        inverse[j][i] = inverse[i][j];
      }
    }
    return inverse;
  }

  /** What the factor times it is a vector. */
  static double[] forward(double[][] factor, double[] right) {
    double[] solved = new double[right.length];
    for (int i = 0; i < solved.length; i++) {
      solved[i] = (right[i] - dot(factor[i], solved, 0, i)) / factor[i][i];
    }
    return solved;
  }

  /** What the transposed factor times it is a vector. */
  static double[] backward(double[][] factor, double[] right) {
    double[] solved = right.clone();
    for (int i = solved.length - 1; i >= 0; i--) {
      solved[i] /= factor[i][i];
      for (int k = 0; k < i; k++) {
        solved[k] -= factor[i][k] * solved[i];
      }
    }
    return solved;
  }

  /** Takes the first rows times their factors off a row, four at a time. */
  static void subtract(double[] row, double[][] solved, double[] factors, int count) {
    int k = 0;
    for (; k + 4 <= count; k += 4) {
      double[] a = solved[k];
      double[] b = solved[k + 1];
      double[] c = solved[k + 2];
      double[] d = solved[k + 3];
      double fa = factors[k];
      double fb = factors[k + 1];
      double fc = factors[k + 2];
      double fd = factors[k + 3];
      for (int lane = 0; lane < row.length; lane++) {
        row[lane] -= fa * a[lane] + fb * b[lane] + fc * c[lane] + fd * d[lane];
      }
    }
    for (; k < count; k++) {
      double[] a = solved[k];
      double fa = factors[k];
      for (int lane = 0; lane < row.length; lane++) {
        row[lane] -= fa * a[lane];
      }
    }
  }
}
