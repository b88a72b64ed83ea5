package io.athanor.inference.worker;

import io.athanor.event.Candidate;
import io.athanor.inference.model.MaterialGraph;
import io.athanor.inference.serving.Admission;
import io.athanor.inference.serving.RawMaterial;
import io.athanor.inference.serving.UnscorableException;
import java.util.List;
import java.util.Optional;

/** Candidates as they come in events to the network's input: the crystal where there is one. */
final class CandidateGraphs {
  private final Admission admission;

  CandidateGraphs(Admission admission) {
    this.admission = admission;
  }

  /**
   * The candidate's graph.
   *
   * @throws UnscorableException naming the field within the candidate and the reason
   */
  MaterialGraph of(Candidate candidate) throws UnscorableException {
    return admission.graph(
        new RawMaterial(
            Optional.ofNullable(candidate.getCrystal()).map(CandidateGraphs::crystal),
            Optional.ofNullable(candidate.getFormula())));
  }

  /** The field of an event that holds the field of a candidate. */
  static String field(UnscorableException refusal) {
    return refusal.field().isEmpty() ? "candidate" : "candidate." + refusal.field();
  }

  private static RawMaterial.RawCrystal crystal(io.athanor.event.Crystal event) {
    return new RawMaterial.RawCrystal(
        numbers(event.getLattice()), event.getSpecies(), numbers(event.getFractional()));
  }

  private static double[] numbers(List<Double> list) {
    return list.stream().mapToDouble(Double::doubleValue).toArray();
  }
}
