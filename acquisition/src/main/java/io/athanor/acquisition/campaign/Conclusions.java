package io.athanor.acquisition.campaign;

import io.athanor.acquisition.planner.PlannerMemo;
import io.athanor.acquisition.planner.PlanningProblem;
import io.athanor.acquisition.planner.Stopping;
import java.util.Optional;
import java.util.OptionalDouble;

/** The rules that end a campaign. */
final class Conclusions {
  private Conclusions() {}

  static Conclusion budget(int budget, int used) {
    return new Conclusion(
        "budget",
        OptionalDouble.of(used),
        OptionalDouble.of(budget),
        "All %d experiments of the budget are done.".formatted(budget));
  }

  static Conclusion exhausted() {
    return new Conclusion(
        "exhausted",
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        "No candidate is left that may be chosen.");
  }

  /** The first of the given rules that holds. */
  static Optional<Conclusion> stop(Stopping stopping, PlanningProblem problem, PlannerMemo memo) {
    return Optional.empty();
  }
}
