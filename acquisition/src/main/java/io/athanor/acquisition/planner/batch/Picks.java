package io.athanor.acquisition.planner.batch;

import io.athanor.acquisition.planner.acquisition.View;
import java.util.Arrays;
import java.util.Collection;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.IntToDoubleFunction;

/** Which rows are left, and the best of them. */
final class Picks {
  private Picks() {}

  /** Selectable rows that are not taken. */
  static int[] left(View view, Collection<Integer> taken) {
    Set<Integer> gone = Set.copyOf(taken);
    return Arrays.stream(view.selectable()).filter(row -> !gone.contains(row)).toArray();
  }

  /** The row with the highest score above negative infinity; of equal ones the lowest. */
  static OptionalInt best(int[] rows, IntToDoubleFunction score) {
    int best = -1;
    double value = Double.NEGATIVE_INFINITY;
    for (int row : rows) {
      double own = score.applyAsDouble(row);
      if (own > value) {
        best = row;
        value = own;
      }
    }
    return best < 0 ? OptionalInt.empty() : OptionalInt.of(best);
  }
}
