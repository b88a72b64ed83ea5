package io.athanor.acquisition.campaign;

import io.athanor.acquisition.planner.PlannerMemo;
import io.athanor.acquisition.planner.PlanningProblem;
import io.athanor.event.ExperimentState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Asks {@link Retractions} once for each state of a campaign: its answer holds until an outcome
 * comes or the proposals are others. Part of the aggregate: owned by its thread.
 */
final class RetractionReview {
  private List<Object> question = List.of();
  private List<Retractions.Verdict> verdicts = List.of();

  /**
   * Proposals nobody has begun that are worth less by now than what they keep out.
   *
   * @param below as for {@link Retractions#review}
   * @param observations measurements known
   * @param known what tells one view of the candidates from another: model, pool, cheap values
   * @param without the campaign's problem as if some experiments had not been proposed; empty while
   *     there is none
   */
  List<Decision> due(
      double below,
      Experiments experiments,
      int observations,
      List<Object> known,
      Function<Set<String>, Optional<PlanningProblem>> without,
      PlannerMemo memo) {
    Set<String> forgotten = new TreeSet<>();
    List<Retractions.Unbegun> unbegun = new ArrayList<>();
    for (Experiment each : experiments.all()) {
      if (each.isUnbegun() && each.knownBefore() < observations) {
        forgotten.add(each.experimentId());
        unbegun.add(new Retractions.Unbegun(each.experimentId(), each.candidate()));
      }
    }
    List<Object> asked =
        List.of(below, observations, List.copyOf(forgotten), experiments.size(), known);
    if (!asked.equals(question)) {
      question = asked;
      verdicts =
          unbegun.isEmpty()
              ? List.of()
              : without
                  .apply(forgotten)
                  .map(problem -> Retractions.review(below, unbegun, problem, memo))
                  .orElse(List.of());
    }
    return verdicts.stream().map(verdict -> decision(verdict, experiments)).toList();
  }

  private static Decision decision(Retractions.Verdict verdict, Experiments experiments) {
    return new Decision.Settle(
        verdict.experimentId(),
        ExperimentState.RETRACTED,
        experiments.find(verdict.experimentId()).orElseThrow().life().epoch(),
        "worth %.3g by now, what takes its place %.3g"
            .formatted(verdict.worth(), verdict.replacement()));
  }
}
