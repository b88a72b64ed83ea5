package io.athanor.acquisition.planner;

import io.athanor.acquisition.planner.PlanningProblem.Measurement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

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
    Set<Integer> measured = new HashSet<>();
    history.forEach(each -> measured.add(each.candidate()));
    return new TreeSet<>(tried).stream().filter(each -> !measured.contains(each)).toList();
  }

  /** The same once one more candidate has been proposed at it. */
  CheapReadings trying(int candidate) {
    List<Integer> more = new ArrayList<>(tried);
    more.add(candidate);
    return new CheapReadings(history, Set.copyOf(new TreeSet<>(more)));
  }
}
