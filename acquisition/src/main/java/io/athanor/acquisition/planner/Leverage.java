package io.athanor.acquisition.planner;

import io.athanor.acquisition.planner.PlanningProblem.Measurement;
import io.athanor.acquisition.planner.objective.TargetTransform;
import java.util.Arrays;

/**
 * How much each measurement may have moved a choice, cheaply: an order in which to look closer,
 * never an answer. How far the means at the chosen row and at its runners-up would move if one
 * measurement were still awaited follows from the posterior covariance alone while hyperparameters
 * stay (leave-one-out identities of a Gaussian process; Rasmussen and Williams 2006, section
 * 5.4.2); where the covariance is another model's it is an approximation.
 */
public final class Leverage {
  private static final double LEAST_NOISE = 1e-9;
  private static final double LEAST_SHARE = 1e-3;

  private Leverage() {}

  /**
   * By measurement of the problem, in its order: the most that any runner-up would gain on the
   * choice, in the objective's unit. Zeros where no posterior decided; the other objectives count
   * by their own largest shift.
   *
   * @param memo as for {@link Planner#select}
   */
  public static double[] of(PlanningProblem problem, Choice choice, PlannerMemo memo) {
    double[] scores = new double[problem.history().size()];
    if (choice.belief().isEmpty() || choice.function().equals(Planner.INITIAL_DESIGN)) {
      return scores;
    }
    Field field = Round.of(problem, memo).field();
    Outlook outlook = Outlook.of(problem, memo, field).orElseThrow();
    int chosen = field.rowOf(choice);
    int[] rivals =
        choice.runnersUp().stream()
            .mapToInt(
                each -> each.candidate().orElseGet(() -> field.points().indexOf(each.point())))
            .toArray();
    for (int k = 0; k < problem.objectives().size(); k++) {
      score(problem, field, outlook.beliefs().get(k), k, chosen, rivals, scores);
    }
    return scores;
  }

  private static void score(
      PlanningProblem problem,
      Field field,
      Beliefs beliefs,
      int objective,
      int chosen,
      int[] rivals,
      double[] scores) {
    TargetTransform transform = beliefs.model().transform();
    double scale = transform.scale();
    double noise = Math.max(beliefs.model().noise() * beliefs.model().noise(), LEAST_NOISE);
    double[] own = beliefs.model().covarianceWith(chosen);
    double[][] others =
        Arrays.stream(rivals).mapToObj(beliefs.model()::covarianceWith).toArray(double[][]::new);
    for (int i = 0; i < scores.length; i++) {
      Measurement measurement = problem.history().get(i);
      if (measurement.objective() == objective) {
        int row = field.rowOf(measurement.candidate());
        double variance = beliefs.settled()[row] / scale * (beliefs.settled()[row] / scale);
        // of the value from what is believed without it
        double residual =
            (measurement.value() - beliefs.means()[row])
                / scale
                / Math.max(LEAST_SHARE, 1 - variance / noise);
        double mine = Math.abs(shift(own[row], residual, noise));
        double most = rivals.length == 0 ? mine : 0;
        for (double[] rival : others) {
          most =
              Math.max(
                  most,
                  Math.abs(shift(rival[row], residual, noise) - shift(own[row], residual, noise)));
        }
        scores[i] = most * scale;
      }
    }
  }

  /** Of the mean where the covariance with the measured row is this. */
  private static double shift(double covariance, double residual, double noise) {
    return covariance / noise * residual;
  }
}
