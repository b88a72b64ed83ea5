package io.athanor.acquisition.planner.acquisition;

import java.util.SplittableRandom;

/**
 * What an experiment at each candidate is worth; the highest value is chosen. Pure: the same view
 * and the same random stream give the same bits.
 */
@FunctionalInterface
public interface AcquisitionFunction {
  /**
   * Values by row, never NaN. Rows that are not selectable, and those a function leaves out to
   * bound its cost, have negative infinity.
   *
   * @param view what is believed of the candidates
   * @param random consumed only by functions that say so
   * @throws IllegalArgumentException if the view lacks what the function needs: a joint posterior,
   *     an observed row, the right number of objectives
   */
  double[] values(View view, SplittableRandom random);
}
