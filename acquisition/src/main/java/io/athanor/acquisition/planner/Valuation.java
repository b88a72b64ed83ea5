package io.athanor.acquisition.planner;

import io.athanor.acquisition.planner.acquisition.AcquisitionFunction;
import io.athanor.acquisition.planner.acquisition.ExpectedImprovement;
import io.athanor.acquisition.planner.acquisition.LogExpectedImprovement;
import io.athanor.acquisition.planner.acquisition.MaximumVariance;
import io.athanor.acquisition.planner.acquisition.ProbabilityOfImprovement;
import io.athanor.acquisition.planner.acquisition.ThompsonSampling;
import io.athanor.acquisition.planner.acquisition.UpperConfidenceBound;
import io.athanor.acquisition.planner.acquisition.View;
import io.athanor.acquisition.planner.numeric.Seeds;
import io.athanor.acquisition.planner.space.SearchSpace;
import java.util.SplittableRandom;

/** What each candidate is worth, by the function that a strategy names. */
final class Valuation {
  private Valuation() {}

  /**
   * The part of a value that is due to the mean, and the part due to not knowing.
   *
   * @param exploitation upper confidence bound: merit of the mean; else its distance above the
   *     incumbent; in the objective's unit
   * @param exploration upper confidence bound: what the deviation adds; else the deviation; in the
   *     objective's unit
   */
  record Parts(double exploitation, double exploration) {}

  static double[] of(
      PlanningProblem problem, Strategy strategy, Field field, Outlook outlook, long seed) {
    View view = outlook.view(field.selectable());
    SplittableRandom random = Seeds.stream(seed, strategy.acquisition().label());
    return function(problem, strategy).values(view, random);
  }

  private static AcquisitionFunction function(PlanningProblem problem, Strategy strategy) {
    return switch (strategy.acquisition()) {
      case UPPER_CONFIDENCE_BOUND ->
          new UpperConfidenceBound(
              UpperConfidenceBound.falling(
                  problem.policy().kappa(),
                  problem.history().size() + problem.pending().size(),
                  horizon(problem)));
      case EXPECTED_IMPROVEMENT -> new ExpectedImprovement();
      case LOG_EXPECTED_IMPROVEMENT -> new LogExpectedImprovement();
      case PROBABILITY_OF_IMPROVEMENT -> new ProbabilityOfImprovement(0);
      case THOMPSON_SAMPLING -> new ThompsonSampling();
      case MAX_VARIANCE -> new MaximumVariance();
      default -> throw new IllegalArgumentException("policy.acquisition " + strategy.acquisition());
    };
  }

  private static double horizon(PlanningProblem problem) {
    double dimensions = Math.max(1, problem.space().parameters().size());
    if (problem.space() instanceof SearchSpace.Pool pool) {
      return Math.min(Math.max(2, 0.03 * pool.points().size()), 10 * dimensions);
    }
    return 5 * dimensions;
  }

  static Parts parts(
      PlanningProblem problem, Outlook outlook, int row, double value, String function) {
    double merit = problem.goal().merit(outlook.main().means()[row]);
    if (function.equals(Policy.Acquisition.UPPER_CONFIDENCE_BOUND.label())) {
      return new Parts(merit, value - merit);
    }
    double incumbent = outlook.incumbent().isPresent() ? outlook.incumbent().getAsDouble() : 0;
    return new Parts(merit - problem.goal().merit(incumbent), outlook.main().deviations()[row]);
  }
}
