package io.athanor.acquisition.campaign;

import io.athanor.acquisition.planner.Fidelities;
import io.athanor.acquisition.planner.Planner;
import io.athanor.acquisition.planner.PlannerMemo;
import io.athanor.acquisition.planner.PlanningProblem;
import io.athanor.acquisition.planner.PlanningProblem.Measurement;
import io.athanor.acquisition.planner.Stopping;
import io.athanor.acquisition.planner.acquisition.View;
import io.athanor.acquisition.planner.objective.Goal;
import io.athanor.acquisition.planner.stopping.CostAgainstValue;
import io.athanor.acquisition.planner.stopping.ExpectedBetter;
import io.athanor.acquisition.planner.stopping.FirstOf;
import io.athanor.acquisition.planner.stopping.Progress;
import io.athanor.acquisition.planner.stopping.RegretBound;
import io.athanor.acquisition.planner.stopping.StoppingRule;
import io.athanor.acquisition.planner.stopping.TargetReached;
import io.athanor.acquisition.planner.stopping.Verdict;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** The rules that end a campaign. */
final class Conclusions {
  /** Deviations on either side in the regret bound, as confidence bounds usually have. */
  private static final double BETA = 2;

  private Conclusions() {}

  static Conclusion budget(int budget, int used) {
    return new Conclusion(
        "budget",
        OptionalDouble.of(used),
        OptionalDouble.of(budget),
        "All %d experiments of the budget are done.".formatted(budget));
  }

  /**
   * Of a budget that counts cost.
   *
   * @param dearest what one more experiment may cost
   */
  static Conclusion spent(int budget, double spent, Fidelities.Level dearest) {
    return new Conclusion(
        "budget",
        OptionalDouble.of(spent),
        OptionalDouble.of(budget),
        "%s of the budget of %d is spent: not enough is left for one more at %s, which costs %s."
            .formatted(rounded(spent), budget, dearest.name(), rounded(dearest.cost())));
  }

  /** Sums of costs without the digits that rounding leaves. */
  private static String rounded(double cost) {
    return BigDecimal.valueOf(cost)
        .setScale(6, RoundingMode.HALF_EVEN)
        .stripTrailingZeros()
        .toPlainString();
  }

  static Conclusion blocked(int proposals) {
    return new Conclusion(
        "blocked",
        OptionalDouble.of(proposals),
        OptionalDouble.empty(),
        "The critic blocked the last %d proposals: look at the space and at its terms."
            .formatted(proposals));
  }

  static Conclusion exhausted() {
    return new Conclusion(
        "exhausted",
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        "No candidate is left that may be chosen.");
  }

  /** The first of the given rules that holds; none does before there is a posterior. */
  static Optional<Conclusion> stop(Stopping stopping, PlanningProblem problem, PlannerMemo memo) {
    List<StoppingRule> rules = rules(stopping);
    Optional<View> view = rules.isEmpty() ? Optional.empty() : Planner.view(problem, memo);
    if (view.isEmpty()) {
      return Optional.empty();
    }
    Goal goal = problem.goal();
    OptionalDouble best =
        problem.history(0).stream()
            .map(Measurement::value)
            .max(Comparator.comparingDouble(goal::merit))
            .map(OptionalDouble::of)
            .orElseGet(OptionalDouble::empty);
    Verdict verdict =
        new FirstOf(rules).judge(new Progress(view.get(), problem.ordinal(), 0, best));
    return verdict.stop()
        ? Optional.of(
            new Conclusion(
                verdict.rule(),
                OptionalDouble.of(verdict.value()),
                OptionalDouble.of(verdict.threshold()),
                verdict.sentence()))
        : Optional.empty();
  }

  private static List<StoppingRule> rules(Stopping stopping) {
    List<StoppingRule> rules = new ArrayList<>();
    stopping.targetReached().ifPresent(value -> rules.add(new TargetReached(value)));
    stopping.regretBelow().ifPresent(epsilon -> rules.add(new RegretBound(BETA, epsilon)));
    stopping.expectedBetterBelow().ifPresent(limit -> rules.add(new ExpectedBetter(limit)));
    stopping.worthBelow().ifPresent(worth -> rules.add(new CostAgainstValue(worth)));
    return rules;
  }
}
