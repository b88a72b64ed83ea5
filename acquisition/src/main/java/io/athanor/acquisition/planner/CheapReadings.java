package io.athanor.acquisition.planner;

import io.athanor.acquisition.planner.PlanningProblem.Measurement;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What is known of the first objective at the cheap fidelity.
 *
 * @param history values, in the order they became known
 * @param tried candidates that were proposed at it or measured by it: it teaches no more of them
 */
public record CheapReadings(List<Measurement> history, Set<Integer> tried) {
  /** Copies. */
  public CheapReadings {
    history = List.copyOf(history);
    tried = Set.copyOf(tried);
  }

  /** Nothing. */
  public static CheapReadings none() {
    return new CheapReadings(List.of(), Set.of());
  }

  /** Candidates tried whose value is not known, ascending. */
  List<Integer> awaited() {
    Set<Integer> measured = measured();
    return tried.stream().filter(each -> !measured.contains(each)).sorted().toList();
  }

  /** The same as if nothing were awaited. */
  CheapReadings awaitingNothing() {
    return new CheapReadings(history, measured());
  }

  /** The same once one more candidate has been proposed at it. */
  CheapReadings trying(int candidate) {
    Set<Integer> more = new HashSet<>(tried);
    more.add(candidate);
    return new CheapReadings(history, more);
  }

  private Set<Integer> measured() {
    return history.stream().map(Measurement::candidate).collect(Collectors.toSet());
  }
}
