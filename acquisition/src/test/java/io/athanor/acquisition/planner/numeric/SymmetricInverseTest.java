package io.athanor.acquisition.planner.numeric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SymmetricInverseTest {
  private final SplittableRandom random = new SplittableRandom(4);

  /** A'A + I of random A. */
  private double[][] positive(int size) {
    double[][] rows = new double[size][];
    for (int i = 0; i < size; i++) {
      rows[i] = random.doubles(size, -1, 1).toArray();
    }
    double[][] matrix = new double[size][size];
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < size; j++) {
        matrix[i][j] = i == j ? 1 : 0;
        for (double[] row : rows) {
          matrix[i][j] += row[i] * row[j];
        }
      }
    }
    return matrix;
  }

  private static void put(double[][] matrix, SymmetricInverse into) {
    for (int i = 0; i < matrix.length; i++) {
      System.arraycopy(matrix[i], i, into.upper()[i], i, matrix.length - i);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 8, 11, 40})
  void shouldInvertOneMatrixAfterAnother(int size) {
    SymmetricInverse inverse = new SymmetricInverse(size);
    for (int repeat = 0; repeat < 2; repeat++) {
      double[][] matrix = positive(size);
      put(matrix, inverse);
      assertThat(inverse.decompose()).isTrue();
      double[] vector = random.doubles(size, -1, 1).toArray();
      double square = inverse.square(vector);
      inverse.invert();
      double[] product = inverse.times(vector);
      assertThat(square).isCloseTo(Vectors.dot(vector, product), within(1e-12));
      for (int i = 0; i < size; i++) {
        double back = 0;
        for (int j = 0; j < size; j++) {
          double sum = 0;
          for (int k = 0; k < size; k++) {
            sum += matrix[i][k] * inverse.lower()[Math.max(k, j)][Math.min(k, j)];
          }
          assertThat(sum).isCloseTo(i == j ? 1 : 0, within(1e-10));
          back += matrix[i][j] * product[j];
        }
        assertThat(back).isCloseTo(vector[i], within(1e-10));
      }
    }
  }

  @Test
  void shouldGiveTheDeterminant() {
    SymmetricInverse inverse = new SymmetricInverse(2);
    put(new double[][] {{4, 1}, {1, 3}}, inverse);
    assertThat(inverse.decompose()).isTrue();
    assertThat(inverse.halfLogDeterminant()).isCloseTo(0.5 * StrictMath.log(11), within(1e-14));
  }

  @Test
  void shouldRefuseWhatIsNotPositiveDefinite() {
    SymmetricInverse inverse = new SymmetricInverse(2);
    put(new double[][] {{1, 2}, {2, 1}}, inverse);
    assertThat(inverse.decompose()).isFalse();
  }
}
