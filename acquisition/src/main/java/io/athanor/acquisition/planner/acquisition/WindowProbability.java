package io.athanor.acquisition.planner.acquisition;

import java.util.List;
import java.util.SplittableRandom;

/**
 * Log probability that all properties lie in their windows at once, taken as independent. O(rows x
 * windows).
 *
 * @param windows one for each objective of the view, in its unit
 */
public record WindowProbability(List<Window> windows) implements AcquisitionFunction {
  /** Copies. */
  public WindowProbability {
    windows = List.copyOf(windows);
  }

  @Override
  public double[] values(View view, SplittableRandom random) {
    if (windows.size() != view.objectives().size()) {
      throw new IllegalArgumentException(
          "windows must be as many as objectives, were %d for %d"
              .formatted(windows.size(), view.objectives().size()));
    }
    return view.scores(
        row -> {
          double sum = 0;
          for (int k = 0; k < windows.size(); k++) {
            Outcome outcome = view.objectives().get(k);
            sum += windows.get(k).logProbability(outcome.means()[row], outcome.deviations()[row]);
          }
          return sum;
        });
  }
}
