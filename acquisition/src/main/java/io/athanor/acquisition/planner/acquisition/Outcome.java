package io.athanor.acquisition.planner.acquisition;

import io.athanor.acquisition.planner.numeric.NormalMath;
import io.athanor.acquisition.planner.numeric.Ranges;
import io.athanor.acquisition.planner.objective.Goal;
import java.util.Objects;
import java.util.Optional;

/**
 * Posterior of one measured property at every candidate: normal marginals, in the property's unit.
 * Nobody writes to the arrays after construction.
 *
 * @param goal what a better value is
 * @param means by row
 * @param deviations standard deviations of the noise-free property by row
 * @param noise standard deviation of the noise of one measurement
 * @param joint how rows depend on each other, where the model can tell
 */
public record Outcome(
    Goal goal, double[] means, double[] deviations, double noise, Optional<Joint> joint) {
  /** Checks shapes and signs. */
  public Outcome {
    Objects.requireNonNull(goal, "outcome.goal");
    Objects.requireNonNull(joint, "outcome.joint");
    if (means.length != deviations.length) {
      throw new IllegalArgumentException(
          "outcome.deviations must have %d rows, had %d"
              .formatted(means.length, deviations.length));
    }
    int wrong =
        Ranges.map(means.length, (from, to) -> wrong(means, deviations, from, to)).stream()
            .filter(row -> row >= 0)
            .findFirst()
            .orElse(-1);
    if (wrong >= 0) {
      throw new IllegalArgumentException(
          "outcome row %d must have a finite mean and a deviation of at least 0, had %s and %s"
              .formatted(wrong, means[wrong], deviations[wrong]));
    }
    if (!(noise >= 0)) {
      throw new IllegalArgumentException("outcome.noise must not be negative, was " + noise);
    }
  }

  private static int wrong(double[] means, double[] deviations, int from, int to) {
    for (int i = from; i < to; i++) {
      if (!(Math.abs(means[i]) <= Double.MAX_VALUE && deviations[i] >= 0)) {
        return i;
      }
    }
    return -1;
  }

  /** Marginals alone. */
  public static Outcome marginal(Goal goal, double[] means, double[] deviations) {
    return new Outcome(goal, means, deviations, 0, Optional.empty());
  }

  /** The same property believed with other deviations, as after awaiting further experiments. */
  public Outcome withDeviations(double[] others) {
    return new Outcome(goal, means, others, noise, joint);
  }

  /** How good the mean is; more is better. */
  public double merit(int row) {
    return goal.merit(means[row]);
  }

  /** Merit with the deviation counted in its favour. */
  public double optimistic(int row, double kappa) {
    return merit(row) + kappa * deviations[row];
  }

  /**
   * Mean of the merit. Differs from the merit of the mean only where a window or a target is
   * wanted: there the merit is minus a distance, with E(z - c)+ = h(-c) on either side.
   */
  public double expectedMerit(int row) {
    return expectedMerit(goal, means[row], deviations[row]);
  }

  /** Mean of the merit of a normal. */
  static double expectedMerit(Goal goal, double mean, double deviation) {
    Optional<Window> wanted = Window.wanted(goal);
    if (wanted.isEmpty() || deviation == 0) {
      return goal.merit(mean);
    }
    double below = (wanted.get().low() - mean) / deviation;
    double above = (mean - wanted.get().high()) / deviation;
    return -deviation
        * (StrictMath.exp(NormalMath.logImprovement(below))
            + StrictMath.exp(NormalMath.logImprovement(above)));
  }

  /** Standard deviation of the merit; E(z - c)+^2 = (1 + c^2) Phi(-c) - c phi(c) on either side. */
  public double meritDeviation(int row) {
    Optional<Window> wanted = Window.wanted(goal);
    if (wanted.isEmpty() || deviations[row] == 0) {
      return deviations[row];
    }
    double first = expectedMerit(row) / deviations[row];
    double second =
        square((means[row] - wanted.get().low()) / deviations[row])
            + square((wanted.get().high() - means[row]) / deviations[row]);
    return deviations[row] * Math.sqrt(Math.max(0, second - first * first));
  }

  private static double square(double c) {
    return c == Double.POSITIVE_INFINITY
        ? 0
        : (1 + c * c) * NormalMath.distribution(-c) - c * NormalMath.density(c);
  }

  /**
   * The joint posterior.
   *
   * @throws IllegalArgumentException if there is none
   */
  public Joint requireJoint() {
    return joint.orElseThrow(
        () -> new IllegalArgumentException("outcome.joint is needed by this function"));
  }
}
