package io.athanor.acquisition.campaign;

import io.athanor.acquisition.campaign.CampaignEvent.ObservationReceived;
import io.athanor.acquisition.campaign.CampaignEvent.PredictionReceived;
import io.athanor.acquisition.campaign.CampaignEvent.PropertyInterval;
import io.athanor.acquisition.conformal.AdaptiveConformal;
import io.athanor.acquisition.conformal.IntervalLedger;
import io.athanor.acquisition.conformal.PredictiveInterval;
import io.athanor.acquisition.conformal.ServedInterval;
import io.athanor.acquisition.drift.Residual;
import io.athanor.acquisition.planner.Choice;
import io.athanor.acquisition.planner.numeric.NormalMath;
import io.athanor.materials.MaterialException;
import io.athanor.materials.unit.Units;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * Intervals that one campaign serves or hears of, and their tests. An interval is tested once, by
 * the first observation of its candidate and property: once an outcome is known, a further one of
 * the same candidate tests nothing. Part of the aggregate: owned by its thread.
 */
final class Forecasts {
  /** What a proposal's interval claims to cover. */
  static final double CLAIMED = 0.9;

  static final double HALF_WIDTH = NormalMath.quantile((1 + CLAIMED) / 2);

  private final Set<Integer> measured = new HashSet<>();
  private final Set<List<String>> known = new HashSet<>();
  private IntervalLedger ledger = IntervalLedger.begin(CLAIMED);

  /** The interval to serve with a forecast. */
  Optional<ServedInterval> serve(Choice.Forecast forecast) {
    double reach = HALF_WIDTH * forecast.deviation();
    double lower = forecast.mean() - reach;
    double upper = forecast.mean() + reach;
    return PredictiveInterval.isInterval(lower, upper, CLAIMED)
        ? Optional.of(ServedInterval.of(new PredictiveInterval(lower, upper, CLAIMED), ledger))
        : Optional.empty();
  }

  /**
   * The objective of a candidate was measured.
   *
   * @param served the interval of the experiment that asked for it
   */
  Optional<IntervalTest> measured(
      int candidate, Optional<ServedInterval> served, ObservationReceived observation) {
    if (!measured.add(candidate) || served.isEmpty()) {
      return Optional.empty();
    }
    double score = served.get().own().score(observation.value());
    ledger = ledger.after(score, served.get().factor());
    return Optional.of(new IntervalTest.OfCampaign(observation.property(), ledger));
  }

  /**
   * Some property of a candidate was measured.
   *
   * @param prediction what a model had said of the candidate by then
   */
  Optional<IntervalTest> observed(
      Optional<PredictionReceived> prediction, ObservationReceived observation) {
    String candidateId =
        prediction.map(PredictionReceived::candidateId).orElse(observation.candidateId());
    if (!known.add(List.of(candidateId, observation.property()))) {
      return Optional.empty();
    }
    return prediction.flatMap(
        said ->
            said.interval(observation.property())
                .filter(each -> AdaptiveConformal.isRepairable(each.interval().claimed()))
                .flatMap(each -> test(said.modelName(), said.modelDigest(), each, observation)));
  }

  private static Optional<IntervalTest> test(
      String modelName, String digest, PropertyInterval expected, ObservationReceived observation) {
    OptionalDouble outcome = converted(observation, expected.unit());
    return outcome.isPresent()
        ? Optional.of(
            new IntervalTest.OfModel(
                modelName,
                expected.property(),
                expected.unit(),
                expected.interval().claimed(),
                expected.interval().score(outcome.getAsDouble()),
                digest,
                residual(
                    expected.interval(),
                    outcome.getAsDouble(),
                    observation.instrumentId(),
                    observation.readingId())))
        : Optional.empty();
  }

  /** An outcome beside the normal forecast that an interval says; empty where it says none. */
  static Optional<Residual> residual(
      PredictiveInterval said, double outcome, Optional<String> instrumentId, String origin) {
    double mean = said.lower() / 2 + said.upper() / 2;
    double deviation =
        (said.upper() / 2 - said.lower() / 2) / NormalMath.quantile((1 + said.claimed()) / 2);
    return Residual.isResidual(outcome, mean, deviation)
        ? Optional.of(new Residual(outcome, mean, deviation, instrumentId, origin))
        : Optional.empty();
  }

  private static OptionalDouble converted(ObservationReceived observation, String unit) {
    if (observation.unit().equals(unit)) {
      return OptionalDouble.of(observation.value());
    }
    try {
      double value = Units.convert(observation.value(), observation.unit(), unit);
      return Double.isFinite(value) ? OptionalDouble.of(value) : OptionalDouble.empty();
    } catch (MaterialException e) {
      // two properties of one name and no common unit: nothing was predicted of this one
      return OptionalDouble.empty();
    }
  }
}
