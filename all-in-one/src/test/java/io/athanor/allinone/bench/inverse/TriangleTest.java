package io.athanor.allinone.bench.inverse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class TriangleTest {
  private static final int N = 13;

  /** A random matrix times its transpose, and something on the diagonal. */
  private static double[][] matrix() {
    SplittableRandom random = new SplittableRandom(4);
    double[][] roots = new double[N][];
    for (int i = 0; i < N; i++) {
      roots[i] = random.doubles(N, -1, 1).toArray();
    }
    double[][] matrix = new double[N][N];
    for (int i = 0; i < N; i++) {
      for (int j = 0; j < N; j++) {
        for (int k = 0; k < N; k++) {
          matrix[i][j] += roots[i][k] * roots[j][k];
        }
      }
      matrix[i][i] += 0.5;
    }
    return matrix;
  }

  private static double[][] lower(double[][] matrix) {
    double[][] lower = new double[N][];
    for (int i = 0; i < N; i++) {
      lower[i] = Arrays.copyOf(matrix[i], i + 1);
    }
    return lower;
  }

  private static double[] times(double[][] matrix, double[] vector) {
    double[] product = new double[N];
    for (int i = 0; i < N; i++) {
      for (int j = 0; j < N; j++) {
        product[i] += matrix[i][j] * vector[j];
      }
    }
    return product;
  }

  @Test
  void aFactorSolvesAndInverts() {
    double[][] matrix = matrix();
    double[][] factor = lower(matrix);
    assertThat(Triangle.factorise(factor)).isTrue();
    double[] right = new SplittableRandom(5).doubles(N, -1, 1).toArray();
    double[] solved = Triangle.backward(factor, Triangle.forward(factor, right));
    assertThat(times(matrix, solved)).containsExactly(right, within(1e-9));
    assertThat(times(Triangle.inverse(factor), right)).containsExactly(solved, within(1e-9));
  }

  @Test
  void whatIsNotPositiveDefiniteHasNone() {
    double[][] matrix = matrix();
    matrix[N - 1][N - 1] = -1;
    assertThat(Triangle.factorise(lower(matrix))).isFalse();
  }
}
