package io.athanor.acquisition.planner.stopping;

import io.athanor.acquisition.planner.acquisition.View;
import java.util.Objects;
import java.util.OptionalDouble;

/**
 * How far a campaign has come.
 *
 * @param view what is believed, what was observed, what may still be chosen
 * @param experiments proposals made so far
 * @param cost what they cost together, in the campaign's own unit
 * @param best best measured value of the first objective, in its unit; empty while there is none
 */
public record Progress(View view, int experiments, double cost, OptionalDouble best) {
  /** Checks the numbers. */
  public Progress {
    Objects.requireNonNull(view, "progress.view");
    Objects.requireNonNull(best, "progress.best");
    if (experiments < 0 || !(cost >= 0)) {
      throw new IllegalArgumentException(
          "progress must have no negative experiments or cost, had %d and %s"
              .formatted(experiments, cost));
    }
  }
}
