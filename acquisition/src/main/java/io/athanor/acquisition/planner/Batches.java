package io.athanor.acquisition.planner;

import io.athanor.acquisition.planner.acquisition.AcquisitionFunction;
import io.athanor.acquisition.planner.acquisition.ProbabilityOfOptimality;
import io.athanor.acquisition.planner.acquisition.View;
import io.athanor.acquisition.planner.batch.BatchRule;
import io.athanor.acquisition.planner.batch.ConditionalVariance;
import io.athanor.acquisition.planner.batch.Determinantal;
import io.athanor.acquisition.planner.batch.LocalPenalization;
import io.athanor.acquisition.planner.batch.MostLikelyBest;
import io.athanor.acquisition.planner.batch.Scale;
import io.athanor.acquisition.planner.numeric.Seeds;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** Several experiments chosen together, by the rule that a policy names. */
final class Batches {
  private Batches() {}

  /** Up to {@code count} choices; the posterior must be able to decide. */
  static List<Choice> select(PlanningProblem problem, int count, PlannerMemo memo) {
    Round round = Round.of(problem, memo);
    if (round.isEmpty()) {
      return List.of();
    }
    Strategy strategy = round.strategy();
    Field field = round.field();
    long seed = round.seed();
    // what is pending is the rule's to weigh: the posterior must not know of it as well
    Outlook outlook = Outlook.of(problem.awaitingNothing(), memo, field).orElseThrow();
    View view = Valuation.view(problem, strategy, field, outlook);
    AcquisitionFunction function = Valuation.function(problem, strategy, field, view);
    double[] values = function.values(view, random(seed, strategy));
    List<Integer> rows =
        rule(problem, strategy, field, view)
            .select(
                view,
                function,
                problem.pending().stream().map(field::rowOf).toList(),
                count,
                random(seed, strategy));
    Planner.Ranking ranking =
        new Planner.Ranking(strategy.acquisition().label(), strategy.reason(), values);
    List<Choice> choices = new ArrayList<>();
    for (int row : rows) {
      if (values[row] > Double.NEGATIVE_INFINITY) {
        choices.add(
            Planner.choice(
                problem,
                field,
                ranking,
                Optional.of(outlook),
                Seeds.ofProposal(problem.campaignSeed(), problem.ordinal() + choices.size()),
                row,
                Optional.empty()));
      }
    }
    return choices;
  }

  private static SplittableRandom random(long seed, Strategy strategy) {
    return Seeds.stream(seed, strategy.acquisition().label());
  }

  private static BatchRule rule(
      PlanningProblem problem, Strategy strategy, Field field, View view) {
    Scale scale =
        Valuation.isLogarithmic(problem, strategy, view) ? Scale.LOGARITHMIC : Scale.LINEAR;
    return switch (problem.policy().batch()) {
      case CONDITIONAL_VARIANCE -> new ConditionalVariance();
      case LOCAL_PENALIZATION -> new LocalPenalization(field.features(), scale);
      case PROBABILITY_OF_OPTIMALITY -> new MostLikelyBest(ProbabilityOfOptimality.standard());
      case DETERMINANTAL -> new Determinantal(scale, 1);
    };
  }
}
