package io.athanor.acquisition.planner.numeric;

import java.util.Arrays;
import java.util.Comparator;

/** The rows with the highest scores, found without sorting all: O(rows) in the mean. */
public final class Leading {
  private Leading() {}

  /**
   * The rows with the highest scores, ascending by row; ties to the lower row.
   *
   * @param rows ascending
   * @param scores by row, never NaN
   */
  public static int[] rows(int[] rows, double[] scores, int count) {
    if (rows.length <= count) {
      return rows.clone();
    }
    if (count < 1) {
      return new int[0];
    }
    double[] some = new double[rows.length];
    for (int i = 0; i < some.length; i++) {
      some[i] = scores[rows[i]];
    }
    double least = largest(some, count);
    int above = 0;
    for (int row : rows) {
      above += scores[row] > least ? 1 : 0;
    }
    int[] leading = new int[count];
    int ties = count - above;
    int next = 0;
    for (int row : rows) {
      if (scores[row] > least) {
        leading[next++] = row;
      } else if (scores[row] == least && ties > 0) {
        leading[next++] = row;
        ties--;
      }
    }
    return leading;
  }

  /** The same, best first. */
  public static int[] order(int[] rows, double[] scores, int count) {
    return Arrays.stream(rows(rows, scores, count))
        .boxed()
        .sorted(Comparator.<Integer>comparingDouble(row -> -scores[row]).thenComparing(row -> row))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  /** The n-th largest, n from 1, by Hoare's selection; the array is rearranged. */
  private static double largest(double[] values, int n) {
    int low = 0;
    int high = values.length - 1;
    int place = n - 1;
    while (low < high) {
      double pivot = values[low + (high - low) / 2];
      int i = low;
      int j = high;
      while (i <= j) {
        while (values[i] > pivot) {
          i++;
        }
        while (values[j] < pivot) {
          j--;
        }
        if (i <= j) {
          double held = values[i];
          values[i++] = values[j];
          values[j--] = held;
        }
      }
      if (place <= j) {
        high = j;
      } else if (place >= i) {
        low = i;
      } else {
        break;
      }
    }
    return values[place];
  }
}
