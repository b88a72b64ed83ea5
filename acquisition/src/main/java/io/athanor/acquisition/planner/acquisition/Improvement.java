package io.athanor.acquisition.planner.acquisition;

import io.athanor.acquisition.planner.numeric.NormalMath;
import io.athanor.acquisition.planner.objective.Goal;

/**
 * Log of the expected improvement log E max(0, merit - best) of a normal, without underflow (Ament
 * et al. 2023). With a target value t and a best distance r it is log E(r - |y - t|)+ = log(E(x +
 * r)+ - 2 E(x)+ + E(x - r)+), x = -|mean - t| + deviation z, or, where these terms cancel, the
 * series r^2 phi(D) (1 + He2(D) r^2/12 + He4(D) r^4/360) / deviation in units of the deviation.
 */
final class Improvement {
  private static final double SERIES_REACH = 0.3;
  private static final double LEAST_RADIUS = 1e-150;
  private static final double LOG_SQRT_2PI = 0.5 * StrictMath.log(2 * Math.PI);

  private Improvement() {}

  /** Of an outcome's row over a best merit. */
  static double log(Outcome outcome, int row, double best) {
    return log(outcome.goal(), outcome.means()[row], outcome.deviations()[row], best);
  }

  /** Of a normal over a best merit. */
  static double log(Goal goal, double mean, double deviation, double best) {
    double merit = goal.merit(mean);
    if (deviation == 0) {
      return merit > best ? StrictMath.log(merit - best) : Double.NEGATIVE_INFINITY;
    }
    if (goal instanceof Goal.Target) {
      return StrictMath.log(deviation)
          + target(-merit / deviation, Math.max(-best, LEAST_RADIUS) / deviation);
    }
    return StrictMath.log(deviation) + NormalMath.logImprovement((merit - best) / deviation);
  }

  private static double target(double distance, double radius) {
    if (radius * (1 + distance) < SERIES_REACH) {
      double d2 = distance * distance;
      double r2 = radius * radius;
      double series = (d2 - 1) * r2 / 12 + (d2 * d2 - 6 * d2 + 3) * r2 * r2 / 360;
      return 2 * StrictMath.log(radius) - 0.5 * d2 - LOG_SQRT_2PI + StrictMath.log1p(series);
    }
    // the far side of the target takes back what the near side promised beyond it
    double near = NormalMath.logImprovement(radius - distance);
    double middle = 2 * StrictMath.exp(NormalMath.logImprovement(-distance) - near);
    double far = StrictMath.exp(NormalMath.logImprovement(-distance - radius) - near);
    return near + StrictMath.log1p(far - middle);
  }
}
