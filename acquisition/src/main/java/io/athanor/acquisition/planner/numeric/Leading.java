package io.athanor.acquisition.planner.numeric;

import java.util.Arrays;
import java.util.Comparator;
import java.util.function.IntToDoubleFunction;

/** The rows with the highest scores, found without sorting all: O(rows) in the mean. */
public final class Leading {
  private Leading() {}

  /**
   * The rows with the highest scores, ascending by row; ties to the lower row.
   *
   * @param rows ascending
   * @param scores by row; -0 counts as less than 0, NaN as least of all
   */
  public static int[] rows(int[] rows, double[] scores, int count) {
    return rows(rows, row -> scores[row], count);
  }

  /**
   * The same where scores are not at hand.
   *
   * @param score of a row, asked for once
   */
  public static int[] rows(int[] rows, IntToDoubleFunction score, int count) {
    if (rows.length <= count) {
      return rows.clone();
    }
    if (count < 1) {
      return new int[0];
    }
    long[] keys = new long[rows.length];
    for (int i = 0; i < keys.length; i++) {
      keys[i] = key(score.applyAsDouble(rows[i]));
    }
    long last = smallest(keys.clone(), count);
    int ties = count;
    for (long key : keys) {
      ties -= key < last ? 1 : 0;
    }
    int[] leading = new int[count];
    int next = 0;
    for (int i = 0; i < keys.length; i++) {
      if (keys[i] < last) {
        leading[next++] = rows[i];
      } else if (keys[i] == last && ties > 0) {
        leading[next++] = rows[i];
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

  /** Ascends as {@link Double#compare} has negated scores. */
  private static long key(double score) {
    long bits = Double.doubleToLongBits(-score);
    return bits < 0 ? bits ^ Long.MAX_VALUE : bits;
  }

  /** The n-th smallest, n from 1, by Hoare's selection; the array is rearranged. */
  private static long smallest(long[] values, int n) {
    int low = 0;
    int high = values.length - 1;
    int place = n - 1;
    while (low < high) {
      long pivot = values[low + (high - low) / 2];
      int i = low;
      int j = high;
      while (i <= j) {
        while (values[i] < pivot) {
          i++;
        }
        while (values[j] > pivot) {
          j--;
        }
        if (i <= j) {
          long held = values[i];
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
