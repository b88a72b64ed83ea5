package io.athanor.acquisition.planner;

import io.athanor.acquisition.planner.space.Point;
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
 * @param reason one sentence: why this function and surrogate; empty where the policy named them
 * @param beliefs posterior of each objective at the candidate, empty before there is one
 * @param forecast what a measurement of the candidate is expected to give, empty before there is a
 *     posterior
 * @param exploitation part of the value due to the mean, empty where the function has no such part
 * @param exploration part of the value due to the standard deviation
 * @param incumbent best posterior mean among measured candidates, in the objective's unit
 * @param feasibility probability that the experiment succeeds and keeps all limits; empty where
 *     nothing limits it
 * @param observations measurements behind the posterior
 * @param pending experiments awaited
 * @param seed seed of this choice
 * @param runnersUp the next best, best first
 * @param randomisation the part that chance had; empty where it had none, or where its odds are not
 *     known exactly
 * @param fidelity what it is to be measured at; empty where there is one way only
 * @param search how far a deadline let the posterior look; empty where the policy has none, or no
 *     posterior decided
 */
public record Choice(
    OptionalInt candidate,
    Point point,
    String function,
    double value,
    String reason,
    List<Belief> beliefs,
    Optional<Forecast> forecast,
    OptionalDouble exploitation,
    OptionalDouble exploration,
    OptionalDouble incumbent,
    OptionalDouble feasibility,
    int observations,
    int pending,
    long seed,
    List<RunnerUp> runnersUp,
    Optional<Randomisation> randomisation,
    Optional<FidelityPick> fidelity,
    Optional<Search> search) {
  /** Function of a choice that somebody else made. */
  public static final String GIVEN = "given";

  /** Function of a choice that answers a change in outcomes. */
  public static final String REFERENCE_SAMPLE = "reference-sample";

  /**
   * Posterior of the noise-free objective at a candidate.
   *
   * @param mean in the objective's unit
   * @param standardDeviation in the objective's unit
   */
  public record Belief(double mean, double standardDeviation) {}

  /**
   * Posterior predictive of one measurement, given what was measured: unlike in a {@link Belief},
   * experiments still running narrow nothing, as their results are not known yet.
   *
   * @param mean in the objective's unit
   * @param epistemic standard deviation of the noise-free objective, in the objective's unit: falls
   *     with data
   * @param aleatoric standard deviation of the noise of a measurement, in the objective's unit:
   *     does not
   */
  public record Forecast(double mean, double epistemic, double aleatoric) {
    /** Standard deviation of the measurement, in the objective's unit. */
    public double deviation() {
      // not hypot, whose last bit may differ between machines
      return Math.sqrt(epistemic * epistemic + aleatoric * aleatoric);
    }
  }

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

  /**
   * Of a person, not of a planner.
   *
   * @param reason who asked for it
   */
  public static Choice given(
      OptionalInt candidate, Point point, String reason, int observations, long seed) {
    return answer(GIVEN, candidate, point, reason, observations, seed);
  }

  /**
   * A known candidate that is measured again to see whether the instrument moved.
   *
   * @param reason what moved
   */
  public static Choice reference(
      OptionalInt candidate, Point point, String reason, int observations, long seed) {
    return answer(REFERENCE_SAMPLE, candidate, point, reason, observations, seed);
  }

  private static Choice answer(
      String function,
      OptionalInt candidate,
      Point point,
      String reason,
      int observations,
      long seed) {
    return new Choice(
        candidate,
        point,
        function,
        0,
        reason,
        List.of(),
        Optional.empty(),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        observations,
        0,
        seed,
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** The same, to be measured at a fidelity. */
  public Choice at(FidelityPick pick) {
    return with(Optional.of(pick), search);
  }

  /** The same, found by a search that a deadline bounded. */
  public Choice by(Search bounded) {
    return with(fidelity, Optional.of(bounded));
  }

  private Choice with(Optional<FidelityPick> pick, Optional<Search> bounded) {
    return new Choice(
        candidate,
        point,
        function,
        value,
        reason,
        beliefs,
        forecast,
        exploitation,
        exploration,
        incumbent,
        feasibility,
        observations,
        pending,
        seed,
        runnersUp,
        randomisation,
        pick,
        bounded);
  }

  /** Whether it is to be measured at the cheap fidelity. */
  public boolean isCheap() {
    return fidelity.filter(FidelityPick::cheap).isPresent();
  }

  /** Copies. */
  public Choice {
    beliefs = List.copyOf(beliefs);
    runnersUp = List.copyOf(runnersUp);
  }

  /** Probability with which it was chosen, where chance had a part and its odds are known. */
  public OptionalDouble propensity() {
    return randomisation.isPresent() && candidate.isPresent()
        ? OptionalDouble.of(randomisation.get().propensity(candidate.getAsInt()))
        : OptionalDouble.empty();
  }

  /** Whether somebody asked for it, or a change in outcomes did: no planner weighed it. */
  public boolean isGiven() {
    return function.equals(GIVEN) || function.equals(REFERENCE_SAMPLE);
  }

  /** Whether a posterior decided: not a design rule, a draw, or a person. */
  public boolean hasPosterior() {
    return !isGiven()
        && !function.equals(Planner.INITIAL_DESIGN)
        && !function.equals(Policy.Acquisition.RANDOM.label());
  }

  /** Posterior of the main objective at the candidate, empty before there is one. */
  public Optional<Belief> belief() {
    return beliefs.stream().findFirst();
  }
}
