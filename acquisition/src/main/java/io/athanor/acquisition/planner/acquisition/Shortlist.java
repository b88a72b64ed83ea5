package io.athanor.acquisition.planner.acquisition;

import io.athanor.acquisition.planner.numeric.Leading;
import java.util.function.IntToDoubleFunction;

/** The rows worth a closer look, so that what is joint or costly stays bounded. */
final class Shortlist {
  private static final double KAPPA = 3;

  private Shortlist() {}

  /**
   * The rows with the highest scores, ascending by row; ties to the lower row.
   *
   * @param rows ascending
   */
  static int[] best(int[] rows, int limit, IntToDoubleFunction score) {
    return Leading.rows(rows, score, limit);
  }

  /** The rows whose merit could be highest: mean + 3 deviations. */
  static int[] optimistic(Outcome outcome, int[] rows, int limit) {
    return best(rows, limit, row -> outcome.optimistic(row, KAPPA));
  }
}
