package io.athanor.inference.serving;

import io.athanor.inference.modality.Known;
import io.athanor.inference.modality.LiteratureInput;
import io.athanor.inference.modality.PatternInput;
import io.athanor.inference.model.MaterialGraph;
import io.athanor.materials.MaterialException;
import io.athanor.materials.diffraction.PowderPattern;
import java.util.Optional;

/**
 * Materials with patterns and documents, checked. A vector of another embedding model than the
 * network's, or of another length, is passed over: it says nothing that it could read. Pure.
 *
 * @param admission of the materials themselves
 * @param literature whose vectors the model reads, if any
 */
public record KnownAdmission(Admission admission, Optional<LiteratureInput.Model> literature) {

  /**
   * What a model can score.
   *
   * @throws UnscorableException naming the field ({@code crystal}, …, {@code pattern}, {@code
   *     literature}) and the reason
   */
  public Known known(RawKnown raw) throws UnscorableException {
    MaterialGraph graph = admission.graph(raw.material());
    PatternInput pattern = raw.pattern().isEmpty() ? null : pattern(raw.pattern().get());
    return new Known(graph, pattern, vector(raw));
  }

  private static PatternInput pattern(RawKnown.RawPattern raw) throws UnscorableException {
    try {
      return PatternInput.of(new PowderPattern(raw.twoTheta(), raw.intensity(), raw.wavelength()));
    } catch (MaterialException cause) {
      throw new UnscorableException("pattern", cause.getMessage());
    }
  }

  private LiteratureInput vector(RawKnown raw) throws UnscorableException {
    for (RawKnown.RawVector each : raw.documents()) {
      if (literature.filter(model -> isOf(model, each)).isPresent()) {
        try {
          return LiteratureInput.of(literature.get(), each.model(), each.vector(), each.count());
        } catch (MaterialException cause) {
          throw new UnscorableException("literature", cause.getMessage());
        }
      }
    }
    return null;
  }

  private static boolean isOf(LiteratureInput.Model model, RawKnown.RawVector raw) {
    return model.name().equals(raw.model()) && model.length() == raw.vector().length;
  }
}
