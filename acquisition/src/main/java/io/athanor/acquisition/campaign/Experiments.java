package io.athanor.acquisition.campaign;

import io.athanor.acquisition.planner.Fidelities;
import io.athanor.acquisition.planner.PlanningProblem.Measurement;
import io.athanor.event.ExperimentProgressed;
import io.athanor.event.ExperimentState;
import io.athanor.schemas.lifecycle.ExperimentLifecycle;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The experiments of one campaign, in the order of their proposal. Owned by its thread. */
final class Experiments {
  /** After so many failures a candidate is given up, whoever was at fault. */
  private static final int MOST_FAILURES = 3;

  private final Map<String, Experiment> byId = new LinkedHashMap<>();
  private int failures;

  /**
   * What the planner must know of them.
   *
   * @param pending candidates whose result is awaited, or that were tried without one
   * @param failed candidates among these whose experiment failed
   * @param unavailable candidates that must not be chosen (again)
   */
  record Standing(List<Integer> pending, Set<Integer> failed, Set<Integer> unavailable) {}

  Optional<Experiment> find(String experimentId) {
    return Optional.ofNullable(byId.get(experimentId));
  }

  Collection<Experiment> all() {
    return byId.values();
  }

  int size() {
    return byId.size();
  }

  int failures() {
    return failures;
  }

  void put(Experiment experiment) {
    byId.put(experiment.experimentId(), experiment);
  }

  /** The last one that proposed a candidate. */
  Optional<Experiment> latestOf(int candidate) {
    return byId.values().stream()
        .filter(each -> each.candidate() == candidate)
        .reduce((earlier, later) -> later);
  }

  /** To be done again, as it failed by no fault of its own, and not too often. */
  private boolean isExcused(Experiment experiment, Failures failures) {
    return experiment.failed()
        && failures.isRepeated(experiment.experimentId())
        && byId.values().stream()
                .filter(each -> each.failed() && each.candidate() == experiment.candidate())
                .count()
            < MOST_FAILURES;
  }

  /**
   * How many of the last proposals, one after the other, the critic blocked.
   *
   * @param first ordinal of the first that counts
   */
  int blockedInARow(int first) {
    int blocked = 0;
    for (Experiment experiment : byId.values()) {
      blocked = experiment.isBlocked() && experiment.ordinal() >= first ? blocked + 1 : 0;
    }
    return blocked;
  }

  Outcome move(ExperimentProgressed step) {
    Experiment experiment = byId.get(step.getExperimentId());
    if (experiment == null) {
      return new Outcome.Refused(
          "unknown-experiment", "experimentId", "the campaign has no such experiment");
    }
    ExperimentLifecycle.Transition transition = experiment.life().on(step);
    if (transition instanceof ExperimentLifecycle.Accepted accepted) {
      put(experiment.moved(accepted.next(), step.getMeta().getRecordedAt()));
      if (accepted.next().state() == ExperimentState.FAILED) {
        failures++;
      }
      return new Outcome.Accepted();
    }
    return transition instanceof ExperimentLifecycle.Refused refused
        ? new Outcome.Ignored(refused.reason())
        : new Outcome.Duplicate();
  }

  /** How many take a place now. */
  int open(Instant now, Duration grace, int objectives) {
    return (int) byId.values().stream().filter(e -> e.isOpen(now, grace, objectives)).count();
  }

  /** How many count against the budget. */
  int used() {
    return (int) byId.values().stream().filter(e -> !e.neverHappened()).count();
  }

  /** What those cost that count against the budget. */
  double spent(Fidelities levels) {
    return byId.values().stream()
        .filter(each -> !each.neverHappened())
        .mapToDouble(each -> levels.cost(each.fidelity()))
        .sum();
  }

  /**
   * Candidates that were proposed at the cheap level and not given back.
   *
   * @param forgotten experiments that are taken as if they had never been proposed
   */
  List<Integer> tried(Fidelities levels, Set<String> forgotten) {
    return byId.values().stream()
        .filter(each -> levels.isCheap(each.fidelity()) && !each.freesCandidate())
        .filter(each -> !forgotten.contains(each.experimentId()))
        .map(Experiment::candidate)
        .toList();
  }

  /**
   * As the planner sees them.
   *
   * @param forgotten experiments that are taken as if they had never been proposed
   * @param levels those at the cheap one are left out, but for what people do not want
   */
  Standing standing(
      List<Measurement> history,
      People people,
      Failures failures,
      Set<String> forgotten,
      Fidelities levels) {
    Set<Integer> measured = new HashSet<>();
    history.forEach(measurement -> measured.add(measurement.candidate()));
    Set<Integer> unavailable = new HashSet<>(measured);
    List<Integer> pending = new ArrayList<>();
    Set<Integer> failed = new HashSet<>();
    for (Experiment experiment : byId.values()) {
      if (forgotten.contains(experiment.experimentId())) {
        continue;
      }
      if (isExcused(experiment, failures)) {
        continue;
      }
      boolean unwanted = people.about(experiment.experimentId()).isUnwanted();
      if (levels.isCheap(experiment.fidelity())) {
        if (unwanted || experiment.isBlocked()) {
          unavailable.add(experiment.candidate());
        }
        continue;
      }
      if (!experiment.freesCandidate() || unwanted) {
        unavailable.add(experiment.candidate());
      }
      // what the critic blocked counts like what failed: its surroundings are unsuitable too
      boolean blocked = experiment.isBlocked() && experiment.life().isEnded();
      // open, or done without a result: either way its surroundings are no longer the least known
      // place
      if ((!experiment.neverHappened() || blocked) && !measured.contains(experiment.candidate())) {
        pending.add(experiment.candidate());
        boolean unsuitable =
            experiment.failed() && failures.isInfeasible(experiment.experimentId());
        if (unsuitable || blocked) {
          failed.add(experiment.candidate());
        }
      }
    }
    return new Standing(pending, failed, unavailable);
  }
}
