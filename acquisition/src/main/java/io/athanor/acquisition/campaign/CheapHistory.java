package io.athanor.acquisition.campaign;

import io.athanor.acquisition.campaign.CampaignEvent.ObservationReceived;
import io.athanor.acquisition.planner.CheapReadings;
import io.athanor.acquisition.planner.Fidelities;
import io.athanor.acquisition.planner.PlanningProblem.Measurement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Values of the main objective at the cheap fidelity, apart from the measurements that count: they
 * are no outcome to test an interval or a model by, and nobody else learns from them. Part of the
 * aggregate: owned by its thread.
 */
final class CheapHistory {
  private final List<Measurement> history = new ArrayList<>();

  /** Why a value counts at no level; empty where it does. */
  static Optional<Outcome> refusal(ObservationReceived observation, CampaignDefinition definition) {
    Optional<String> method = observation.computedBy();
    Fidelities levels = definition.policy().fidelities();
    if (method.isEmpty() || levels.ofMethod(method.get()).isPresent()) {
      return Optional.empty();
    }
    return Optional.of(
        levels.isEmpty()
            ? new Outcome.Ignored("a computation is no measurement of this campaign")
            : new Outcome.Refused(
                "invalid-field",
                "method",
                "none of the campaign's fidelities names the method '%s'".formatted(method.get())));
  }

  /**
   * Whether a value is of the cheap level: as its method or instrument says, else its experiment.
   *
   * @param asked the experiment it is the outcome of
   */
  static boolean isCheap(
      ObservationReceived observation, Optional<Experiment> asked, CampaignDefinition definition) {
    Fidelities levels = definition.policy().fidelities();
    OptionalInt said =
        observation
            .computedBy()
            .map(levels::ofMethod)
            .orElseGet(
                () ->
                    observation
                        .instrumentId()
                        .map(levels::ofInstrument)
                        .orElseGet(OptionalInt::empty));
    return said.isPresent()
        ? said.getAsInt() == Fidelities.CHEAP
        : levels.isCheap(asked.flatMap(Experiment::fidelity));
  }

  void add(Measurement measurement) {
    history.add(measurement);
  }

  int size() {
    return history.size();
  }

  /**
   * What the planner is told.
   *
   * @param forgotten experiments that are taken as if they had never been proposed
   */
  CheapReadings readings(Experiments experiments, Fidelities levels, Set<String> forgotten) {
    if (levels.isEmpty()) {
      return CheapReadings.none();
    }
    Set<Integer> tried = new HashSet<>(experiments.tried(levels, forgotten));
    history.forEach(each -> tried.add(each.candidate()));
    return new CheapReadings(history, tried);
  }
}
