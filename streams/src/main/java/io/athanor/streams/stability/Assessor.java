package io.athanor.streams.stability;

import io.athanor.event.DecompositionPhase;
import io.athanor.event.MaterialUpdated;
import io.athanor.event.Meta;
import io.athanor.event.PredictionMade;
import io.athanor.event.StabilityAssessed;
import io.athanor.materials.stability.EnergyAboveHull;
import io.athanor.materials.stability.EnergyEstimate;
import io.athanor.materials.stability.PhaseEntry;
import io.athanor.materials.stability.PhaseFraction;
import io.athanor.materials.stability.Stability;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * How stable a candidate is, as a function of what is known and predicted of it and of the entries
 * of its chemical system: the draws are seeded by its id.
 *
 * @param settings how
 */
public record Assessor(StabilitySettings settings) {
  private static final String SIMULATION = "simulation";
  private static final String PREDICTION = "prediction";

  /** A record as an entry of the hull; empty where it says no energy or no composition. */
  public Optional<PhaseEntry> entry(MaterialUpdated material) {
    return FormationEnergies.composition(material)
        .flatMap(
            composition ->
                FormationEnergies.known(material, settings)
                    .map(energy -> new PhaseEntry(material.getCandidateId(), composition, energy)));
  }

  /**
   * The candidate as a phase with an energy that is known, or else predicted; empty without.
   *
   * @param prediction the last one, or null
   */
  public Optional<PhaseEntry> phase(MaterialUpdated material, PredictionMade prediction) {
    Optional<PhaseEntry> known = entry(material);
    return known.isPresent() || prediction == null ? known : predicted(material, prediction);
  }

  /**
   * The assessment.
   *
   * @param meta of the assessment
   * @param phase the candidate as a phase
   * @param modelDigest whose prediction its energy is; null where it is none
   * @param entries of its chemical system
   */
  public StabilityAssessed assess(
      Meta meta, PhaseEntry phase, String modelDigest, List<PhaseEntry> entries) {
    Stability stability = EnergyAboveHull.of(phase, entries, settings.terms(), seed(phase.id()));
    return StabilityAssessed.newBuilder()
        .setMeta(meta)
        .setCandidateId(phase.id())
        .setFormula(phase.composition().formula())
        .setEnergyAboveHull(stability.mean())
        .setStandardDeviation(stability.standardDeviation())
        .setProbabilityStable(stability.probabilityStable())
        .setProbabilityMetastable(stability.probabilityMetastable())
        .setMargin(stability.margin())
        .setBasis(modelDigest == null ? SIMULATION : PREDICTION)
        .setDecomposition(stability.decomposition().stream().map(Assessor::part).toList())
        .setEntries(stability.entries())
        .setModelDigest(modelDigest)
        .build();
  }

  private Optional<PhaseEntry> predicted(MaterialUpdated material, PredictionMade prediction) {
    Optional<EnergyEstimate> energy = FormationEnergies.predicted(prediction, settings);
    return FormationEnergies.composition(material)
        .flatMap(
            composition ->
                energy.map(each -> new PhaseEntry(material.getCandidateId(), composition, each)));
  }

  private static DecompositionPhase part(PhaseFraction part) {
    return new DecompositionPhase(
        part.formula(), part.id().isEmpty() ? null : part.id(), part.fraction());
  }

  private static long seed(String candidateId) {
    return UUID.nameUUIDFromBytes(candidateId.getBytes(StandardCharsets.UTF_8))
        .getMostSignificantBits();
  }
}
