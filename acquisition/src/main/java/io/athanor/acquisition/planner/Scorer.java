package io.athanor.acquisition.planner;

import io.athanor.acquisition.planner.numeric.NormalMath;
import io.athanor.acquisition.planner.objective.Goal;
import io.athanor.acquisition.planner.objective.TargetTransform;
import io.athanor.acquisition.planner.posterior.CandidateModel;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Acquisition values of candidates, in the objective's own unit and always to be maximised.
 * Formulas: UCB with a kappa that falls from 2 to 1/2 of the policy's over the first K = min(max(2,
 * 0.03 N), 10 D) observations (N pool size, D parameters); LogEI after Ament et al. 2023, extended
 * to a target value by E(d - |x|)+ = E(x+d)+ - 2 E(x)+ + E(x-d)+.
 */
final class Scorer {
  private static final int JOINT_LIMIT = 512;
  private static final double SHORTLIST_KAPPA = 3;

  private final Goal goal;
  private final double[] means;
  private final double[] deviations;

  /** Beliefs in the objective's own unit. */
  Scorer(Goal goal, double[] means, double[] deviations) {
    this.goal = goal;
    this.means = means;
    this.deviations = deviations;
  }

  static double kappa(double kappa, int observations, double horizon) {
    return kappa * (0.5 + 1.5 * Math.max(0, 1 - observations / horizon));
  }

  double[] upperConfidenceBound(double kappa) {
    double[] scores = new double[means.length];
    Arrays.setAll(scores, i -> goal.merit(means[i]) + kappa * deviations[i]);
    return scores;
  }

  double[] logExpectedImprovement(double bestMerit) {
    double[] scores = new double[means.length];
    Arrays.setAll(scores, i -> logExpectedImprovement(means[i], deviations[i], bestMerit));
    return scores;
  }

  private double logExpectedImprovement(double mean, double deviation, double bestMerit) {
    double nearest = (goal.merit(mean) - bestMerit) / deviation;
    double log = StrictMath.log(deviation) + NormalMath.logImprovement(nearest);
    if (!(goal instanceof Goal.Target)) {
      return log;
    }
    // the far side of the target takes back what the near side promised beyond it
    double distance = -goal.merit(mean) / deviation;
    double radius = -bestMerit / deviation;
    double near = NormalMath.logImprovement(nearest);
    double middle = 2 * StrictMath.exp(NormalMath.logImprovement(-distance) - near);
    double far = StrictMath.exp(NormalMath.logImprovement(-distance - radius) - near);
    double lost = Math.min(middle - far, 1 - 1e-12);
    return log + StrictMath.log1p(-Math.max(0, lost));
  }

  /**
   * Merits of one joint draw; negative infinity for candidates left out of a draw too large to be
   * joint.
   */
  double[] thompson(
      CandidateModel model,
      TargetTransform transform,
      List<Integer> selectable,
      SplittableRandom random) {
    double[] optimistic = upperConfidenceBound(SHORTLIST_KAPPA);
    int[] chosen =
        selectable.stream()
            .sorted(Comparator.<Integer>comparingDouble(i -> -optimistic[i]).thenComparing(i -> i))
            .limit(JOINT_LIMIT)
            .mapToInt(Integer::intValue)
            .sorted()
            .toArray();
    double[] draw = model.sample(chosen, random);
    double[] scores = new double[means.length];
    Arrays.fill(scores, Double.NEGATIVE_INFINITY);
    IntStream.range(0, chosen.length)
        .forEach(k -> scores[chosen[k]] = goal.merit(transform.toObjective(draw[k])));
    return scores;
  }
}
