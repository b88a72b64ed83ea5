package io.athanor.acquisition.planner.acquisition;

import io.athanor.acquisition.planner.numeric.NormalMath;
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
  private static final double MEAN_OF_HALF_NORMAL = Math.sqrt(2 / Math.PI);

  /** Checks shapes and signs. */
  public Outcome {
    Objects.requireNonNull(goal, "outcome.goal");
    Objects.requireNonNull(joint, "outcome.joint");
    if (means.length != deviations.length) {
      throw new IllegalArgumentException(
          "outcome.deviations must have %d rows, had %d"
              .formatted(means.length, deviations.length));
    }
    for (int i = 0; i < means.length; i++) {
      if (!Double.isFinite(means[i]) || !(deviations[i] >= 0)) {
        throw new IllegalArgumentException(
            "outcome row %d must have a finite mean and a deviation of at least 0, had %s and %s"
                .formatted(i, means[i], deviations[i]));
      }
    }
    if (!(noise >= 0)) {
      throw new IllegalArgumentException("outcome.noise must not be negative, was " + noise);
    }
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
   * Mean of the merit. Differs from the merit of the mean only with a target value, where the merit
   * is a folded normal (Leone, Nelson and Nottingham 1961).
   */
  public double expectedMerit(int row) {
    if (!(goal instanceof Goal.Target) || deviations[row] == 0) {
      return merit(row);
    }
    double u = -merit(row) / deviations[row];
    return -deviations[row]
        * (MEAN_OF_HALF_NORMAL * StrictMath.exp(-0.5 * u * u)
            + u * (1 - 2 * NormalMath.distribution(-u)));
  }

  /** Standard deviation of the merit. */
  public double meritDeviation(int row) {
    if (!(goal instanceof Goal.Target)) {
      return deviations[row];
    }
    double centre = expectedMerit(row);
    double second = merit(row) * merit(row) + deviations[row] * deviations[row];
    return Math.sqrt(Math.max(0, second - centre * centre));
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
