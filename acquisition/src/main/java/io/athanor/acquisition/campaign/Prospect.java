package io.athanor.acquisition.campaign;

import io.athanor.acquisition.planner.Choice;
import io.athanor.acquisition.planner.PlanningProblem.Measurement;
import io.athanor.acquisition.planner.acquisition.Gain;
import io.athanor.acquisition.planner.objective.Goal;
import java.util.List;
import java.util.Optional;

/**
 * Where a campaign stands, free of units, for whoever shares out capacity among campaigns. Lengths
 * are in standard deviations of the merits measured so far.
 *
 * @param measured outcomes of the main objective
 * @param expectedImprovement what the chosen experiment is expected to add to the best
 * @param improvement what the experiments since the first one added to the best
 */
public record Prospect(int measured, double expectedImprovement, double improvement) {
  private static final int FEWEST = 3;

  /** Of a choice; empty while too little is known to have a scale. */
  static Optional<Prospect> of(Choice choice, Goal goal, List<Measurement> history) {
    if (history.size() < FEWEST || choice.belief().isEmpty() || choice.incumbent().isEmpty()) {
      return Optional.empty();
    }
    double[] merits = history.stream().mapToDouble(each -> goal.merit(each.value())).toArray();
    double mean = 0;
    double best = Double.NEGATIVE_INFINITY;
    for (double merit : merits) {
      mean += merit / merits.length;
      best = Math.max(best, merit);
    }
    double squares = 0;
    for (double merit : merits) {
      squares += (merit - mean) * (merit - mean) / (merits.length - 1);
    }
    double scale = Math.sqrt(squares);
    if (!(scale > 0) || Double.isInfinite(scale)) {
      return Optional.empty();
    }
    Choice.Belief belief = choice.belief().get();
    double gain =
        Gain.expected(
            goal, belief.mean(), belief.standardDeviation(), choice.incumbent().getAsDouble());
    return Optional.of(new Prospect(merits.length, gain / scale, (best - merits[0]) / scale));
  }
}
