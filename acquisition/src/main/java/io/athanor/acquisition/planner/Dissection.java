package io.athanor.acquisition.planner;

import io.athanor.acquisition.planner.acquisition.AcquisitionFunction;
import io.athanor.acquisition.planner.acquisition.CostAware;
import io.athanor.acquisition.planner.acquisition.View;
import io.athanor.acquisition.planner.numeric.Seeds;
import java.util.SplittableRandom;

/**
 * The value of a choice, taken apart: computed anew from the problem, so that the sum of the parts
 * checks the value that was recorded. All parts are in the scale of the value.
 *
 * @param exploitation what what is believed of the candidate contributes
 * @param exploration what not knowing contributes
 * @param cost what the experiment's cost takes off; 0 where all cost alike
 * @param constraint what the probability of keeping limits and of succeeding contributes; 0 where
 *     nothing is required, or where requirements only restrict what may be chosen
 * @param logarithmic whether the value, and so each part, is a logarithm
 * @param rule for people: how the parts are meant
 */
public record Dissection(
    double exploitation,
    double exploration,
    double cost,
    double constraint,
    boolean logarithmic,
    String rule) {
  private static final String RESTRICTED =
      " Limits only restrict what may be chosen, they add nothing to the value.";

  /** What the parts come to. */
  public double sum() {
    return exploitation + exploration + cost + constraint;
  }

  /**
   * Of a choice that the planner made.
   *
   * @param problem the one it was made in; in a batch chosen one by one, with the choices before it
   *     pending
   * @param memo as for {@link Planner#select}
   * @throws IllegalArgumentException if the problem has no such candidate
   */
  public static Dissection of(PlanningProblem problem, Choice choice, PlannerMemo memo) {
    if (choice.isGiven()) {
      return designed(0, "Asked for, not chosen: no function valued it.");
    }
    if (choice.function().equals(Policy.Acquisition.RANDOM.label())) {
      return designed(choice.value(), "Drawn uniformly among what is left: no posterior decides.");
    }
    Round round = Round.of(problem, memo);
    if (choice.function().equals(Planner.INITIAL_DESIGN)) {
      return designed(choice.value(), design(problem, round.strategy()));
    }
    boolean together = problem.policy().batch() != Policy.Batch.CONDITIONAL_VARIANCE;
    PlanningProblem believed = together ? problem.awaitingNothing() : problem;
    Outlook outlook = Outlook.of(believed, memo, round.field()).orElseThrow();
    return of(problem, round, outlook, round.field().rowOf(choice));
  }

  private static Dissection designed(double value, String rule) {
    return new Dissection(0, value, 0, 0, false, rule);
  }

  private static String design(PlanningProblem problem, Strategy strategy) {
    if (problem.ordinal() < Planner.RANDOM_STARTS) {
      return "A design rule, no posterior decides yet: drawn uniformly to begin with.";
    }
    return strategy.startPoints() > 0
        ? "A design rule, no posterior decides yet: how much better it represents all candidates."
        : "A design rule, no posterior decides yet: its distance to the nearest one tried.";
  }

  private static Dissection of(PlanningProblem problem, Round round, Outlook outlook, int row) {
    Strategy strategy = round.strategy();
    Field field = round.field();
    View view = Valuation.view(problem, strategy, field, outlook);
    Heard core = new Heard(Functions.of(problem, strategy.acquisition(), view));
    SplittableRandom random = Seeds.stream(round.seed(), strategy.acquisition().label());
    Valuation.function(problem, strategy, field, view, core).values(view, random);
    double cost =
        Valuation.isPriced(problem)
            ? -CostAware.cooled(problem.ordinal(), problem.budget())
                * StrictMath.log(Valuation.costs(problem, field)[row])
            : 0;
    if (core.values == null) {
      return new Dissection(
          0,
          0,
          cost,
          view.logFeasibility(row),
          true,
          "Nothing is known to keep the limits: the most probable to keep them, as a logarithm.");
    }
    boolean logarithmic = Valuation.isLogarithmic(problem, strategy, view);
    boolean weighed = Valuation.isRequired(strategy, view) && strategy.acquisition().isWeighable();
    boolean restricts =
        problem.policy().safe() || (Valuation.isRequired(strategy, view) && !weighed);
    CoreParts parts =
        CoreParts.of(
            new CoreParts.Asked(problem, strategy, field, core.view, round.seed()),
            core.values[row],
            row,
            logarithmic);
    return new Dissection(
        parts.exploitation(),
        parts.exploration(),
        cost,
        parts.constraint() + (weighed ? view.logFeasibility(row) : 0),
        logarithmic,
        parts.rule() + (restricts ? RESTRICTED : ""));
  }

  /** A function that remembers what it was last asked and said. */
  private static final class Heard implements AcquisitionFunction {
    private final AcquisitionFunction function;
    private View view;
    private double[] values;

    Heard(AcquisitionFunction function) {
      this.function = function;
    }

    @Override
    public double[] values(View asked, SplittableRandom random) {
      view = asked;
      values = function.values(asked, random).clone();
      return values.clone();
    }
  }
}
