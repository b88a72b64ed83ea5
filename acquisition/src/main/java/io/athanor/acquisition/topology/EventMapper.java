package io.athanor.acquisition.topology;

import io.athanor.acquisition.campaign.CampaignDefinition;
import io.athanor.acquisition.campaign.CampaignEvent;
import io.athanor.acquisition.conformal.AdaptiveConformal;
import io.athanor.acquisition.conformal.PredictiveInterval;
import io.athanor.acquisition.conformal.ServedInterval;
import io.athanor.acquisition.planner.space.Point;
import io.athanor.event.Candidate;
import io.athanor.event.ExperimentProposed;
import io.athanor.event.MaterialUpdated;
import io.athanor.event.ObservationDerived;
import io.athanor.event.PredictionMade;
import io.athanor.event.PropertyPrediction;
import io.athanor.event.Quantity;
import io.athanor.materials.MaterialException;
import io.athanor.materials.space.Parameter;
import io.athanor.materials.unit.Units;
import io.athanor.schemas.lifecycle.Terms;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** From events to what a campaign is told; the definition says which columns and which unit. */
final class EventMapper {
  private static final String INVALID = "invalid-field";
  private static final String NOT_FINITE = "not-finite";

  /** Fidelity of what was measured, or simulated in place of it. */
  private static final String MEASURED = "experiment";

  private EventMapper() {}

  static CampaignEvent.CandidateAdmitted admitted(
      MaterialUpdated event, CampaignDefinition definition) {
    if (event.getCandidate() == null) {
      throw new RefusedException(INVALID, "candidate", "an admitted material needs its candidate");
    }
    int index =
        event.getMemberships().stream()
            .filter(membership -> membership.getCampaignId().equals(definition.campaignId()))
            .mapToInt(membership -> membership.getIndex())
            .max()
            .orElseThrow(
                () -> new RefusedException(INVALID, "memberships", "admitted, but not a member"));
    return new CampaignEvent.CandidateAdmitted(
        index,
        event.getCandidateId(),
        point(event.getCandidate(), definition),
        Optional.of(event.getCandidate()));
  }

  static CampaignEvent.PredictionReceived predicted(
      PredictionMade event, CampaignDefinition definition) {
    Optional<PropertyPrediction> objective =
        event.getPredictions().stream()
            .filter(each -> each.getProperty().equals(definition.property()))
            .findFirst();
    OptionalDouble mean =
        objective
            .map(each -> convert(each.getMean(), each.getUnit(), definition.unit(), "predictions"))
            .map(OptionalDouble::of)
            .orElseGet(OptionalDouble::empty);
    return new CampaignEvent.PredictionReceived(
        event.getCandidateId(),
        mean,
        embedding(event),
        event.getModelDigest(),
        event.getModelName(),
        event.getPredictions().stream().flatMap(EventMapper::interval).toList(),
        OptionalDouble.of(event.getOutOfDomain()));
  }

  private static List<Double> embedding(PredictionMade event) {
    List<Double> features = event.getEmbedding().stream().map(Float::doubleValue).toList();
    for (int i = 0; i < features.size(); i++) {
      if (!Double.isFinite(features.get(i))) {
        throw new RefusedException(
            NOT_FINITE, "embedding[" + i + "]", "the feature is no finite number");
      }
    }
    return features;
  }

  /** What is no interval is nothing to test; the mean may be of use all the same. */
  private static Stream<CampaignEvent.PropertyInterval> interval(PropertyPrediction said) {
    return PredictiveInterval.isInterval(said.getLower(), said.getUpper(), said.getCoverage())
        ? Stream.of(
            new CampaignEvent.PropertyInterval(
                said.getProperty(),
                said.getUnit(),
                new PredictiveInterval(said.getLower(), said.getUpper(), said.getCoverage())))
        : Stream.empty();
  }

  static CampaignEvent.ObservationReceived observed(
      ObservationDerived event, CampaignDefinition definition) {
    Quantity quantity = event.getQuantity();
    if (!event.getConverged()) {
      throw new RefusedException(INVALID, "converged", "the computation did not converge");
    }
    OptionalInt objective = definition.objectiveOf(event.getProperty());
    String unit =
        objective.isPresent()
            ? definition.wanted().get(objective.getAsInt()).unit()
            : quantity.getUnit();
    double value = convert(quantity.getValue(), quantity.getUnit(), unit, "quantity.unit");
    double sem = quantity.getSem() == null ? 0 : quantity.getSem();
    // a difference of two values, so that a unit with an origin of its own (Cel) is right as well
    double error =
        sem == 0
            ? 0
            : Math.abs(
                convert(quantity.getValue() + sem, quantity.getUnit(), unit, "quantity.sem")
                    - value);
    return new CampaignEvent.ObservationReceived(
        event.getReadingId(),
        event.getProperty(),
        event.getCandidateId(),
        Optional.ofNullable(event.getExperimentId()),
        value,
        unit,
        error,
        Optional.ofNullable(event.getInstrumentId()),
        event.getFidelity().equals(MEASURED) ? Optional.empty() : Optional.of(event.getMethod()));
  }

  static CampaignEvent.ExperimentProposed proposed(
      ExperimentProposed event, CampaignDefinition definition) {
    boolean pool = definition.space() instanceof CampaignDefinition.DeclaredPool;
    return new CampaignEvent.ExperimentProposed(
        event.getExperimentId(),
        event.getOrdinal(),
        pool ? event.getPoolIndex() : event.getOrdinal(),
        event.getCandidateId(),
        point(event.getCandidate(), definition),
        Terms.of(event),
        Optional.ofNullable(event.getWhy().getInterval()).map(EventMapper::served),
        ActionMapper.needed(event),
        ActionMapper.followUp(event),
        Optional.ofNullable(event.getFidelity()));
  }

  private static ServedInterval served(io.athanor.event.PredictiveInterval said) {
    return new ServedInterval(
        new PredictiveInterval(said.getOwnLower(), said.getOwnUpper(), said.getClaimed()),
        said.getFactor() == null ? AdaptiveConformal.UNBOUNDED : said.getFactor(),
        said.getCoverage() == null ? OptionalDouble.empty() : OptionalDouble.of(said.getCoverage()),
        said.getCount());
  }

  private static double convert(double value, String from, String to, String field) {
    if (!Double.isFinite(value)) {
      throw new RefusedException(NOT_FINITE, field, "the value is no finite number");
    }
    if (from.equals(to)) {
      return value;
    }
    try {
      return Units.convert(value, from, to);
    } catch (MaterialException e) {
      throw new RefusedException("unknown-unit", field, e.getMessage());
    }
  }

  private static Point point(Candidate candidate, CampaignDefinition definition) {
    return point(candidate.getParameters(), definition.space().parameters());
  }

  /** A setting in the order of the declared parameters. */
  static Point point(Map<String, Object> setting, List<Parameter> declared) {
    List<Double> coordinates = new ArrayList<>();
    for (Parameter parameter : declared) {
      coordinates.add(coordinate(setting, parameter));
    }
    return new Point(coordinates);
  }

  private static double coordinate(Map<String, Object> parameters, Parameter parameter) {
    String field = "candidate.parameters." + parameter.name();
    Object value = parameters.get(parameter.name());
    if (value == null) {
      throw new RefusedException(
          INVALID, field, "the campaign declares it, the candidate lacks it");
    }
    if (parameter instanceof Parameter.Named named) {
      int index = named.options().indexOf(value.toString());
      for (int i = 0; index < 0 && i < named.options().size(); i++) {
        if (value instanceof Double number && isNumber(named.options().get(i), number)) {
          index = i;
        }
      }
      if (index < 0) {
        throw new RefusedException(INVALID, field, "'" + value + "' is not among the options");
      }
      return index;
    }
    if (!(value instanceof Double number)) {
      throw new RefusedException(INVALID, field, "'" + value + "' is not a number");
    }
    if (!Double.isFinite(number)) {
      throw new RefusedException(NOT_FINITE, field, "the value is no finite number");
    }
    return number;
  }

  private static boolean isNumber(String option, double number) {
    try {
      return Double.parseDouble(option) == number;
    } catch (NumberFormatException e) {
      return false;
    }
  }
}
