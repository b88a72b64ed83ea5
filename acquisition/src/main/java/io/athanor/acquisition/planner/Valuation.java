package io.athanor.acquisition.planner;

import io.athanor.acquisition.planner.acquisition.AcquisitionFunction;
import io.athanor.acquisition.planner.acquisition.Constrained;
import io.athanor.acquisition.planner.acquisition.CostAware;
import io.athanor.acquisition.planner.acquisition.FeasibleFirst;
import io.athanor.acquisition.planner.acquisition.Logarithm;
import io.athanor.acquisition.planner.acquisition.Safe;
import io.athanor.acquisition.planner.acquisition.View;
import io.athanor.acquisition.planner.numeric.Seeds;
import java.util.Arrays;
import java.util.SplittableRandom;

/** What each candidate is worth, by the function that a strategy names. */
final class Valuation {
  /** Deviations that a safe candidate keeps from every limit. */
  private static final double SAFETY = 2;

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

  /** Values by row; negative infinity at rows that must not be chosen. */
  static double[] of(
      PlanningProblem problem, Strategy strategy, Field field, Outlook outlook, long seed) {
    View view = view(problem, strategy, field, outlook);
    SplittableRandom random = Seeds.stream(seed, strategy.acquisition().label());
    return function(problem, strategy, field, view).values(view, random);
  }

  /** What the strategy's function looks at, deviations as the policy weighs them. */
  static View view(PlanningProblem problem, Strategy strategy, Field field, Outlook outlook) {
    View view = outlook.view(field.selectable());
    if (!strategy.acquisition().takesSeveralObjectives()) {
      view = view.first();
    }
    return isWeighed(problem, strategy)
        ? view.withObjectives(
            view.objectives().stream()
                .map(o -> o.withDeviations(weighed(problem, strategy, o.deviations())))
                .toList())
        : view;
  }

  /** Deviations as the function sees them: the weight of exploration is in those of some. */
  static double[] weighed(PlanningProblem problem, Strategy strategy, double[] deviations) {
    double kappa = problem.policy().kappa();
    return isWeighed(problem, strategy)
        ? Arrays.stream(deviations).map(each -> kappa * each).toArray()
        : deviations;
  }

  private static boolean isWeighed(PlanningProblem problem, Strategy strategy) {
    return problem.policy().kappa() != 1 && strategy.acquisition().isMarginal();
  }

  /** Whether the values of {@link #function} are logarithms. */
  static boolean isLogarithmic(PlanningProblem problem, Strategy strategy, View view) {
    return strategy.acquisition().isPositive()
        ? isRequired(strategy, view) || isPriced(problem)
        : strategy.acquisition().isWeighable();
  }

  /** Whether requirements restrict or weigh the values. */
  static boolean isRequired(Strategy strategy, View view) {
    return !view.requirements().isEmpty()
        && strategy.acquisition() != Policy.Acquisition.WINDOW_PROBABILITY;
  }

  /** Whether costs divide the values. */
  static boolean isPriced(PlanningProblem problem) {
    return problem.policy().costParameter().isPresent();
  }

  /** The strategy's function with everything the policy and the objectives demand beside it. */
  static AcquisitionFunction function(
      PlanningProblem problem, Strategy strategy, Field field, View view) {
    return function(
        problem, strategy, field, view, Functions.of(problem, strategy.acquisition(), view));
  }

  /**
   * The same around a given core.
   *
   * @param core the strategy's function as {@link Functions} has it
   */
  static AcquisitionFunction function(
      PlanningProblem problem,
      Strategy strategy,
      Field field,
      View view,
      AcquisitionFunction core) {
    AcquisitionFunction function = core;
    boolean required = isRequired(strategy, view);
    boolean priced = isPriced(problem);
    if (strategy.acquisition().isPositive() && isLogarithmic(problem, strategy, view)) {
      function = new Logarithm(function);
    }
    if (required) {
      function =
          strategy.acquisition().isWeighable()
              ? new Constrained(function)
              : new FeasibleFirst(function);
    }
    if (priced) {
      function =
          new CostAware(
              function,
              costs(problem, field),
              CostAware.cooled(problem.ordinal(), problem.budget()));
    }
    return problem.policy().safe() ? new Safe(function, SAFETY) : function;
  }

  /** What an experiment costs, by row. */
  static double[] costs(PlanningProblem problem, Field field) {
    int column = problem.policy().costColumn(problem.space().parameters()).orElseThrow();
    double[] costs = new double[field.points().size()];
    Arrays.setAll(costs, row -> field.points().get(row).coordinates().get(column));
    return costs;
  }

  static Parts parts(
      PlanningProblem problem, Outlook outlook, int row, double value, String function) {
    double merit = problem.goal().merit(outlook.main().means()[row]);
    if (function.equals(Policy.Acquisition.UPPER_CONFIDENCE_BOUND.label())) {
      return new Parts(merit, value - merit);
    }
    double incumbent = problem.goal().merit(outlook.incumbent().orElse(0));
    return new Parts(merit - incumbent, outlook.main().deviations()[row]);
  }
}
