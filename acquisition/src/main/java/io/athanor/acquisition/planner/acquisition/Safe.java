package io.athanor.acquisition.planner.acquisition;

import java.util.Arrays;
import java.util.Objects;
import java.util.SplittableRandom;

/**
 * A function restricted to rows that fulfil each requirement even beta deviations to the
 * unfavourable side (Sui et al. 2015, "SafeOpt"). Where no row does, all values are negative
 * infinity: there is nothing safe to choose. O(rows x requirements) beside the function.
 *
 * @param function what ranks the safe rows
 * @param beta deviations to spare, not negative
 */
public record Safe(AcquisitionFunction function, double beta) implements AcquisitionFunction {
  /** Checks. */
  public Safe {
    Objects.requireNonNull(function, "safe.function");
    if (!Double.isFinite(beta) || beta < 0) {
      throw new IllegalArgumentException("beta must be finite and not negative, was " + beta);
    }
  }

  @Override
  public double[] values(View view, SplittableRandom random) {
    int[] safe =
        Arrays.stream(view.selectable())
            .filter(row -> view.requirements().stream().allMatch(r -> r.safe(row, beta)))
            .toArray();
    return function.values(view.selecting(safe), random);
  }
}
