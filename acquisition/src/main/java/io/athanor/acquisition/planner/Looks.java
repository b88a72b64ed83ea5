package io.athanor.acquisition.planner;

import io.athanor.acquisition.planner.PlanningProblem.Measurement;
import io.athanor.acquisition.planner.acquisition.Outcome;
import io.athanor.acquisition.planner.acquisition.View;
import io.athanor.acquisition.planner.numeric.Leading;
import io.athanor.acquisition.planner.numeric.Seeds;
import io.athanor.acquisition.planner.objective.TargetTransform;
import io.athanor.acquisition.planner.posterior.GaussianMixture;
import io.athanor.acquisition.planner.posterior.MixtureBounds;
import io.athanor.acquisition.planner.space.FeatureMatrix;
import java.util.Arrays;
import java.util.List;

/** What a first look at all candidates says of one objective, in the objective's unit. */
final class Looks {
  /** Deviations that count in favour of what was only looked at. */
  static final double OPTIMISM = 3;

  private final PlanningProblem problem;
  private final Field field;
  private final int objective;
  private final TargetTransform transform;
  private final MixtureBounds bounds;

  /**
   * Takes the look.
   *
   * @param sketch observations to look with
   */
  Looks(PlanningProblem problem, PlannerMemo memo, Field field, int objective, int sketch) {
    this.problem = problem;
    this.field = field;
    this.objective = objective;
    List<Measurement> history = problem.history(objective);
    FeatureMatrix seen =
        field.features().select(history.stream().map(m -> field.rowOf(m.candidate())).toList());
    GaussianMixture mixture = memo.bare(objective, field);
    mixture.observe(
        seen,
        history.stream().mapToDouble(Measurement::value).toArray(),
        history.stream().mapToDouble(Measurement::variance).toArray());
    this.transform = mixture.transform();
    this.bounds = new MixtureBounds(mixture, seen, field.features(), sketch);
  }

  /** Makes means exact at these rows. */
  void settle(int[] rows) {
    bounds.settle(rows);
  }

  /** How good each candidate may be: mean + 3 deviations. A guess, no bound. */
  double[] optimistic() {
    double[] means = inUnits(bounds.means());
    double[] deviations = scaled(bounds.deviations(false));
    Outcome outcome =
        Outcome.marginal(problem.objectives().get(objective).goal(), means, deviations);
    double[] scores = new double[means.length];
    Arrays.setAll(scores, row -> outcome.optimistic(row, OPTIMISM));
    return scores;
  }

  /**
   * The strategy's function where means and deviations are as high as they can be.
   *
   * @param incumbents observed rows that the function compares with
   */
  double[] highest(Strategy strategy, int[] incumbents, long seed) {
    double[] means = inUnits(bounds.highest());
    double[] exact = inUnits(bounds.observedMeans());
    List<Measurement> history = problem.history(objective);
    for (int i = 0; i < exact.length; i++) {
      means[field.rowOf(history.get(i).candidate())] = exact[i];
    }
    double[] deviations = Valuation.weighed(problem, strategy, scaled(bounds.deviations(true)));
    View view =
        View.of(
            Outcome.marginal(problem.goal(), means, deviations), incumbents, field.selectable());
    return Functions.of(problem, strategy.acquisition(), view)
        .values(view, Seeds.stream(seed, strategy.acquisition().label()));
  }

  /** Of observed rows, which are ascending, those with the best posterior means. */
  int[] incumbents(int[] observed, int count) {
    double[] scores = new double[field.points().size()];
    // in transformed units, where more is better
    double[] exact = bounds.observedMeans();
    List<Measurement> history = problem.history(objective);
    for (int i = 0; i < exact.length; i++) {
      scores[field.rowOf(history.get(i).candidate())] = exact[i];
    }
    return Leading.rows(observed, scores, count);
  }

  private double[] inUnits(double[] means) {
    for (int i = 0; i < means.length; i++) {
      means[i] = transform.toObjective(means[i]);
    }
    return means;
  }

  private double[] scaled(double[] deviations) {
    for (int i = 0; i < deviations.length; i++) {
      deviations[i] *= transform.scale();
    }
    return deviations;
  }
}
