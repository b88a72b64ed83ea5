package io.athanor.acquisition.planner.acquisition;

import io.athanor.acquisition.planner.numeric.NormalMath;
import io.athanor.acquisition.planner.objective.Goal;
import java.util.Optional;

/**
 * Log of the expected improvement log E max(0, merit - best) of a normal, without underflow (Ament
 * et al. 2023). Where a window is wanted and the best lies at distance r from it, the improvement
 * is a trapezoid: r inside, falling to 0 at distance r.
 */
final class Improvement {
  private static final double LEAST_RADIUS = 1e-150;

  private Improvement() {}

  /** Of an outcome's row over a best merit. */
  static double log(Outcome outcome, int row, double best) {
    return log(outcome.goal(), outcome.means()[row], outcome.deviations()[row], best);
  }

  /** Of a normal over a best merit. */
  static double log(Goal goal, double mean, double deviation, double best) {
    if (deviation == 0) {
      return StrictMath.log(Math.max(0, goal.merit(mean) - best));
    }
    Optional<Window> wanted = Window.wanted(goal);
    if (wanted.isPresent()) {
      // where the best is perfect already, still rank by how likely it is to be met
      double radius = Math.max(-best, LEAST_RADIUS);
      return StrictMath.log(radius) + trapezoid(wanted.get(), radius, mean, deviation);
    }
    return StrictMath.log(deviation)
        + NormalMath.logImprovement((goal.merit(mean) - best) / deviation);
  }

  private static double trapezoid(Window window, double radius, double mean, double deviation) {
    double low = (window.low() - mean) / deviation;
    double high = (window.high() - mean) / deviation;
    double reach = radius / deviation;
    return LogSum.exp(
        NormalMath.logInterval(low, high), Ramp.log(low, -reach), Ramp.log(-high, -reach));
  }
}
