package io.athanor.acquisition.planner;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * The chosen candidate and why.
 *
 * @param candidate index into the pool; empty for a new point of a process space
 * @param point its setting
 * @param function name of the acquisition function, 'initial-design' before the posterior decides
 * @param value value of the function; the objective's unit, logarithmic for LogEI, a distance for
 *     the initial design
 * @param belief posterior at the candidate, empty before there is one
 * @param exploitation part of the value due to the mean, empty where the function has no such part
 * @param exploration part of the value due to the standard deviation
 * @param incumbent best posterior mean among measured candidates, in the objective's unit
 * @param observations measurements behind the posterior
 * @param pending experiments awaited
 * @param seed seed of this choice
 * @param runnersUp the next best, best first
 */
public record Choice(
    OptionalInt candidate,
    Point point,
    String function,
    double value,
    Optional<Belief> belief,
    OptionalDouble exploitation,
    OptionalDouble exploration,
    OptionalDouble incumbent,
    int observations,
    int pending,
    long seed,
    List<RunnerUp> runnersUp) {
  /**
   * Posterior of the noise-free objective at a candidate.
   *
   * @param mean in the objective's unit
   * @param standardDeviation in the objective's unit
   */
  public record Belief(double mean, double standardDeviation) {}

  /**
   * A candidate that nearly won.
   *
   * @param candidate index into the pool; empty for a new point of a process space
   * @param point its setting
   * @param value acquisition value
   * @param belief posterior there
   */
  public record RunnerUp(
      OptionalInt candidate, Point point, double value, Optional<Belief> belief) {}

  /** Copies. */
  public Choice {
    runnersUp = List.copyOf(runnersUp);
  }
}
