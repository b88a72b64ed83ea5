package io.athanor.acquisition.planner;

import io.athanor.acquisition.planner.objective.Goal;
import io.athanor.acquisition.planner.space.Point;
import io.athanor.acquisition.planner.space.SearchSpace;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * All that a choice depends on. Candidates are named by index: into the pool's points, or, in a
 * process space, into {@code trials}.
 *
 * @param space where to choose from
 * @param trials process space: every point proposed so far; empty for a pool
 * @param goal what better means
 * @param policy how to choose
 * @param history measured objective values, in the order they became known
 * @param pending candidates whose result is awaited, or that were tried without one
 * @param unavailable candidates that must not be chosen (again)
 * @param campaignSeed seed of the campaign
 * @param ordinal 0-based number of the next proposal in its campaign
 */
public record PlanningProblem(
    SearchSpace space,
    List<Point> trials,
    Goal goal,
    Policy policy,
    List<Measurement> history,
    List<Integer> pending,
    Set<Integer> unavailable,
    long campaignSeed,
    int ordinal) {
  /**
   * One objective value.
   *
   * @param candidate index of the candidate
   * @param value in the objective's unit, finite
   */
  public record Measurement(int candidate, double value) {
    /** Refuses what is no number. */
    public Measurement {
      if (candidate < 0 || !Double.isFinite(value)) {
        throw new IllegalArgumentException(
            "measurement: candidate %d, value %s".formatted(candidate, value));
      }
    }
  }

  /** Copies and checks. */
  public PlanningProblem {
    Objects.requireNonNull(space, "space");
    Objects.requireNonNull(goal, "goal");
    Objects.requireNonNull(policy, "policy");
    trials = List.copyOf(trials);
    history = List.copyOf(history);
    pending = List.copyOf(pending);
    unavailable = Set.copyOf(unavailable);
    int known = space instanceof SearchSpace.Pool pool ? pool.points().size() : trials.size();
    history.forEach(measurement -> Objects.checkIndex(measurement.candidate(), known));
    pending.forEach(candidate -> Objects.checkIndex(candidate, known));
    if (ordinal < 0) {
      throw new IllegalArgumentException("ordinal must not be negative, was " + ordinal);
    }
  }
}
