package io.athanor.acquisition.planner;

import io.athanor.acquisition.planner.numeric.Seeds;

/**
 * What every decision begins with.
 *
 * @param strategy what the policy comes to
 * @param field the candidates
 * @param seed of this proposal
 */
record Round(Strategy strategy, Field field, long seed) {
  static Round of(PlanningProblem problem, PlannerMemo memo) {
    Strategy strategy = Strategy.of(problem);
    memo.prepare(problem, strategy.surrogate());
    long seed = Seeds.ofProposal(problem.campaignSeed(), problem.ordinal());
    return new Round(strategy, Field.of(problem, memo, seed), seed);
  }

  boolean isEmpty() {
    return field.selectable().length == 0;
  }
}
