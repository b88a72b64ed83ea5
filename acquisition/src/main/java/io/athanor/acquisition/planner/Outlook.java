package io.athanor.acquisition.planner;

import io.athanor.acquisition.planner.PlanningProblem.Measurement;
import io.athanor.acquisition.planner.acquisition.Joint;
import io.athanor.acquisition.planner.acquisition.Outcome;
import io.athanor.acquisition.planner.acquisition.Requirement;
import io.athanor.acquisition.planner.acquisition.View;
import io.athanor.acquisition.planner.acquisition.Window;
import io.athanor.acquisition.planner.objective.Goal;
import io.athanor.acquisition.planner.objective.Objective;
import io.athanor.acquisition.planner.posterior.CandidateModel;
import io.athanor.acquisition.planner.space.FeatureMatrix;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * All that is believed of the candidates of one decision.
 *
 * @param objectives what is wanted
 * @param beliefs posterior of each, in the same order
 * @param observed rows of which the main objective was measured, in that order, without repeats
 * @param inside log probability by row that a limited objective keeps its limits, in the same
 *     order, where its zeros are modelled apart; else empty, and its belief says so
 * @param feasibility log probability by row that an experiment succeeds; empty while none failed
 */
record Outlook(
    List<Objective> objectives,
    List<Beliefs> beliefs,
    int[] observed,
    List<Optional<double[]>> inside,
    Optional<double[]> feasibility) {

  /**
   * Empty while some objective was never measured. Over a part of a field, what was observed counts
   * as observed only as far as it is in the part; the posterior knows all of it.
   */
  static Optional<Outlook> of(PlanningProblem problem, PlannerMemo memo, Field field) {
    Field whole = field.whole();
    List<Beliefs> beliefs = new ArrayList<>();
    List<Optional<double[]>> inside = new ArrayList<>();
    for (int i = 0; i < problem.objectives().size(); i++) {
      List<Measurement> history = problem.history(i);
      if (history.isEmpty()) {
        return Optional.empty();
      }
      FeatureMatrix seen =
          whole.features().select(history.stream().map(m -> whole.rowOf(m.candidate())).toList());
      double[] values = history.stream().mapToDouble(Measurement::value).toArray();
      List<Integer> pending = problem.pending(i).stream().map(whole::rowOf).toList();
      CandidateModel model = memo.model(i, field);
      model.observe(seen, values, history.stream().mapToDouble(Measurement::variance).toArray());
      List<Integer> cheaply = problem.cheap().awaited().stream().map(whole::rowOf).toList();
      beliefs.add(Beliefs.of(model, whole.features(), pending, cheaply));
      inside.add(memo.inside(i, field, seen, values, pending));
    }
    int[] observed =
        problem.history(0).stream()
            .mapToInt(m -> field.rowOf(m.candidate()))
            .filter(row -> row >= 0)
            .distinct()
            .toArray();
    return Optional.of(
        new Outlook(
            problem.objectives(), beliefs, observed, inside, memo.feasibility(problem, field)));
  }

  /** The main objective. */
  Beliefs main() {
    return beliefs.get(0);
  }

  /**
   * As acquisition functions see it: what is a window only, and what limits an objective, is
   * required; all else is to be improved. Where everything is a window, the main one stands as the
   * objective.
   */
  View view(int[] selectable) {
    List<Outcome> wanted = new ArrayList<>();
    List<Requirement> required = new ArrayList<>();
    for (int i = 0; i < objectives.size(); i++) {
      Objective objective = objectives.get(i);
      Outcome outcome = outcome(i);
      if (!(objective.goal() instanceof Goal.Window)) {
        wanted.add(outcome);
      }
      if (inside.get(i).isPresent()) {
        required.add(Requirement.likely(inside.get(i).get()));
      } else if (objective.isLimited()) {
        required.add(
            Requirement.inside(
                outcome,
                new Window(
                    objective.lower().orElse(Double.NEGATIVE_INFINITY),
                    objective.upper().orElse(Double.POSITIVE_INFINITY))));
      }
    }
    feasibility.ifPresent(log -> required.add(Requirement.likely(log)));
    if (wanted.isEmpty()) {
      wanted.add(outcome(0));
    }
    return new View(wanted, required, observed, selectable);
  }

  /** Best posterior mean of the main objective among what was measured. */
  OptionalDouble incumbent() {
    Goal goal = objectives.get(0).goal();
    OptionalDouble best = OptionalDouble.empty();
    for (int row : observed) {
      double mean = main().means()[row];
      if (best.isEmpty() || goal.merit(mean) > goal.merit(best.getAsDouble())) {
        best = OptionalDouble.of(mean);
      }
    }
    return best;
  }

  /** Belief of each objective at a row. */
  List<Choice.Belief> at(int row) {
    return beliefs.stream().map(each -> each.at(row)).toList();
  }

  /**
   * Probability that an experiment there succeeds and keeps all limits; empty where nothing does.
   */
  OptionalDouble feasibilityAt(int row) {
    boolean limited =
        feasibility.isPresent()
            || inside.stream().anyMatch(Optional::isPresent)
            || objectives.stream().anyMatch(Objective::isLimited);
    return limited
        ? OptionalDouble.of(StrictMath.exp(view(new int[0]).logFeasibility(row)))
        : OptionalDouble.empty();
  }

  private Outcome outcome(int i) {
    Beliefs belief = beliefs.get(i);
    return new Outcome(
        objectives.get(i).goal(),
        belief.means(),
        belief.deviations(),
        belief.noise(),
        Optional.of(Joint.of(belief.model())));
  }
}
