package io.athanor.streams.stability;

import io.athanor.event.Candidate;
import io.athanor.event.MaterialChange;
import io.athanor.event.MaterialUpdated;
import io.athanor.event.PredictionMade;
import io.athanor.event.PropertyPrediction;
import io.athanor.event.PropertySummary;
import io.athanor.materials.composition.Composition;
import io.athanor.materials.composition.Element;
import io.athanor.materials.composition.FormulaException;
import io.athanor.materials.stability.EnergyEstimate;
import io.athanor.materials.unit.Units;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The formation energy in what is known and predicted of a material, and its errors. */
public final class FormationEnergies {
  /** The property. */
  public static final String PROPERTY = "formation_energy_per_atom";

  private static final String UNIT = "eV";
  private static final String NOT_CONVERGED = "not converged";
  private static final String EXPERIMENT = "experiment";
  private static final String COMPUTED = "computed";

  private FormationEnergies() {}

  /** The record without everything that has nothing to do with stability. */
  public static MaterialUpdated essence(MaterialUpdated material) {
    MaterialUpdated.Builder essence =
        MaterialUpdated.newBuilder()
            .setMeta(material.getMeta())
            .setCandidateId(material.getCandidateId())
            .setChange(MaterialChange.MEASURED)
            .setVersion(0);
    composition(material)
        .ifPresent(
            composition ->
                essence.setCandidate(
                    Candidate.newBuilder()
                        .setCandidateId(material.getCandidateId())
                        .setFormula(composition.formula())
                        .build()));
    energy(material)
        .ifPresent(
            summary ->
                essence.setProperties(
                    Map.of(
                        PROPERTY,
                        PropertySummary.newBuilder(summary).setSources(List.of()).build())));
    return essence.build();
  }

  /** The prediction without everything that has nothing to do with stability; empty without it. */
  public static Optional<PredictionMade> essence(PredictionMade prediction) {
    return prediction.getPredictions().stream()
        .filter(each -> each.getProperty().equals(PROPERTY))
        .findFirst()
        .map(
            energy ->
                PredictionMade.newBuilder(prediction)
                    .setPredictions(List.of(energy))
                    .setEmbedding(List.of())
                    .setCampaignIds(List.of())
                    .build());
  }

  /** What a material is made of; empty for a pure recipe, and while nothing says so. */
  public static Optional<Composition> composition(MaterialUpdated material) {
    Candidate candidate = material.getCandidate();
    if (candidate == null) {
      return Optional.empty();
    }
    try {
      if (candidate.getFormula() != null) {
        return Optional.of(Composition.parse(candidate.getFormula()));
      }
      return Optional.ofNullable(candidate.getCrystal()).map(each -> of(each.getSpecies()));
    } catch (FormulaException e) {
      // perception lets none in; of an older one nothing can be said
      return Optional.empty();
    }
  }

  private static Composition of(List<String> species) {
    Map<Element, Double> amounts = new EnumMap<>(Element.class);
    for (String symbol : species) {
      amounts.merge(Element.ofSymbol(symbol).orElseThrow(), 1.0, Double::sum);
    }
    return Composition.of(amounts);
  }

  /** The energy that computations or experiments say; empty where none converged. */
  public static Optional<EnergyEstimate> known(
      MaterialUpdated material, StabilitySettings settings) {
    return energy(material)
        .filter(each -> !each.getBasis().equals(NOT_CONVERGED))
        .flatMap(each -> known(each, settings));
  }

  private static Optional<EnergyEstimate> known(
      PropertySummary summary, StabilitySettings settings) {
    String unit = summary.getMean().getUnit();
    Double sem = summary.getMean().getSem();
    double error = sem == null ? 0 : Units.convert(sem, unit, UNIT);
    boolean measured = summary.getBasis().contains(EXPERIMENT);
    return estimate(
        Units.convert(summary.getMean().getValue(), unit, UNIT),
        Math.hypot(error, settings.ownError()),
        measured ? 0 : settings.sharedError());
  }

  /** Of entries in units that do not convert into each other, the one that is an energy. */
  private static Optional<PropertySummary> energy(MaterialUpdated material) {
    return new TreeMap<>(material.getProperties())
        .entrySet().stream()
            .filter(
                each ->
                    each.getKey().equals(PROPERTY)
                        || each.getValue().getProperty().equals(PROPERTY))
            .map(Map.Entry::getValue)
            .filter(each -> Units.isConvertible(each.getMean().getUnit(), UNIT))
            .findFirst();
  }

  /** The energy that a model predicts; it shares the error of the computations it learned from. */
  public static Optional<EnergyEstimate> predicted(
      PredictionMade prediction, StabilitySettings settings) {
    PropertyPrediction energy = prediction.getPredictions().get(0);
    String unit = energy.getUnit();
    if (!Units.isConvertible(unit, UNIT)) {
      return Optional.empty();
    }
    double error = Math.hypot(energy.getEpistemic(), energy.getAleatoric());
    return estimate(
        Units.convert(energy.getMean(), unit, UNIT),
        Math.hypot(Units.convert(error, unit, UNIT), settings.ownError()),
        settings.sharedError());
  }

  private static Optional<EnergyEstimate> estimate(double mean, double own, double shared) {
    return Double.isFinite(mean) && Double.isFinite(own)
        ? Optional.of(new EnergyEstimate(mean, own, shared, COMPUTED))
        : Optional.empty();
  }
}
