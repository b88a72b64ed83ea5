package io.athanor.acquisition.analysis.why;

import io.athanor.acquisition.planner.Choice;
import io.athanor.acquisition.planner.PlannerMemo;
import io.athanor.acquisition.planner.PlanningProblem;
import io.athanor.acquisition.planner.PlanningProblem.Measurement;
import io.athanor.acquisition.planner.Probe;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is believed of one candidate at different times. */
final class Posteriors {
  private Posteriors() {}

  /**
   * A belief.
   *
   * @param belief of the main objective
   * @param observations measurements of it behind the belief
   */
  record Known(Choice.Belief belief, int observations) {}

  /** Of the candidate of a choice; empty before there is a measurement. */
  static Optional<Known> of(PlanningProblem problem, Choice choice, PlannerMemo memo) {
    return Probe.beliefs(
            problem,
            List.of(Probe.Setting.of(problem.space(), choice.point(), choice.candidate())),
            memo)
        .map(beliefs -> new Known(beliefs.get(0), problem.history(0).size()));
  }

  /** The same question before its last measurement of the main objective, which was awaited. */
  static Optional<PlanningProblem> before(PlanningProblem problem) {
    int last = -1;
    for (int i = 0; i < problem.history().size(); i++) {
      if (problem.history().get(i).objective() == 0) {
        last = i;
      }
    }
    if (last < 0) {
      return Optional.empty();
    }
    List<Measurement> history = new ArrayList<>(problem.history());
    int candidate = history.remove(last).candidate();
    List<Integer> pending = new ArrayList<>(problem.pending());
    if (!pending.contains(candidate)
        && history.stream().noneMatch(each -> each.candidate() == candidate)) {
      pending.add(candidate);
    }
    return Optional.of(
        new PlanningProblem(
            problem.space(),
            problem.trials(),
            problem.objectives(),
            problem.policy(),
            history,
            pending,
            problem.failed(),
            problem.unavailable(),
            problem.budget(),
            problem.campaignSeed(),
            problem.ordinal(),
            problem.cheap()));
  }
}
