package io.athanor.acquisition.planner;

import io.athanor.acquisition.planner.objective.Goal;
import io.athanor.acquisition.planner.objective.Objective;
import io.athanor.acquisition.planner.space.Point;
import io.athanor.acquisition.planner.space.SearchSpace;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * All that a choice depends on. Candidates are named by index: into the pool's points, or, in a
 * process space, into {@code trials}.
 *
 * @param space where to choose from
 * @param trials process space: every point proposed so far; empty for a pool
 * @param objectives what is wanted, at least one; the first is the main one
 * @param policy how to choose
 * @param history measured values, in the order they became known
 * @param pending candidates whose result is awaited, or that were tried without one
 * @param failed candidates among the pending whose experiment failed: nothing more will come
 * @param unavailable candidates that must not be chosen (again)
 * @param budget experiments in all
 * @param campaignSeed seed of the campaign
 * @param ordinal 0-based number of the next proposal in its campaign
 * @param cheap what is known at the cheap fidelity, where the policy has one; nothing of it is in
 *     {@code history}, {@code pending}, {@code failed} or {@code unavailable}
 */
public record PlanningProblem(
    SearchSpace space,
    List<Point> trials,
    List<Objective> objectives,
    Policy policy,
    List<Measurement> history,
    List<Integer> pending,
    Set<Integer> failed,
    Set<Integer> unavailable,
    int budget,
    long campaignSeed,
    int ordinal,
    CheapReadings cheap) {
  /**
   * One measured value.
   *
   * @param candidate index of the candidate
   * @param objective index of the objective
   * @param value in the objective's unit, finite
   * @param variance squared standard error of the value, in squared objective units; 0 where
   *     unknown
   */
  public record Measurement(int candidate, int objective, double value, double variance) {
    /** Refuses what is no number. */
    public Measurement {
      if (candidate < 0 || objective < 0 || !Double.isFinite(value)) {
        throw new IllegalArgumentException(
            "measurement: candidate %d, objective %d, value %s"
                .formatted(candidate, objective, value));
      }
      if (!(variance >= 0) || Double.isInfinite(variance)) {
        throw new IllegalArgumentException(
            "measurement: variance must be finite and not negative, was " + variance);
      }
    }

    /** Of the first objective, with an error nobody knows. */
    public Measurement(int candidate, double value) {
      this(candidate, 0, value, 0);
    }
  }

  /** Copies and checks. */
  public PlanningProblem {
    Objects.requireNonNull(space, "space");
    Objects.requireNonNull(policy, "policy");
    Objects.requireNonNull(cheap, "cheap");
    trials = List.copyOf(trials);
    objectives = List.copyOf(objectives);
    history = List.copyOf(history);
    pending = List.copyOf(pending);
    failed = Set.copyOf(failed);
    unavailable = Set.copyOf(unavailable);
    if (objectives.isEmpty()) {
      throw new IllegalArgumentException("objectives must not be empty");
    }
    int known = space instanceof SearchSpace.Pool pool ? pool.points().size() : trials.size();
    int wanted = objectives.size();
    history.forEach(
        measurement -> {
          Objects.checkIndex(measurement.candidate(), known);
          Objects.checkIndex(measurement.objective(), wanted);
        });
    cheap.history().forEach(each -> Objects.checkIndex(each.candidate(), known));
    cheap.tried().forEach(candidate -> Objects.checkIndex(candidate, known));
    pending.forEach(candidate -> Objects.checkIndex(candidate, known));
    failed.forEach(candidate -> Objects.checkIndex(candidate, known));
    if (policy.costParameter().isPresent() && policy.costColumn(space.parameters()).isEmpty()) {
      throw new IllegalArgumentException(
          "policy.costParameter names no parameter: " + policy.costParameter().get());
    }
    if (budget < 1) {
      throw new IllegalArgumentException("budget must be at least 1, was " + budget);
    }
    if (ordinal < 0) {
      throw new IllegalArgumentException("ordinal must not be negative, was " + ordinal);
    }
  }

  /** Where all measure alike. */
  public PlanningProblem(
      SearchSpace space,
      List<Point> trials,
      List<Objective> objectives,
      Policy policy,
      List<Measurement> history,
      List<Integer> pending,
      Set<Integer> failed,
      Set<Integer> unavailable,
      int budget,
      long campaignSeed,
      int ordinal) {
    this(
        space,
        trials,
        objectives,
        policy,
        history,
        pending,
        failed,
        unavailable,
        budget,
        campaignSeed,
        ordinal,
        CheapReadings.none());
  }

  /** One objective without limits, nothing failed. */
  public static PlanningProblem single(
      SearchSpace space,
      List<Point> trials,
      Goal goal,
      Policy policy,
      List<Measurement> history,
      List<Integer> pending,
      Set<Integer> unavailable,
      int budget,
      long campaignSeed,
      int ordinal) {
    return new PlanningProblem(
        space,
        trials,
        List.of(Objective.of(goal)),
        policy,
        history,
        pending,
        Set.of(),
        unavailable,
        budget,
        campaignSeed,
        ordinal);
  }

  /** The same as if nothing were on its way. */
  PlanningProblem awaitingNothing() {
    return new PlanningProblem(
        space,
        trials,
        objectives,
        policy,
        history,
        List.of(),
        failed,
        unavailable,
        budget,
        campaignSeed,
        ordinal,
        cheap.awaitingNothing());
  }

  /** The main goal. */
  public Goal goal() {
    return objectives.get(0).goal();
  }

  /** Measurements of one objective, oldest first. */
  public List<Measurement> history(int objective) {
    return objectives.size() == 1
        ? history
        : history.stream().filter(each -> each.objective() == objective).toList();
  }

  /**
   * Candidates whose value of one objective is still unknown though they were tried: the pending
   * ones and those of which only other objectives were measured.
   */
  public List<Integer> pending(int objective) {
    if (objectives.size() == 1) {
      return pending;
    }
    Set<Integer> measured = new HashSet<>();
    history(objective).forEach(each -> measured.add(each.candidate()));
    List<Integer> missing =
        new ArrayList<>(pending.stream().filter(each -> !measured.contains(each)).toList());
    history.stream()
        .map(Measurement::candidate)
        .distinct()
        .filter(each -> !measured.contains(each) && !missing.contains(each))
        .forEach(missing::add);
    return missing;
  }
}
