package io.athanor.acquisition.planner;

import io.athanor.acquisition.planner.numeric.Seeds;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;

/**
 * The epsilon-greedy mixture: now and then a uniform pick, so that every candidate has known odds
 * and other policies can be judged from this one's log.
 */
final class Exploration {
  private Exploration() {}

  /** Uniform scores of all rows: the highest of them is a uniform pick. */
  static double[] uniform(Field field, long seed) {
    SplittableRandom random = Seeds.stream(seed, "uniform");
    double[] scores = new double[field.points().size()];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = random.nextDouble();
    }
    return scores;
  }

  /** What chance had to do with the best of these values; empty where it had nothing. */
  static Optional<Randomisation> odds(PlanningProblem problem, Field field, double[] values) {
    double epsilon = problem.policy().exploration();
    if (epsilon == 0 || !field.pool()) {
      return Optional.empty();
    }
    return Optional.of(
        new Randomisation(
            epsilon,
            (int)
                Arrays.stream(field.selectable())
                    .filter(row -> isAllowed(problem, values, row))
                    .count(),
            OptionalInt.of(field.best(values, 1).get(0))));
  }

  /** Of a pick that is uniform by itself; nobody can tell the odds of points drawn anew. */
  static Optional<Randomisation> uniformOdds(Field field) {
    return field.pool()
        ? Optional.of(Randomisation.uniform(field.selectable().length))
        : Optional.empty();
  }

  /** Uniform scores in place of these values, if this is a time to explore. */
  static Optional<double[]> instead(
      PlanningProblem problem, Field field, double[] values, long seed) {
    double epsilon = problem.policy().exploration();
    if (epsilon == 0 || Seeds.stream(seed, "exploration").nextDouble() >= epsilon) {
      return Optional.empty();
    }
    double[] scores = uniform(field, seed);
    for (int row : field.selectable()) {
      if (!isAllowed(problem, values, row)) {
        scores[row] = Double.NEGATIVE_INFINITY;
      }
    }
    return Optional.of(scores);
  }

  /** What is not safe is not explored either; other functions leave rows out to save time only. */
  private static boolean isAllowed(PlanningProblem problem, double[] values, int row) {
    return !problem.policy().safe() || values[row] > Double.NEGATIVE_INFINITY;
  }
}
