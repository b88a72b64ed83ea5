package io.athanor.acquisition.analysis.fork;

import io.athanor.acquisition.campaign.CampaignDefinition;
import io.athanor.acquisition.campaign.CampaignEvent;
import io.athanor.acquisition.planner.PlanningProblem.Measurement;
import io.athanor.acquisition.planner.space.Point;
import io.athanor.acquisition.topology.CampaignFold.Told;
import io.athanor.event.ExperimentProgressed;
import io.athanor.event.ExperimentState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

/**
 * What came of the experiments that a log knows, by candidate and in the order in which it arrived.
 * Facts from elsewhere count as one more experiment on their candidate.
 */
final class RecordedOutcomes {
  /** What an experiment gave. */
  sealed interface Result {}

  /**
   * Values.
   *
   * @param readings in recorded order
   */
  record Measured(List<Reading> readings) implements Result {
    Measured {
      readings = List.copyOf(readings);
    }
  }

  /**
   * Nothing.
   *
   * @param step in which it failed, as recorded
   */
  record Failed(ExperimentProgressed step) implements Result {}

  /**
   * One value.
   *
   * @param unit UCUM code
   * @param standardError in {@code unit}; 0 where nobody said
   */
  record Reading(String property, double value, String unit, double standardError) {}

  private final boolean pooled;
  private final Map<Object, List<Result>> results = new HashMap<>();
  private final List<Point> trials = new ArrayList<>();
  private final List<Measurement> history = new ArrayList<>();

  private record Experiment(Object place, int candidate, List<Reading> readings) {}

  RecordedOutcomes(CampaignDefinition definition, List<Told> told) {
    pooled = definition.space() instanceof CampaignDefinition.DeclaredPool;
    // all of them first: what was measured before the campaign may be told before its candidate
    Map<String, Integer> candidates = candidates(told);
    Map<String, Experiment> experiments = new HashMap<>();
    Map<String, Result> arrived = new LinkedHashMap<>();
    Map<String, Object> places = new HashMap<>();
    for (Told each : told) {
      if (each.event() instanceof CampaignEvent.ExperimentProposed proposed) {
        Object place = place(proposed.candidate(), proposed.point());
        experiments.put(
            proposed.experimentId(),
            new Experiment(place, proposed.candidate(), new ArrayList<>()));
        trials.add(proposed.point());
      } else if (each.event() instanceof CampaignEvent.ObservationReceived observation) {
        Optional<Experiment> known = observation.experimentId().map(experiments::get);
        OptionalInt candidate =
            known.isPresent()
                ? OptionalInt.of(known.get().candidate())
                : candidateOf(candidates, observation.candidateId());
        if (candidate.isPresent()) {
          String id = observation.experimentId().orElse("elsewhere " + observation.candidateId());
          Experiment experiment =
              experiments.computeIfAbsent(
                  id,
                  key ->
                      new Experiment(
                          candidate.getAsInt(), candidate.getAsInt(), new ArrayList<>()));
          take(definition, experiment, observation);
          arrived.put(id, new Measured(experiment.readings()));
          places.put(id, experiment.place());
        }
      } else if (each.event() instanceof CampaignEvent.ExperimentMoved moved
          && moved.step().getState() == ExperimentState.FAILED
          && experiments.containsKey(moved.step().getExperimentId())) {
        String id = moved.step().getExperimentId();
        arrived.putIfAbsent(id, new Failed(moved.step()));
        places.putIfAbsent(id, experiments.get(id).place());
      }
    }
    arrived.forEach(
        (id, result) ->
            results.computeIfAbsent(places.get(id), key -> new ArrayList<>()).add(result));
  }

  private static Map<String, Integer> candidates(List<Told> told) {
    Map<String, Integer> candidates = new HashMap<>();
    for (Told each : told) {
      if (each.event() instanceof CampaignEvent.CandidateAdmitted admitted) {
        candidates.merge(admitted.candidateId(), admitted.index(), Math::min);
      }
    }
    return candidates;
  }

  private static OptionalInt candidateOf(Map<String, Integer> candidates, String candidateId) {
    Integer index = candidates.get(candidateId);
    return index == null ? OptionalInt.empty() : OptionalInt.of(index);
  }

  private void take(
      CampaignDefinition definition,
      Experiment experiment,
      CampaignEvent.ObservationReceived observation) {
    experiment
        .readings()
        .add(
            new Reading(
                observation.property(),
                observation.value(),
                observation.unit(),
                observation.standardError()));
    OptionalInt objective = definition.objectiveOf(observation.property());
    if (objective.isPresent()) {
      double error = observation.standardError();
      history.add(
          new Measurement(
              experiment.candidate(), objective.getAsInt(), observation.value(), error * error));
    }
  }

  private Object place(int candidate, Point point) {
    return pooled ? (Object) candidate : point;
  }

  /** What experiments on a candidate gave, in recorded order; empty where none was done. */
  List<Result> of(int candidate, Point point) {
    return results.getOrDefault(place(candidate, point), List.of());
  }

  /** Candidates of the pool of which something was measured, or that failed. */
  Set<Integer> candidates() {
    Set<Integer> known = new TreeSet<>();
    results.keySet().stream()
        .filter(Integer.class::isInstance)
        .forEach(each -> known.add((Integer) each));
    return known;
  }

  /** Every setting proposed, by ordinal. */
  List<Point> trials() {
    return trials;
  }

  /** Values of one objective, oldest first. */
  List<Measurement> history(int objective) {
    return history.stream().filter(each -> each.objective() == objective).toList();
  }
}
