package io.athanor.acquisition.planner.acquisition;

import java.util.Arrays;
import java.util.Comparator;
import java.util.function.IntToDoubleFunction;

/** The rows worth a closer look, so that what is joint or costly stays bounded. */
final class Shortlist {
  private static final double KAPPA = 3;

  private Shortlist() {}

  /** The rows with the highest scores, ascending by row; ties to the lower row. */
  static int[] best(int[] rows, int limit, IntToDoubleFunction score) {
    if (rows.length <= limit) {
      return rows.clone();
    }
    return Arrays.stream(rows)
        .boxed()
        .sorted(
            Comparator.<Integer>comparingDouble(row -> -score.applyAsDouble(row))
                .thenComparing(row -> row))
        .limit(limit)
        .mapToInt(Integer::intValue)
        .sorted()
        .toArray();
  }

  /** The rows whose merit could be highest: mean + 3 deviations. */
  static int[] optimistic(Outcome outcome, int[] rows, int limit) {
    return best(rows, limit, row -> outcome.optimistic(row, KAPPA));
  }
}
