package io.athanor.acquisition.planner;

import java.util.OptionalDouble;

/**
 * How far a search went that a deadline bounded.
 *
 * @param judged candidates whose exact posterior the acquisition function saw, at least 1
 * @param of candidates that could be chosen
 * @param gap upper bound on what the best of the others has more (the function's own scale); 0
 *     where provably none has; empty where no bound is known and some were left
 */
public record Search(int judged, int of, OptionalDouble gap) {
  /** Checks the numbers. */
  public Search {
    if (judged < 1 || judged > of) {
      throw new IllegalArgumentException(
          "search.judged must be in [1, %d], was %d".formatted(of, judged));
    }
    if (gap.isPresent() && !(gap.getAsDouble() >= 0 && Double.isFinite(gap.getAsDouble()))) {
      throw new IllegalArgumentException(
          "search.gap must be finite and not negative, was " + gap.getAsDouble());
    }
  }

  /** Of all. */
  static Search whole(int candidates) {
    return new Search(candidates, candidates, OptionalDouble.of(0));
  }
}
