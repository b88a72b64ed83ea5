package io.athanor.acquisition.planner.posterior;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class GrowingFactorTest {
  private static final int SIZE = 37;

  private final SplittableRandom random = new SplittableRandom(5);
  private final double[][] matrix = positive();

  private double[][] positive() {
    double[][] rows = new double[SIZE][];
    Arrays.setAll(rows, i -> random.doubles(SIZE, -1, 1).toArray());
    double[][] positive = new double[SIZE][SIZE];
    for (int i = 0; i < SIZE; i++) {
      for (int j = 0; j < SIZE; j++) {
        positive[i][j] = i == j ? 1 : 0;
        for (double[] row : rows) {
          positive[i][j] += row[i] * row[j];
        }
      }
    }
    return positive;
  }

  private double[] append(GrowingFactor factor, int i) {
    factor.append(Arrays.copyOf(matrix[i], i + 1), matrix[i][i]);
    return factor.rows().get(i);
  }

  /** Row by row, one entry after the other: the textbook's order of sums. */
  private double[][] textbook() {
    double[][] rows = new double[SIZE][];
    for (int i = 0; i < SIZE; i++) {
      rows[i] = new double[i + 1];
      double remaining = matrix[i][i];
      for (int j = 0; j < i; j++) {
        double sum = matrix[i][j];
        for (int k = 0; k < j; k++) {
          sum -= rows[i][k] * rows[j][k];
        }
        rows[i][j] = sum / rows[j][j];
        remaining -= rows[i][j] * rows[i][j];
      }
      rows[i][i] = Math.sqrt(remaining);
    }
    return rows;
  }

  @Test
  void shouldGiveTheBitsOfTheTextbook() {
    GrowingFactor factor = new GrowingFactor();
    double[][] expected = textbook();
    for (int i = 0; i < SIZE; i++) {
      assertThat(append(factor, i)).containsExactly(expected[i]);
    }
    assertThat(factor.size()).isEqualTo(SIZE);
  }

  @Test
  void shouldGrowAgainAfterForgetting() {
    GrowingFactor factor = new GrowingFactor();
    for (int i = 0; i < 20; i++) {
      append(factor, i);
    }
    factor.truncate(11);
    double[][] expected = textbook();
    for (int i = 11; i < SIZE; i++) {
      assertThat(append(factor, i)).containsExactly(expected[i]);
    }
  }

  /** Whichever of two grows again, from whatever size: the other one never sees it. */
  @Test
  void shouldGrowApartFromItsCopy() {
    double[][] expected = textbook();
    double[] values = random.doubles(20, -1, 1).toArray();
    for (boolean copyFirst : new boolean[] {true, false}) {
      GrowingFactor factor = new GrowingFactor();
      for (int i = 0; i < 20; i++) {
        append(factor, i);
      }
      double[] reduced = factor.reduced(values);
      GrowingFactor copy = new GrowingFactor();
      append(copy, 0);
      copy.copy(factor);
      GrowingFactor first = copyFirst ? copy : factor;
      GrowingFactor other = copyFirst ? factor : copy;
      first.truncate(11);
      first.append(new double[12], 3);
      assertThat(other.size()).isEqualTo(20);
      assertThat(other.reduced(values)).containsExactly(reduced);
      for (int i = 20; i < SIZE; i++) {
        assertThat(append(other, i)).containsExactly(expected[i]);
      }
      first.truncate(11);
      for (int i = 11; i < SIZE; i++) {
        assertThat(append(first, i)).containsExactly(expected[i]);
      }
    }
  }

  @Test
  void shouldReduceTheValuesOfTheFirstPoints() {
    GrowingFactor factor = new GrowingFactor();
    double[][] rows = new double[SIZE][];
    for (int i = 0; i < SIZE; i++) {
      rows[i] = append(factor, i);
    }
    double[] values = random.doubles(22, -1, 1).toArray();
    double[] given = values.clone();
    double[] reduced = factor.reduced(values);
    assertThat(values).containsExactly(given);
    for (int i = 0; i < values.length; i++) {
      double back = 0;
      for (int j = 0; j <= i; j++) {
        back += rows[i][j] * reduced[j];
      }
      assertThat(back).isCloseTo(values[i], within(1e-12));
    }
  }

  @Test
  void shouldKeepALeastVarianceWhereAPointIsRepeated() {
    GrowingFactor factor = new GrowingFactor();
    factor.append(new double[1], 1);
    factor.append(new double[] {1, 0}, 1);
    assertThat(factor.rows().get(1)).containsExactly(1, 1e-6);
  }
}
