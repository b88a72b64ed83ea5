package io.athanor.acquisition.campaign;

import io.athanor.acquisition.campaign.CampaignEvent.ObservationReceived;
import io.athanor.acquisition.conformal.ServedInterval;
import io.athanor.acquisition.planner.CheapReadings;
import io.athanor.acquisition.planner.PlanningProblem.Measurement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What was measured in one campaign, each fact once. What was measured before the campaign may be
 * told before its candidate is here, and counts from then on. Part of the aggregate: owned by its
 * thread.
 */
final class Readings {
  private final Candidates candidates;
  private final Experiments experiments;
  private final Forecasts forecasts;
  private final List<Measurement> history = new ArrayList<>();
  private final List<ObservationReceived> sources = new ArrayList<>();
  private final Set<List<String>> facts = new HashSet<>();
  private final Map<String, List<ObservationReceived>> early = new HashMap<>();
  private final Surveillance surveillance = new Surveillance();
  private final CheapHistory cheap = new CheapHistory();

  Readings(Candidates candidates, Experiments experiments, Forecasts forecasts) {
    this.candidates = candidates;
    this.experiments = experiments;
    this.forecasts = forecasts;
  }

  /**
   * Measurements of what is wanted, in the order in which they began to count, with what they count
   * less since outcomes changed.
   */
  List<Measurement> history() {
    return surveillance.weighed(history, sources);
  }

  /** Whether outcomes are what was forecast. */
  Surveillance surveillance() {
    return surveillance;
  }

  /** What each measurement was told by. */
  List<ObservationReceived> sources() {
    return Collections.unmodifiableList(sources);
  }

  /**
   * What is known at the cheap fidelity.
   *
   * @param forgotten experiments that are taken as if they had never been proposed
   */
  CheapReadings cheap(CampaignDefinition definition, Set<String> forgotten) {
    return cheap.readings(experiments, definition.policy().fidelities(), forgotten);
  }

  /** How many values are known at the cheap fidelity. */
  int cheapSize() {
    return cheap.size();
  }

  /** How many measurements count. */
  int size() {
    return history.size();
  }

  /** Measurements of the main objective. */
  List<Measurement> main() {
    return history.stream().filter(measurement -> measurement.objective() == 0).toList();
  }

  Outcome observe(ObservationReceived observation, CampaignDefinition definition) {
    List<String> fact = List.of(observation.readingId(), observation.property());
    if (facts.contains(fact)) {
      return new Outcome.Duplicate();
    }
    if (!Double.isFinite(observation.value())) {
      return new Outcome.Refused("not-finite", "quantity.value", "the value is no finite number");
    }
    Optional<Outcome> refusal = CheapHistory.refusal(observation, definition);
    if (refusal.isPresent()) {
      return refusal.get();
    }
    Optional<Experiment> experiment = observation.experimentId().flatMap(experiments::find);
    OptionalInt candidate =
        experiment
            .map(known -> OptionalInt.of(known.candidate()))
            .orElseGet(() -> candidates.indexOf(observation.candidateId()));
    if (candidate.isPresent()) {
      facts.add(fact);
      return new Outcome.Accepted(
          measure(observation, candidate.getAsInt(), experiment, definition), surveillance.said());
    }
    if (isFilling(definition) && observation.experimentId().isEmpty()) {
      facts.add(fact);
      early.computeIfAbsent(observation.candidateId(), id -> new ArrayList<>()).add(observation);
      return new Outcome.Accepted();
    }
    return new Outcome.Refused(
        "unknown-candidate",
        "candidateId",
        "neither the pool nor an experiment has this candidate");
  }

  /** A candidate is here: what was told of it before counts. */
  List<IntervalTest> admitted(String candidateId, CampaignDefinition definition) {
    List<ObservationReceived> waiting = early.remove(candidateId);
    if (waiting == null) {
      return List.of();
    }
    int place = candidates.indexOf(candidateId).orElseThrow();
    return waiting.stream()
        .flatMap(each -> measure(each, place, Optional.empty(), definition).stream())
        .toList();
  }

  private boolean isFilling(CampaignDefinition definition) {
    return definition.space() instanceof CampaignDefinition.DeclaredPool && !candidates.isClosed();
  }

  private List<IntervalTest> measure(
      ObservationReceived observation,
      int candidate,
      Optional<Experiment> experiment,
      CampaignDefinition definition) {
    List<IntervalTest> tested = new ArrayList<>();
    if (CheapHistory.isCheap(observation, experiment, definition)) {
      if (definition.objectiveOf(observation.property()).isPresent()) {
        cheap.add(measurement(observation, candidate, 0));
        experiment.ifPresent(known -> experiments.put(known.withObservation(0)));
      }
      return tested;
    }
    forecasts.observed(candidates.prediction(candidate), observation).ifPresent(tested::add);
    OptionalInt objective = definition.objectiveOf(observation.property());
    if (objective.isPresent()) {
      int which = objective.getAsInt();
      if (which == 0) {
        Optional<ServedInterval> served = served(candidate, experiment);
        Optional<IntervalTest> test = forecasts.measured(candidate, served, observation);
        test.ifPresent(tested::add);
        test.filter(IntervalTest.OfCampaign.class::isInstance)
            .map(IntervalTest.OfCampaign.class::cast)
            .ifPresent(surveillance::covered);
        survey(observation, experiment, test.flatMap(each -> served), definition);
      }
      history.add(measurement(observation, candidate, which));
      sources.add(observation);
      experiment.ifPresent(known -> experiments.put(known.withObservation(which)));
    }
    return tested;
  }

  private static Measurement measurement(
      ObservationReceived observation, int candidate, int objective) {
    double error = observation.standardError();
    return new Measurement(candidate, objective, observation.value(), error * error);
  }

  private void survey(
      ObservationReceived observation,
      Optional<Experiment> experiment,
      Optional<ServedInterval> met,
      CampaignDefinition definition) {
    String origin = experiment.map(Experiment::experimentId).orElse(observation.readingId());
    surveillance.read(observation, history.size());
    met.ifPresent(
        each -> surveillance.outcome(observation, origin, each, history.size(), definition));
    surveillance.answered(observation, origin, history, definition);
  }

  /** The interval of this experiment, or of the last one that proposed the candidate. */
  private Optional<ServedInterval> served(int candidate, Optional<Experiment> experiment) {
    return experiment.or(() -> experiments.latestOf(candidate)).flatMap(Experiment::interval);
  }
}
