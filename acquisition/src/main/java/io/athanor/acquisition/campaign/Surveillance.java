package io.athanor.acquisition.campaign;

import io.athanor.acquisition.campaign.CampaignEvent.ObservationReceived;
import io.athanor.acquisition.conformal.ServedInterval;
import io.athanor.acquisition.drift.CoverageObjective;
import io.athanor.acquisition.drift.Discount;
import io.athanor.acquisition.drift.DriftAlarm;
import io.athanor.acquisition.drift.ModelAlarms;
import io.athanor.acquisition.drift.Movement;
import io.athanor.acquisition.drift.Residual;
import io.athanor.acquisition.drift.ResidualWatch;
import io.athanor.acquisition.planner.PlanningProblem.Measurement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Whether outcomes of the main objective are still what was forecast, and what the campaign does
 * where they are not: with terms, outcomes on the wrong side of the change count less and a known
 * candidate is measured again, whose outcome says whether it was the instrument. A function of the
 * events folded. Part of the aggregate: owned by its thread.
 */
final class Surveillance {
  private final Map<String, Integer> numberOf = new HashMap<>();
  private final Map<String, Integer> firstOf = new HashMap<>();
  private final Map<String, Integer> firstForecast = new HashMap<>();
  private final List<Change> changes = new ArrayList<>();
  private final List<DriftAlarm> alarms = new ArrayList<>();
  private Optional<ResidualWatch> watch = Optional.empty();
  private CoverageObjective coverage = CoverageObjective.KEPT;

  /** An outcome of the main objective, and what its experiment had been expected to give. */
  void outcome(
      ObservationReceived observation,
      String origin,
      ServedInterval served,
      int number,
      CampaignDefinition definition) {
    Optional<Residual> residual =
        Forecasts.residual(served.own(), observation.value(), observation.instrumentId(), origin);
    if (residual.isEmpty()) {
      return;
    }
    numberOf.put(origin, number);
    observation.instrumentId().ifPresent(id -> firstForecast.putIfAbsent(id, number));
    ResidualWatch.Step step =
        watch.orElseGet(() -> ResidualWatch.begin(definition.seed())).after(residual.get());
    watch = Optional.of(step.watch());
    step.found().ifPresent(found -> changed(found, origin, definition));
  }

  /** A reading of the main objective by an instrument, forecast or not. */
  void read(ObservationReceived observation, int number) {
    observation.instrumentId().ifPresent(id -> firstOf.putIfAbsent(id, number));
  }

  /** What the campaign's intervals have come to. */
  void covered(IntervalTest.OfCampaign test) {
    CoverageObjective.Step step = coverage.after(test.ledger(), test.ledger().repairedCoverage());
    coverage = step.objective();
    if (step.word() != CoverageObjective.Word.NONE) {
      alarms.add(
          ModelAlarms.coverage(
              test.ledger(),
              test.ledger().repairedCoverage().orElseThrow(),
              step.word() == CoverageObjective.Word.NOT_HELD,
              test.property(),
              List.of(DriftAlarm.WIDER_INTERVALS, DriftAlarm.ALERT)));
    }
  }

  private void changed(ResidualWatch.Found found, String origin, CampaignDefinition definition) {
    Movement movement = found.movement();
    int first = first(movement);
    Optional<Discount> discount =
        definition
            .drift()
            .filter(DriftTerms::forget)
            .flatMap(terms -> Discount.of(movement, terms.factor(), first));
    List<String> answers = new ArrayList<>(List.of(DriftAlarm.WIDER_INTERVALS));
    discount.map(Discount::answer).ifPresent(answers::add);
    if (definition.drift().isPresent()) {
      changes.add(Change.found(movement, discount, first, origin));
      answers.add(DriftAlarm.REFERENCE_SAMPLE);
    }
    answers.add(DriftAlarm.ALERT);
    alarms.add(
        ModelAlarms.residuals(
            found, movement.instrumentId(), definition.property(), definition.unit(), answers));
  }

  /** Number of the first outcome since; an instrument that was always off began with its first. */
  private int first(Movement movement) {
    int number = numberOf.get(movement.since());
    return movement
        .instrumentId()
        .filter(id -> firstForecast.get(id) == number)
        .map(firstOf::get)
        .orElse(number);
  }

  /** The last change whose known candidate is still to be measured. */
  Optional<Change> unasked() {
    return changes.isEmpty() || changes.get(changes.size() - 1).asked().isPresent()
        ? Optional.empty()
        : Optional.of(changes.get(changes.size() - 1));
  }

  /** The known candidate of a change is measured by this experiment. */
  void asked(String experimentId, int candidate) {
    int last = changes.size() - 1;
    if (last >= 0 && changes.get(last).asked().isEmpty()) {
      changes.set(last, changes.get(last).askedBy(experimentId, candidate));
    }
  }

  /**
   * A result of an experiment: where it is that of a known candidate, it says what moved.
   *
   * @param history what was measured before it
   */
  void answered(
      ObservationReceived observation,
      String experimentId,
      List<Measurement> history,
      CampaignDefinition definition) {
    for (int i = 0; i < changes.size(); i++) {
      Change change = changes.get(i);
      if (change.asked().filter(experimentId::equals).isEmpty() || change.isSettled()) {
        continue;
      }
      Optional<Change.Verdict> verdict = change.judge(observation, history);
      changes.set(i, change.settled(verdict));
      verdict.ifPresent(
          said -> alarms.add(change.told(said, observation.instrumentId(), definition)));
    }
  }

  /** Measurements with what each counts less for. */
  List<Measurement> weighed(List<Measurement> history, List<ObservationReceived> sources) {
    List<Discount> discounts = changes.stream().flatMap(each -> each.discount().stream()).toList();
    if (discounts.isEmpty()) {
      return Collections.unmodifiableList(history);
    }
    List<Measurement> weighed = new ArrayList<>();
    for (int i = 0; i < history.size(); i++) {
      Measurement each = history.get(i);
      double more = 0;
      for (Discount discount : discounts) {
        more += each.objective() == 0 ? discount.of(i, sources.get(i).instrumentId()) : 0;
      }
      weighed.add(
          new Measurement(
              each.candidate(), each.objective(), each.value(), each.variance() + more));
    }
    return Collections.unmodifiableList(weighed);
  }

  /** What there is to say since this was last asked. */
  List<DriftAlarm> said() {
    List<DriftAlarm> said = List.copyOf(alarms);
    alarms.clear();
    return said;
  }
}
