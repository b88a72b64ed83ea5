package io.athanor.inference.worker;

import io.athanor.event.Candidate;
import io.athanor.event.DocumentVector;
import io.athanor.event.MeasuredPattern;
import io.athanor.event.PredictionRequested;
import io.athanor.inference.modality.Known;
import io.athanor.inference.serving.KnownAdmission;
import io.athanor.inference.serving.RawKnown;
import io.athanor.inference.serving.RawMaterial;
import io.athanor.inference.serving.UnscorableException;
import java.util.List;
import java.util.Optional;

/** Requests to the model's input: the candidate, and what was measured and written beside it. */
final class RequestedMaterials {
  private static final List<String> BESIDE = List.of("pattern", "literature");

  private final KnownAdmission admission;

  RequestedMaterials(KnownAdmission admission) {
    this.admission = admission;
  }

  /**
   * What is known of the candidate.
   *
   * @throws UnscorableException naming the field within the candidate or request, and the reason
   */
  Known of(PredictionRequested request) throws UnscorableException {
    Candidate candidate = request.getCandidate();
    return admission.known(
        new RawKnown(
            new RawMaterial(
                Optional.ofNullable(candidate.getCrystal()).map(RequestedMaterials::crystal),
                Optional.ofNullable(candidate.getFormula())),
            Optional.ofNullable(request.getPattern()).map(RequestedMaterials::pattern),
            request.getLiterature().stream().map(RequestedMaterials::vector).toList()));
  }

  /** The field of a request that was refused. */
  static String field(UnscorableException refusal) {
    if (BESIDE.contains(refusal.field())) {
      return refusal.field();
    }
    return refusal.field().isEmpty() ? "candidate" : "candidate." + refusal.field();
  }

  private static RawMaterial.RawCrystal crystal(io.athanor.event.Crystal event) {
    return new RawMaterial.RawCrystal(
        numbers(event.getLattice()), event.getSpecies(), numbers(event.getFractional()));
  }

  private static RawKnown.RawPattern pattern(MeasuredPattern event) {
    return new RawKnown.RawPattern(
        numbers(event.getTwoTheta()), numbers(event.getIntensity()), event.getWavelength());
  }

  private static RawKnown.RawVector vector(DocumentVector event) {
    float[] vector = new float[event.getVector().size()];
    for (int index = 0; index < vector.length; index++) {
      vector[index] = event.getVector().get(index);
    }
    return new RawKnown.RawVector(event.getModel(), event.getDocuments(), vector);
  }

  private static double[] numbers(List<Double> list) {
    return list.stream().mapToDouble(Double::doubleValue).toArray();
  }
}
