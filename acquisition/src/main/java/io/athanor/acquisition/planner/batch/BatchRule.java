package io.athanor.acquisition.planner.batch;

import io.athanor.acquisition.planner.acquisition.AcquisitionFunction;
import io.athanor.acquisition.planner.acquisition.View;
import java.util.List;
import java.util.SplittableRandom;

/** Chooses several rows at once, beside those already on their way. Pure. */
@FunctionalInterface
public interface BatchRule {
  /**
   * Up to {@code count} distinct selectable rows, none of them pending, in the order chosen; fewer
   * where nothing is left. Ties go to the lower row.
   *
   * @param view what is believed without the pending rows
   * @param function what one experiment is worth
   * @param pending rows whose result is awaited
   * @param count how many to choose, not negative
   * @param random for the function and the rule
   */
  List<Integer> select(
      View view,
      AcquisitionFunction function,
      List<Integer> pending,
      int count,
      SplittableRandom random);
}
