package io.athanor.acquisition.planner;

import io.athanor.acquisition.planner.acquisition.AcquisitionFunction;
import io.athanor.acquisition.planner.acquisition.Desirability;
import io.athanor.acquisition.planner.acquisition.Desirability.Shape;
import io.athanor.acquisition.planner.acquisition.ExpectedHypervolumeImprovement;
import io.athanor.acquisition.planner.acquisition.ExpectedImprovement;
import io.athanor.acquisition.planner.acquisition.IntegratedVariance;
import io.athanor.acquisition.planner.acquisition.KnowledgeGradient;
import io.athanor.acquisition.planner.acquisition.LogExpectedImprovement;
import io.athanor.acquisition.planner.acquisition.LogProbabilityOfImprovement;
import io.athanor.acquisition.planner.acquisition.MaxValueEntropy;
import io.athanor.acquisition.planner.acquisition.MaximumVariance;
import io.athanor.acquisition.planner.acquisition.NoisyExpectedHypervolumeImprovement;
import io.athanor.acquisition.planner.acquisition.NoisyExpectedImprovement;
import io.athanor.acquisition.planner.acquisition.Outcome;
import io.athanor.acquisition.planner.acquisition.ParEgo;
import io.athanor.acquisition.planner.acquisition.ProbabilityOfOptimality;
import io.athanor.acquisition.planner.acquisition.ThompsonSampling;
import io.athanor.acquisition.planner.acquisition.UpperConfidenceBound;
import io.athanor.acquisition.planner.acquisition.View;
import io.athanor.acquisition.planner.objective.Goal;
import io.athanor.acquisition.planner.objective.Objective;
import io.athanor.acquisition.planner.space.SearchSpace;
import java.util.ArrayList;
import java.util.List;

/** From the name of an acquisition function to the function, set up for one problem. */
final class Functions {
  /** How far beyond what is believed the best still counts as worth reaching, in deviations. */
  private static final double OPTIMISM = 2;

  private Functions() {}

  static AcquisitionFunction of(
      PlanningProblem problem, Policy.Acquisition acquisition, View view) {
    return switch (acquisition) {
      case UPPER_CONFIDENCE_BOUND -> new UpperConfidenceBound(kappa(problem));
      case EXPECTED_IMPROVEMENT -> new ExpectedImprovement();
      case LOG_EXPECTED_IMPROVEMENT -> new LogExpectedImprovement();
      case NOISY_EXPECTED_IMPROVEMENT -> NoisyExpectedImprovement.standard();
      case PROBABILITY_OF_IMPROVEMENT -> new LogProbabilityOfImprovement(0);
      case THOMPSON_SAMPLING -> new ThompsonSampling();
      case PROBABILITY_OF_OPTIMALITY -> ProbabilityOfOptimality.standard();
      case KNOWLEDGE_GRADIENT -> KnowledgeGradient.standard();
      case MAX_VALUE_ENTROPY -> MaxValueEntropy.standard();
      case MAX_VARIANCE -> new MaximumVariance();
      case INTEGRATED_VARIANCE -> IntegratedVariance.standard();
      case EXPECTED_HYPERVOLUME_IMPROVEMENT ->
          new ExpectedHypervolumeImprovement(reference(problem));
      case NOISY_EXPECTED_HYPERVOLUME_IMPROVEMENT ->
          NoisyExpectedHypervolumeImprovement.standard(reference(problem));
      case PAREGO ->
          new ParEgo(
              ParEgo.standard().rho(), improved(problem).stream().map(Objective::weight).toList());
      case DESIRABILITY -> new Desirability(shapes(problem, view));
      case WINDOW_PROBABILITY -> (seen, random) -> seen.scores(seen::logFeasibility);
      case AUTO, RANDOM ->
          throw new IllegalStateException(acquisition + " is resolved before it is valued");
    };
  }

  /** Weight of the deviation in an upper confidence bound. */
  static double kappa(PlanningProblem problem) {
    int observations = problem.history().size() + problem.pending().size();
    double wanted = problem.policy().kappa();
    return problem.policy().acquisition() == Policy.Acquisition.AUTO
        ? wanted * Strategy.automatic(problem).kappa(observations)
        : UpperConfidenceBound.falling(wanted, observations, horizon(problem));
  }

  /** Observations after which an upper confidence bound explores no more than it ever will. */
  private static double horizon(PlanningProblem problem) {
    double dimensions = Math.max(1, problem.space().parameters().size());
    if (problem.space() instanceof SearchSpace.Pool pool) {
      return Math.min(Math.max(2, 0.03 * pool.points().size()), 10 * dimensions);
    }
    return 5 * dimensions;
  }

  private static List<Objective> improved(PlanningProblem problem) {
    return problem.objectives().stream().filter(o -> !(o.goal() instanceof Goal.Window)).toList();
  }

  /** Merits of the references; empty, to be inferred, unless every objective has one. */
  private static List<Double> reference(PlanningProblem problem) {
    List<Objective> improved = improved(problem);
    return improved.stream().allMatch(each -> each.reference().isPresent())
        ? improved.stream().map(each -> each.goal().merit(each.reference().getAsDouble())).toList()
        : List.of();
  }

  /**
   * From useless, the reference or the worst believed of what was observed, to perfect, the best
   * that any candidate may still turn out to have.
   */
  private static List<Shape> shapes(PlanningProblem problem, View view) {
    List<Objective> improved = improved(problem);
    if (improved.isEmpty()) {
      throw new IllegalArgumentException(
          "policy.acquisition desirability needs an objective that is no window");
    }
    List<Shape> shapes = new ArrayList<>();
    for (int k = 0; k < improved.size(); k++) {
      shapes.add(shape(improved.get(k), view.objectives().get(k), view.observed()));
    }
    return shapes;
  }

  private static Shape shape(Objective objective, Outcome outcome, int[] observed) {
    Goal goal = objective.goal();
    double useless = Double.POSITIVE_INFINITY;
    for (int row : observed) {
      useless = Math.min(useless, outcome.merit(row));
    }
    if (objective.reference().isPresent()) {
      useless = goal.merit(objective.reference().getAsDouble());
    }
    if (goal instanceof Goal.Target target) {
      double reach = Math.max(-useless, Math.ulp(target.value()));
      return new Shape(
          target.value() - reach,
          target.value(),
          target.value(),
          target.value() + reach,
          objective.weight());
    }
    double perfect = useless;
    for (int row = 0; row < outcome.means().length; row++) {
      perfect = Math.max(perfect, outcome.optimistic(row, OPTIMISM));
    }
    return goal instanceof Goal.Maximize
        ? new Shape(
            useless,
            perfect,
            Double.POSITIVE_INFINITY,
            Double.POSITIVE_INFINITY,
            objective.weight())
        : new Shape(
            Double.NEGATIVE_INFINITY,
            Double.NEGATIVE_INFINITY,
            -perfect,
            -useless,
            objective.weight());
  }
}
